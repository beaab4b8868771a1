"""What is offered to whom, who is behind each number, and how it was computed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.recommend import findings as sentences
from insight.analysis.recommend.cells import cells
from insight.analysis.recommend.method import DEFINITION
from insight.analysis.recommend.params import RecommendParams
from insight.analysis.recommend.statements import counted, members
from insight.analysis.recommend.tables import COLUMNS as _COLUMNS
from insight.analysis.recommend.words import BASES, GROUPS, NO_GROUP
from insight.analysis.recommend_exam import DEFINITION as EXAM_DEFINITION
from insight.analysis.recommend_exam import LIMITS
from insight.analysis.recommend_model.model import Learnt
from insight.analysis.recommend_model.offers import EXAM
from insight.analysis.recommend_model.statements import LEARNT, NAMES, SHELVES, SOLD, Plain
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH
from insight.warehouse.steps import Bound, Steps, numbered, steps


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendResult:
    """`customers` are offered something; the first offer of each is `personal`, `popular` (best sellers: too little is
    known of them, or nothing beat best sellers), or `newcomer` (no order yet). `method_used`: the method of the
    personal offers, else the best sellers that are offered; `is_proved`: it has beaten best sellers in the exam.

    `goods_sold`, of them `goods_offered` to somebody if it suits, `goods_rare` with too few buyers, `goods_gone` not
    sold lately, `goods_free` given away, `goods_nameless` shown by their code, `goods_twice` with a name that another
    code has too. `baskets_left_out` of learning hold too many products (the largest `largest_basket`).

    `products`: item, name, category, customers (offered it), first (as the first offer), personal, popular, newcomer
    (on what ground), buyers (who bought it). `groups`: rfm_group, place, item, name, customers, share (of the group's
    people), group_customers. `reasons`: item, name, owned_item, owned (the
    product bought that speaks most for it), customers (offered it for that reason), n (people who bought both, for
    the method "rules" baskets), owned_n (who bought the first); those given to most. `exam`: as `methods` of
    recommend_exam.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar[tuple[str, ...]] = ("learnt", "plain", "whom", "rfm", "asked", "exam_findings")

    params: RecommendParams
    customers: int
    personal: int
    popular: int
    newcomer: int
    method_used: str
    is_proved: bool
    goods_sold: int
    goods_offered: int
    goods_rare: int
    goods_gone: int
    goods_free: int
    goods_nameless: int
    goods_twice: int
    baskets_left_out: int
    largest_basket: int
    products: pd.DataFrame
    groups: pd.DataFrame
    reasons: pd.DataFrame
    exam: pd.DataFrame
    learnt: Learnt
    plain: Plain
    whom: Bound | None
    rfm: dict[str, Any]
    asked: Text | None
    exam_findings: tuple[Finding, ...]

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the most useful first."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        product: str | None = None,
        place: int | None = None,
        basis: str | None = None,
        rfm_group: str | None = None,
        owned: str | None = None,
    ) -> Segment:
        """Who is offered a product (by its name or code; None: anything), as their first, second … offer (`place`), on
        what ground (`basis`), of a group of RFM, because of a product they bought (`owned`); whoever it suits best
        first.

        Raises ParameterError for a cell that does not exist.
        """
        number = None if product is None else self._number("product", product, is_offered=True)
        because = None if owned is None else self._number("owned", owned, is_offered=False)
        self._check(place, basis, rfm_group)
        cell = {"product": product, "place": place, "basis": basis, "rfm_group": rfm_group, "owned": owned}
        level = self.params.level
        return Segment(
            sentence=self._sentence(number, because, place, basis, rfm_group),
            statement=members(level, self.plain, whom_steps(self.whom), of_group=rfm_group is not None),
            values=self.bound()
            | {"number": number, "because": because, "place": place, "basis": basis}
            | {"rfm_group": rfm_group, "no_group": NO_GROUP},
            as_of=self.params.as_of,
            analysis="recommend",
            parameters=asdict(self.params) | {name: value for name, value in cell.items() if value is not None},
        )

    def bound(self) -> dict[str, Any]:
        """What the statements of offers are bound to."""
        used = (self.method_used,) if self.is_proved else ()
        whom = {} if self.whom is None else dict(self.whom.values)
        return self.rfm | self.learnt.bound(self.plain, *used) | whom

    def method(self) -> Method:
        """Definition, statements and limits."""
        level, plain = self.params.level, self.plain
        whole = counted(level, plain, whom_steps(self.whom))
        return Method(
            definition=(*DEFINITION, *EXAM_DEFINITION, *ORDER_TRUTH),
            limits=LIMITS,
            statements=(NAMES[level], SOLD[level], LEARNT[level], SHELVES[level, plain], EXAM[level, plain], whole),
            values=self.params.values(),
        )

    def _number(self, cell: str, product: str, *, is_offered: bool) -> int:
        known = self.learnt.goods.known
        can_be = known["is_on_sale"].astype(bool) if is_offered else known["is_on_sale"].notna()
        for column in ("item", "name"):
            found = known.index[(known[column] == product) & can_be]
            if len(found):
                return int(found[0])
        raise ParameterError(cell, product, _("the name or the code of a product that is offered"))

    def _check(self, place: int | None, basis: str | None, rfm_group: str | None) -> None:
        places = range(1, self.params.offers + 1)
        for name, value, known in (
            ("place", place, places),
            ("basis", basis, BASES),
            ("rfm_group", rfm_group, GROUPS),
        ):
            if value is not None and value not in known:
                raise ParameterError(name, value, _("one of {names}", names=", ".join(map(str, known))))

    def _sentence(
        self, number: int | None, because: int | None, place: int | None, basis: str | None, rfm_group: str | None
    ) -> Text:
        name = self.learnt.goods.known["name"]
        parts: list[Text] = [_("To be offered something")]
        if number is not None:
            parts = [_("To be offered {what}", what=str(name.iloc[number]))]
        if because is not None:
            parts.append(_("because they bought {owned}", owned=str(name.iloc[because])))
        if place is not None and (number, place) != (None, 1):
            parts.append(_("as offer number {place}", place=place))
        if basis is not None:
            parts.append(BASES[basis])
        if rfm_group is not None:
            parts.append(_("of the group {name}", name=GROUPS[rfm_group]))
        if self.asked is not None:
            parts.append(_("only {name}", name=self.asked))
        whole = parts[0]
        for part in parts[1:]:
            whole = _("{one}; {two}", one=whole, two=part)
        return _("{who}, as of {as_of:last_day}", who=whole, as_of=self.params.as_of)


def whom_steps(whom: Bound | None) -> Steps | None:
    """The people that offers are made for; None: everybody."""
    return None if whom is None else steps(asked=whom.statement)


def only(people: Bound) -> Bound:
    """The same people, their places named apart from all others."""
    return numbered(people, 1)
