"""How every method did in the exam, and who was behind the numbers."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.recommend_exam import findings as sentences
from insight.analysis.recommend_exam.method import DEFINITION, LIMITS
from insight.analysis.recommend_exam.newcomers import NEWCOMERS
from insight.analysis.recommend_exam.params import RecommendExamParams
from insight.analysis.recommend_exam.sitting import Sitting
from insight.analysis.recommend_exam.words import called
from insight.analysis.recommend_model.families import Family
from insight.analysis.recommend_model.offers import EXAM, HIT
from insight.analysis.recommend_model.statements import LEARNT, NAMES, SHELVES, SOLD, Plain
from insight.errors import ParameterError
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import SINGLE, Cell, Declared, Finding, Frame, Method, declare
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendExamResult:
    """`examined` people bought before the held-out days and again in them, a `people_share` of all who did (1.0 but in
    very large workspaces). `plain`: the plain answer that did best, `winner`: the method that beat it by most; None
    where there is none. `goods` were on sale at the split.

    `methods`: method, is_plain, n (people examined), people_hit (of them, who bought something they had been offered),
    hits, new_hits (hits of goods that the person had not bought before), recall with recall_low and recall_high (mean
    over people, 95 %), gain (nDCG) with gain_low and gain_high, coverage, novelty (bits), difference (of the recall to
    the plain answer) with low and high (95 % for all methods at once), is_better. Empty where no exam could be held.

    `newcomers`, people who bought for the first time in the held-out days: basis (what newcomers had begun with, or
    best sellers), n, hits, recall with recall_low and recall_high, difference (to best sellers) with low and high.
    Empty where there were too few.
    """

    COLUMNS: ClassVar[Declared] = {
        SINGLE: Frame(
            columns=(
                *declare("people", "examined"),
                *declare("count", "goods", is_safe=True),
                *declare("share", "people_share", is_safe=True),
                *declare("text", "plain", "winner"),
            )
        ),
        "methods": Frame(
            columns=(
                *declare("key", "method"),
                *declare("flag", "is_plain", "is_better"),
                *declare("people", "n"),
                *declare("people", "people_hit", part_of="n", is_aside=True),
                *declare("count", "hits", "new_hits", about=("n", "people_hit")),
                *declare("rate", "recall", "recall_low", "recall_high", "gain", "gain_low", "gain_high"),
                *declare("share", "coverage"),
                *declare("number", "novelty", "difference", "low", "high"),
            )
        ),
        "newcomers": NEWCOMERS,
    }
    INNER: ClassVar[tuple[str, ...]] = ("sitting",)

    params: RecommendExamParams
    examined: int
    people_share: float
    goods: int
    plain: Plain | None
    winner: Family | None
    methods: pd.DataFrame
    newcomers: pd.DataFrame
    sitting: Sitting

    @classmethod
    def of(cls, params: RecommendExamParams, sitting: Sitting) -> "RecommendExamResult":
        """What an exam came to."""
        table, known = sitting.table, None if sitting.learnt is None else sitting.learnt.goods.known
        return cls(
            params=params,
            examined=0 if table.empty else int(table["n"].iloc[0]),
            people_share=sitting.people_share,
            goods=0 if known is None else int(known["is_on_sale"].sum()),
            plain=sitting.plain,
            winner=sitting.winner,
            methods=table,
            newcomers=sitting.newcomers,
            sitting=sitting,
        )

    @property
    def newcomers_want_best_sellers(self) -> bool:
        """Whether best sellers hit more of what people first bought than what newcomers had begun with, beyond
        chance."""
        rows = self.newcomers[self.newcomers["basis"] == "newcomer"]
        return bool((rows["high"] < 0).any())

    def findings(self) -> list[Finding]:
        """The sentences worth saying."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Who was examined, and who was hit by each method."""
        for row in self.methods.to_dict("records"):
            for hit, people in ((True, row["people_hit"]), (False, row["n"])):
                label = _("Hit by “{method}”", method=called(row["method"])) if hit else _("Examined")
                yield Cell(key={"method": row["method"], "hit": hit}, label=label, people=whole(people))

    def segment(self, *, method: str, hit: bool = True) -> Segment:
        """Who sat the exam and bought something that a method had offered them; with `hit` false everybody who sat.

        Raises ParameterError for a method that was not examined.
        """
        names = list(self.methods["method"])
        if method not in names or self.sitting.learnt is None or self.plain is None:
            raise ParameterError("method", method, _("one of {names}", names=", ".join(names)))
        is_plain = bool(self.methods.set_index("method").loc[method, "is_plain"])
        plain: Any = method if is_plain else self.plain
        values: dict[str, Any] = {
            "days": self.params.hold_out_days,
            "method": called(method),
            "as_of": self.params.as_of,
        }
        return Segment(
            sentence=_(
                "Bought in the last {days} days what had been picked for them ({method}), as of {as_of:last_day}",
                **values,
            )
            if hit
            else _("Took part in the exam of the last {days} days, as of {as_of:last_day}", **values),
            statement=HIT[self.params.level, plain],
            values=self.sitting.learnt.bound(plain, *([] if is_plain else [method])) | {"hit": hit},
            as_of=self.params.as_of,
            analysis="recommend_exam",
            parameters=asdict(self.params) | {"method": method, "hit": hit},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        level, plain = self.params.level, self.plain or "popular"
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=LIMITS,
            statements=(NAMES[level], SOLD[level], LEARNT[level], SHELVES[level, plain], EXAM[level, plain]),
            values=self.params.values(),
        )
