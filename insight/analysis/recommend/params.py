"""What can be chosen about recommendations."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Annotated, Any, Literal

from insight.analysis.recommend_exam import RecommendExamParams, called
from insight.analysis.recommend_model.families import FAMILIES
from insight.fields import Choice, Named
from insight.i18n import Text, _

Chosen = Literal["best", "popular", "items", "factors", "rules", "content"]

WAYS: Mapping[Chosen, Text] = {
    "best": _("What does best in the exam"),
    "popular": _("Best sellers"),
    **{family: called(family) for family in FAMILIES},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendParams(RecommendExamParams):
    """As the exam's parameters (`recommend_exam`), and: `choose`: the method that did best in the exam, best sellers,
    or a method by name, which must have passed. `people`: only these are offered anything, by the code of a group such
    as "rfm_group:champions" or "segment:3"; None: everybody known.
    """

    choose: Annotated[Chosen, Choice(options=WAYS, label=_("Way of picking"))] = "best"
    people: Annotated[str | None, Named(label=_("For whom"))] = None

    def exam(self) -> RecommendExamParams:
        """What the exam is asked."""
        return RecommendExamParams(**{each.name: getattr(self, each.name) for each in fields(RecommendExamParams)})

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return asdict(self) | {"period_days": self.hold_out_days, "until": self.as_of}
