"""What can be chosen about recommendations."""

import datetime as dt
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from insight.analysis.recommend_exam import RecommendExamParams
from insight.analysis.recommend_model.statements import Level
from insight.errors import ParameterError
from insight.i18n import _

Choice = Literal["best", "popular", "items", "factors", "rules", "content"]
CHOICES: tuple[Choice, ...] = ("best", "popular", "items", "factors", "rules", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendParams:
    """As the exam's parameters (`recommend_exam`), and: `choose`: the method that did best in the exam, best sellers,
    or a method by name, which must have passed. `people`: only these are offered anything, by the code of a group such
    as "rfm_group:champions" or "segment:3"; None: everybody known.
    """

    as_of: dt.date
    currency: str
    level: Level = "product"
    offers: int = 3
    look_back_days: int = 730
    on_sale_days: int = 60
    again_days: int = 180
    least_buyers: int = 5
    hold_out_days: int = 90
    choose: Choice = "best"
    people: str | None = None

    def __post_init__(self) -> None:
        self.exam()
        if self.choose not in CHOICES:
            raise ParameterError("choose", self.choose, _("one of {names}", names=", ".join(CHOICES)))

    def exam(self) -> RecommendExamParams:
        """What the exam is asked."""
        return RecommendExamParams(**{each.name: getattr(self, each.name) for each in fields(RecommendExamParams)})

    def values(self) -> dict[str, Any]:
        """What the statements are bound to."""
        return asdict(self) | {"period_days": self.hold_out_days, "until": self.as_of}
