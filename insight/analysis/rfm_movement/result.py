"""Who moved between two days, who is behind each number, and how it was computed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.known_people import NEVER_ORDERED
from insight.analysis.rfm_core.definition import DEFINITION as SCORES
from insight.analysis.rfm_core.moves import ENTRANTS, MOVED, label, ladder
from insight.analysis.rfm_movement import findings as sentences
from insight.analysis.rfm_movement.cells import cells
from insight.analysis.rfm_movement.over_time_statements import SIZE_MEMBERS, SIZES
from insight.analysis.rfm_movement.params import RfmMovementParams
from insight.analysis.rfm_movement.statements import FLOW_MEMBERS, FLOWS_COUNTED
from insight.analysis.rfm_movement.tables import COLUMNS as _COLUMNS
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH


@dataclass(frozen=True, slots=True, kw_only=True)
class RfmMovementResult:
    """Everyone with an order that counts before `params.as_of`, by where they stood on `params.before`.

    `matrix`: every way, also those nobody went: from_group (a name, or where entrants come from: prospects, newcomers,
    elsewhere), to_group, moved (stayed, up, down, entered), customers, share (of those who were in from_group; nan
    where nobody was), net_amount (up to as_of), net_amount_between (between the two days). It adds up to `buyers`.
    `moves`: moved, by_others (only because the boundaries of the day moved), customers, share (of `buyers`),
    net_amount, net_amount_between.
    `rates`: of the people of each group (group, label; group "" is everyone who was scored) how many stayed, rose and
    fell: moved, n, customers, rate, low, high (Wilson).
    `silence`: of the people of each group (group, label, n) those who ordered nothing between the two days: customers,
    rate, low, high; the same in the span of equal length that ended on `before`: previous_buyers, previous_customers,
    previous_rate; expected_rate by that and by how the other groups ordered; pace (orders against what was expected;
    1 is as expected), pace_low, pace_high; p_value, adjusted for the number of groups (Holm). nan where nobody can be
    compared.
    `over_time`: as_of, group, label, customers, share, net_amount (up to that day), phone, wecom, email, reachable,
    consent, for the first of each of the past twelve months and the two days compared; no rows where it was not asked
    for. Amounts are in `params.currency`. `buyers_before` were scored on `before`.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: RfmMovementParams
    buyers: int
    buyers_before: int
    matrix: pd.DataFrame
    moves: pd.DataFrame
    rates: pd.DataFrame
    silence: pd.DataFrame
    over_time: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the most useful first."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        from_group: str | None = None,
        to_group: str | None = None,
        moved: str | None = None,
        by_others: bool | None = None,
        silent: bool | None = None,
        group: str | None = None,
        day: dt.date | str | None = None,
    ) -> Segment:
        """The people of a way (from_group, to_group), of a direction (moved), who moved because others did (by_others),
        who ordered nothing in between (silent), or of several of these; or else of a group on a day.

        Raises ParameterError for a name, a direction or a day that does not exist.
        """
        if group is not None or day is not None:
            return self._on_a_day(group, day)
        way: dict[str, Any] = {"from_group": from_group, "to_group": to_group}
        cell = way | {"moved": moved, "by_others": by_others, "silent": silent}
        chosen = {name: value for name, value in cell.items() if value is not None}
        self._check(chosen)
        return Segment(
            sentence=self._sentence(**cell),
            statement=FLOW_MEMBERS,
            values=self.params.values_of_flow() | cell,
            as_of=self.params.as_of,
            analysis="rfm_movement",
            parameters=asdict(self.params) | chosen,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*_DEFINITION, *SCORES, *ORDER_TRUTH),
            limits=_LIMITS,
            statements=(FLOWS_COUNTED, SIZES),
            values=self.params.values(),
        )

    def _check(self, chosen: dict[str, Any]) -> None:
        names = ladder(self.params.scheme)
        known: dict[str, tuple[Any, ...]] = {"from_group": (*names, *ENTRANTS), "to_group": names}
        known |= {"moved": tuple(MOVED)} | dict.fromkeys(("by_others", "silent"), (True, False))
        if not chosen:
            raise ParameterError("cell", "", _("from_group, to_group or moved"))
        for name, value in chosen.items():
            if value not in known[name]:
                raise ParameterError(name, value, _("one of {names}", names=", ".join(map(str, known[name]))))

    def _sentence(
        self,
        *,
        from_group: str | None,
        to_group: str | None,
        moved: str | None,
        by_others: bool | None,
        silent: bool | None,
    ) -> Text:
        before, as_of = self.params.earlier, self.params.as_of
        who = _way(from_group, to_group)
        for value, words in ((moved, _MOVED), (by_others, _BY_OTHERS), (silent, _SILENT)):
            if value is not None:
                who = _("{who}, {how}", who=who, how=words[value])
        return _("{who}, from {before:last_day} to {as_of:last_day}", who=who, before=before, as_of=as_of)

    def _on_a_day(self, group: str | None, day: dt.date | str | None) -> Segment:
        on_day = _day(day)
        names = (*ladder(self.params.scheme), *(("prospects",) if self.params.scheme == "eleven" else ()))
        if group is None or group not in names:
            raise ParameterError("group", group, _("one of {names}", names=", ".join(names)))
        if on_day is None or on_day > self.params.as_of:
            raise ParameterError("day", day, _("a day up to {as_of:day}", as_of=self.params.as_of))
        sentence = _("RFM {group}, as of {day:last_day}", group=label(group), day=on_day)
        if group != "prospects" and not self.params.has_own_boundaries:
            sentence = _("{who}, by the boundaries of {before:last_day}", who=sentence, before=self.params.earlier)
        is_scored = group != "prospects"
        return Segment(
            sentence=sentence,
            statement=SIZE_MEMBERS if is_scored else NEVER_ORDERED,
            values=self.params.values_on(on_day) | {"group": group} if is_scored else {"as_of": on_day},
            as_of=self.params.as_of,
            analysis="rfm_movement",
            parameters=asdict(self.params) | {"group": group, "day": on_day},
        )


