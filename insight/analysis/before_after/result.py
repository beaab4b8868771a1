"""Two spans of days side by side, what made the difference, and who is behind each number."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.before_after.bound import bound
from insight.analysis.before_after.cells import cells
from insight.analysis.before_after.params import BeforeAfterParams
from insight.analysis.before_after.statements import BY_CHANNEL, GROUP_SIZE, MEASURED, MEMBERS, MEMBERS_OF_CHANNEL
from insight.analysis.before_after.tables import BUYERS
from insight.analysis.before_after.tables import COLUMNS as _COLUMNS
from insight.analysis.judge.who import Group
from insight.calendar.across import in_one_only, nearest
from insight.calendar.festival_days import FestivalDay
from insight.errors import ParameterError
from insight.i18n import Money, Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

PERIODS: dict[str, Text] = {"before": _("Before"), "after": _("After")}

_DEFINITION = (
    _("Orders of the two spans of days are counted alike; orders that name nobody are in neither."),
    _(
        "Revenue = buyers × orders a buyer × basket. The change of revenue is split among the three by logarithmic "
        "means (LMDI), which leaves nothing over; by new and returning buyers and by channel it is the plain "
        "difference."
    ),
    _(
        "Visitors who bought: of the people with any event in the days those who ordered in them. Mean rating: of each "
        "person's ratings the mean, then of all people. Both are left open where nothing states them."
    ),
    _("Repeat rate: the share of the buyers of the days who ordered at least twice in them. New: first order ever."),
)
_LIMITS = (
    _(
        "A group told by a rule is the one before the earlier days; a tag given by hand and an uploaded list hold "
        "whoever is in them today."
    ),
    _("Before and after alone prove nothing: seasons, festivals, prices and other campaigns change with the days."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfterResult:
    """Of the `customers` of `group`; `festivals` that lie in one of the spans only, by name.

    `measures`: measure (buyers, orders, net_amount, basket, orders_per_buyer, repeat_rate, new_share, bought_share,
    conversion_rate, satisfaction), buyers_before, buyers_after (of conversion_rate people with an event, of
    satisfaction people who gave a rating), before, after, change, change_share; low, high of the change and certain,
    where it has an interval.
    `contributions` to the change of revenue: kind (factor, buyer, channel), part, buyers_before, buyers_after, before,
    after, change (money), share; within a kind the shares add up to 1.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar = ("members",)

    params: BeforeAfterParams
    group: Group
    customers: int
    festivals: tuple[Text, ...]
    measures: pd.DataFrame
    contributions: pd.DataFrame
    members: tuple[str, ...] = ()

    def findings(self) -> list[Finding]:
        """What changed, what made most of it, and that this proves nothing."""
        return [*self._revenue(), *self._made_by(), *self._warning()]

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        period: str = "after",
        buyer: str | None = None,
        channel: str | None = None,
        repeat: bool | None = None,
    ) -> Segment:
        """Who bought in a period: new or returning, through a channel, or at least twice (`repeat`).

        Raises ParameterError for a cell that does not exist.
        """
        if period not in PERIODS:
            raise ParameterError("period", period, _("one of {names}", names=", ".join(PERIODS)))
        if buyer is not None and buyer not in BUYERS:
            raise ParameterError("buyer", buyer, _("one of {names}", names=", ".join(BUYERS)))
        if channel is not None and (buyer is not None or repeat is not None):
            raise ParameterError("channel", channel, _("a channel by itself"))
        first, until = getattr(self.params, period)
        sentence = _(
            "{who}: bought from {first:day} to before {until:day}", who=self.group.name, first=first, until=until
        )
        traits = [BUYERS[buyer]] if buyer else []
        traits += [_("{channel}", channel=channel)] if channel else []
        traits += [_("at least twice") if repeat else _("once")] if repeat is not None else []
        for trait in traits:
            sentence = _("{who} · {trait}", who=sentence, trait=trait)
        cell = {"period": period, "buyer": buyer, "channel": channel, "repeat": repeat}
        statement = MEMBERS if channel is None else MEMBERS_OF_CHANNEL
        return Segment(
            sentence=sentence,
            statement=statement[self.group.kind],
            values=bound(self.params, self.group, self.members) | cell | {"is_repeat": repeat},
            as_of=self.params.as_of,
            analysis="before_after",
            parameters=asdict(self.params) | {name: value for name, value in cell.items() if value is not None},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        kind = self.group.kind
        return Method(
            definition=(*_DEFINITION, *ORDER_TRUTH),
            limits=_LIMITS,
            statements=(GROUP_SIZE[kind], MEASURED[kind], BY_CHANNEL[kind], MEMBERS[kind]),
            values=bound(self.params, self.group, self.members),
        )

    def can_align(self) -> FestivalDay | None:
        """The festival that the later days hold and the earlier ones do not: by it they can be aligned (`around`)."""
        found = [one for one in in_one_only(self.params.before, self.params.after) if one.is_later]
        return nearest(self.params.after, found[0].key) if found else None

    def measure(self, name: str) -> dict[str, Any]:
        """The row of a measure."""
        rows = self.measures[self.measures["measure"] == name].to_dict("records")
        return {str(key): value for key, value in rows[0].items()}

    def _revenue(self) -> Iterator[Finding]:
        row = self.measure("net_amount")
        values = {
            "who": self.group.name,
            "before": Money(row["before"], self.params.currency),
            "after": Money(row["after"], self.params.currency),
            "share": abs(row["change_share"]),
        }
        text = _("{who}: revenue went from {before:short_money} to {after:short_money}", **values)
        if row["change_share"] > 0:
            text = _(
                "{who}: revenue rose from {before:short_money} to {after:short_money} (+{share:percent})", **values
            )
        elif row["change_share"] < 0:
            text = _(
                "{who}: revenue fell from {before:short_money} to {after:short_money} (−{share:percent})", **values
            )
        yield Finding(text=text, value=row["change"], n=row["buyers_after"], cell={"period": "after"})

    def _made_by(self) -> Iterator[Finding]:
        factors = self.contributions[self.contributions["kind"] == "factor"]
        change = float(factors["change"].sum())
        if not factors["change"].notna().all() or change == 0:
            return
        most, least = (factors.sort_values("share", ascending=False).iloc[place] for place in (0, -1))
        if most["share"] > 1:
            yield self._against_each_other(most, least)
            return
        yield Finding(
            text=_(
                "Most of the change, {share:percent} of it, was made by {part}",
                share=float(most["share"]),
                part=_IN_A_SENTENCE[str(most["part"])],
            ),
            value=float(most["share"]),
            n=int(most["buyers_after"]),
            cell={"period": "after"},
        )

    def _against_each_other(self, most: pd.Series, least: pd.Series) -> Finding:
        text = _(
            "{part} changed revenue by {one:short_money}, and {other} by {two:short_money}",
            part=_IN_A_SENTENCE[str(most["part"])],
            one=Money(float(most["change"]), self.params.currency),
            other=_IN_A_SENTENCE[str(least["part"])],
            two=Money(float(least["change"]), self.params.currency),
        )
        return Finding(text=text, value=float(most["share"]), n=int(most["buyers_after"]), cell={"period": "after"})

    def _warning(self) -> Iterator[Finding]:
        text = _("Before and after alone proves nothing: seasons and other campaigns change with the days too")
        if self.params.around is not None:
            text = _(
                "The earlier days lie around {festival} of the year before as the later ones around this year's; that "
                "still proves nothing: other campaigns change with the days too",
                festival=nearest(self.params.after, self.params.around).festival.name,
            )
        if self.festivals:
            text = _(
                "{festival} lies in one of the two spans only: before and after alone proves nothing here",
                festival=self.festivals[0],
            )
        yield Finding(text=text, value=None, n=self.customers, certain=False)


_IN_A_SENTENCE: dict[str, Text] = {
    "buyers": _("the number of buyers"),
    "orders_per_buyer": _("how often they ordered"),
    "basket": _("what they spent an order"),
}
