"""The tags in use: what each means, who has it, and how much of people's lives they cover."""

from insight.analysis import Analysis, Needs
from insight.audience.tags.params import TagsParams
from insight.audience.tags.result import TagsResult
from insight.audience.tags.run import tags
from insight.i18n import _

ANALYSIS = Analysis(
    name="tags",
    params=TagsParams,
    run=tags,
    title=_("Tags"),
    question=_("Which tags do we have, who has them, and can we trust them?"),
    group="understand",
    icon="sell",
    needs=Needs(tables=("customers|orders",), better=(("customers", "tags"),)),
)

__all__ = ["ANALYSIS", "TagsParams", "TagsResult", "tags"]