def _day(day: dt.date | str | None) -> dt.date | None:
    if isinstance(day, str):
        try:
            return dt.date.fromisoformat(day)
        except ValueError:
            return None
    return day


def _way(from_group: str | None, to_group: str | None) -> Text:
    if from_group and to_group:
        return _("RFM {before} → {now}", before=label(from_group), now=label(to_group))
    if from_group:
        return _("RFM {before} → any group", before=label(from_group))
    return _("RFM any group → {now}", now=label(to_group)) if to_group else _("RFM all groups")


_MOVED: dict[Any, Text] = {
    "stayed": _("those who stayed"),
    "up": _("those who moved up"),
    "down": _("those who moved down"),
    "entered": _("those who came in"),
}
_BY_OTHERS: dict[Any, Text] = {True: _("because others moved"), False: _("by their own doing")}
_SILENT: dict[Any, Text] = {True: _("without an order in between"), False: _("with an order in between")}

_DEFINITION = (
    _("Everyone with an order that counts before the later day stands in one row and one column."),
    _(
        "By default both days are scored by the boundaries that the buyers of the earlier day had: whoever ordered "
        "nothing in between can only fall, and whoever rose has ordered. With boundaries of each day people can also "
        "move because others did; their reason says so."
    ),
    _("Up and down follow the order in which the groups stand in the table, the best first."),
    _("Prospects were known on the earlier day without an order that counts; people not known before came after it."),
    _(
        "Stayed, moved up, moved down: shares of those who were in the group on the earlier day, with Wilson's 95 % "
        "interval."
    ),
    _(
        "Silent: no order between the two days. How many would be expected to be silent: the group's own pace in the "
        "span of equal length before, changed as the pace of all other groups has changed since (proportional hazards, "
        "complementary log-log). A group has gone silent where that difference is not due to chance after adjusting "
        "for the number of groups (Holm)."
    ),
)

_LIMITS = (
    _("A season moves people between groups: silence is told apart from it only as far as all groups share it."),
    _("Many people are in both spans that are compared; the test treats them as different people."),
    _("Phones, WeCom contacts and e-mails are those known now, on whatever day; only consent is known by day."),
    _("Orders that name no person, and orders in other currencies, are left out."),
)
