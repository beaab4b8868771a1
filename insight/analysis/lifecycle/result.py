"""What is known about the customers' lives, who is behind each number, and how it was computed."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.lifecycle import findings as sentences
from insight.analysis.lifecycle.cells import cells
from insight.analysis.lifecycle.method import DEFINITION, LIMITS
from insight.analysis.lifecycle.params import LifecycleParams
from insight.analysis.lifecycle.sentences import said
from insight.analysis.lifecycle.stages import FREQUENCY, MOVEMENTS, RECENCY, STAGES, UNKNOWN, Limits
from insight.analysis.lifecycle.statements import FLOWS, GAPS, IN_STAGE, MOVED
from insight.analysis.lifecycle.tables import COLUMNS as _COLUMNS
from insight.errors import ParameterError
from insight.i18n import _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH


@dataclass(frozen=True, slots=True, kw_only=True)
class LifecycleResult:
    """The limits in days are those in force; amounts are net, of all orders before as_of, in `params.currency`.

    `stages`: stage, label, definition, customers, share (of people), net_amount, net_amount_share.
    `labels`: frequency_label, recency_label, customers, share (of buyers), net_amount, net_amount_share; twelve rows.
    `sizes`: period, as_of (first day after it), stage, customers, is_complete: every stage at the end of every month.
    `flows`: period, from_stage, to_stage, customers: who was where when the month began and when it ended; no empty
    rows; from_stage is "unknown" for people first heard of within the month.
    `pulse`: period, new, won_back, newly_dormant, pulse, low, high, n, is_complete; pulse is nan where nobody fell
    dormant. Dormant and lost at the end of a month = at its start + newly_dormant − won_back.
    `gaps`: the curve of returns, see `return_curve`. `limit_table`: limit, days, source, share, low, high, n.
    `categories`, `category_gaps`: limits and curves of the buyers of categories with enough returns, see `tables`.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: LifecycleParams
    active_days: int
    dormant_days: int
    lost_days: int
    won_back_days: int
    people: int
    buyers: int
    stages: pd.DataFrame
    labels: pd.DataFrame
    sizes: pd.DataFrame
    flows: pd.DataFrame
    pulse: pd.DataFrame
    gaps: pd.DataFrame
    limit_table: pd.DataFrame
    categories: pd.DataFrame
    category_gaps: pd.DataFrame

    @property
    def limits(self) -> Limits:
        """The limits in force, as the statements are bound to them."""
        return Limits(
            loyal_orders=self.params.loyal_orders,
            active_days=self.active_days,
            dormant_days=self.dormant_days,
            lost_days=self.lost_days,
            won_back_days=self.won_back_days,
        )

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the most useful first."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        stage: str | None = None,
        month: dt.date | str | None = None,
        from_stage: str | None = None,
        to_stage: str | None = None,
        movement: str | None = None,
        frequency_label: str | None = None,
        recency_label: str | None = None,
    ) -> Segment:
        """The people of one number: a stage now or at the end of a month; who went from one stage to another in a
        month, or moved ("new", "won_back", "newly_dormant"); a label or a pair of labels.

        `month` is a day of it. Raises ParameterError for a cell that does not exist.
        """
        given = {
            "stage": stage,
            "month": month,
            "from_stage": from_stage,
            "to_stage": to_stage,
            "movement": movement,
            "frequency_label": frequency_label,
            "recency_label": recency_label,
        }
        cell = {name: value for name, value in given.items() if value is not None}
        bounds = self._bounds(month)
        statement, values = _STATEMENTS[self._kind(cell)], self._values(cell, bounds)
        if bounds is not None:
            cell["month"] = bounds[0].isoformat()
        return Segment(
            sentence=said(cell, bounds, self.params.as_of),
            statement=statement,
            values=values,
            as_of=values["as_of"],
            analysis="lifecycle",
            parameters=asdict(self.params) | cell,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=LIMITS,
            statements=(GAPS, FLOWS[1], IN_STAGE, MOVED),
            values=bound(self.params, self.limits, self.params.as_of),
        )

    def _kind(self, cell: dict[str, Any]) -> frozenset[str]:
        """Which names the cell is given by; raises ParameterError where those do not make a cell."""
        names = frozenset(cell)
        if names not in _STATEMENTS:
            raise ParameterError(
                "cell",
                ", ".join(sorted(names)),
                _("stage, stage and month, from_stage with to_stage and month, movement and month, or labels"),
            )
        for name, value in cell.items():
            if name != "month" and value not in _KNOWN[name]:
                raise ParameterError(name, value, _("one of {names}", names=", ".join(_KNOWN[name])))
        return names

    def _bounds(self, month: dt.date | str | None) -> tuple[dt.date, dt.date] | None:
        """The first day of the month, and the first day after it that is not counted."""
        if month is None:
            return None
        found = dict(pairwise(self.params.bounds()))
        first = _first_of(month)
        if first not in found:
            raise ParameterError("month", month, _("a month that is shown"))
        return first, found[first]

    def _values(self, cell: dict[str, Any], bounds: tuple[dt.date, dt.date] | None) -> dict[str, Any]:
        as_of = bounds[1] if bounds else self.params.as_of
        values = bound(self.params, self.limits, as_of)
        if "movement" in cell or "from_stage" in cell:
            return values | {"day_0": bounds[0] if bounds else as_of, "day_1": as_of} | _moved(cell)
        number = _NUMBERS.get(cell.get("stage", ""))
        return values | {
            "day_0": as_of,
            "stage_from": number or 1,
            "stage_to": number or len(STAGES),
            "frequency_label": _LABEL_NUMBERS.get(cell.get("frequency_label", "")),
            "recency_label": _LABEL_NUMBERS.get(cell.get("recency_label", "")),
        }


def bound(params: LifecycleParams, limits: Limits, as_of: dt.date) -> dict[str, Any]:
    """What the statements are bound to, but for their days."""
    return {"as_of": as_of, "currency": params.currency, **asdict(limits)}


def _moved(cell: Mapping[str, Any]) -> dict[str, int]:
    if "movement" in cell:
        _label, start, end = MOVEMENTS[cell["movement"]]
    else:
        start, end = (_NUMBERS[cell["from_stage"]],) * 2, (_NUMBERS[cell["to_stage"]],) * 2
    return {"from_least": start[0], "from_most": start[1], "to_least": end[0], "to_most": end[1]}


def _first_of(month: object) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(month) if isinstance(month, str) else month
    except ValueError:
        return None
    return day.replace(day=1) if isinstance(day, dt.date) and not isinstance(day, dt.datetime) else None


_NUMBERS = {one.key: one.number for one in (UNKNOWN, *STAGES)}
_LABEL_NUMBERS = {one.key: one.number for one in (*FREQUENCY, *RECENCY)}
_KNOWN: dict[str, tuple[str, ...]] = {
    "stage": tuple(one.key for one in STAGES),
    "from_stage": tuple(_NUMBERS),
    "to_stage": tuple(one.key for one in STAGES),
    "movement": tuple(MOVEMENTS),
    "frequency_label": tuple(one.key for one in FREQUENCY),
    "recency_label": tuple(one.key for one in RECENCY),
}
_STATEMENTS: dict[frozenset[str], str] = {
    frozenset({"stage"}): IN_STAGE,
    frozenset({"stage", "month"}): IN_STAGE,
    frozenset({"frequency_label"}): IN_STAGE,
    frozenset({"recency_label"}): IN_STAGE,
    frozenset({"frequency_label", "recency_label"}): IN_STAGE,
    frozenset({"from_stage", "to_stage", "month"}): MOVED,
    frozenset({"movement", "month"}): MOVED,
}
