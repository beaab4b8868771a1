"""A tag as a condition, whatever gives it: a rule, words, an export, staff. Its statement is found elsewhere."""

from insight.audience.rule import Rule
from insight.fields import Word
from insight.i18n import _

HAS_TAG = "has_tag"

TAGS = (
    Rule(
        name=HAS_TAG,
        subject="people",
        label=_("Tag, also by a rule"),
        sentence=_("with the tag “{tag}”"),
        negation=_("without the tag “{tag}”"),
        statement="",
        fields=(Word(name="tag", label=_("Tag")),),
    ),
)
