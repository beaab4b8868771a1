"""What repurchase found, who is behind each number, and how it was computed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.repurchase import findings as sentences
from insight.analysis.repurchase import statements as sql
from insight.analysis.repurchase.cells import cells
from insight.analysis.repurchase.groups import bound_by
from insight.analysis.repurchase.params import OPEN, RepurchaseParams
from insight.analysis.repurchase.tables import COLUMNS as _COLUMNS
from insight.analysis.repurchase.words import (
    DEFINITION,
    LIMITS,
    STATES,
    TRAIT_LIMIT,
    after_step,
    bought_step,
    group_name,
)
from insight.analysis.traits import Apart
from insight.calendar.periods import first_day_of, number_of, period_name
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH


@dataclass(frozen=True, slots=True, kw_only=True)
class RepurchaseResult:
    """Waiting times of people of all currencies; amounts in `params.currency`.

    `steps`: by step (1: from the first purchase to the second): step, n (people who made that many purchases), bought
    (bought again), waiting (have not yet), median_days, median_low, median_high (days until half have; nan where the
    curve or its interval does not get there).
    `curves`: by step and day: day (days waited), n (still waiting on that day), events (bought again that day),
    censored (last seen waiting), rate (share who have bought again by then, Kaplan–Meier), low, high (95 %; nan at 0
    and 1).
    `within`: by step and days: n (people whose days are over), returned, not_returned, rate, low, high (Wilson), open
    (days not over, not bought again), open_returned (days not over, bought again already), returned_later (days over,
    bought again after them).
    `groups`: after the first purchase by value of the trait, most people first (None: all others), and days: step (1),
    value, days, n (people whose days are over), returned, rate, low, high (Wilson), p_value (Holm-corrected, against
    all others; nan where the trait may come of buying again), differs; empty without `trait`.
    `revenue`: by cohort of first order and period that has begun: cohort, period_no, n, net_amount of the period,
    amount_per_person (all periods up to this one), is_complete, completes_on.
    `revenue_average`: by period_no, over the cohorts whose period is over: cohorts, n, net_amount, amount_per_person
    (the periods' averages added up).
    `worth`: by days: n (people whose days are over), net_amount in them, amount_per_person, low, high (95 %, t).
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    INNER: ClassVar[tuple[str, ...]] = ("apart",)

    params: RepurchaseParams
    apart: Apart | None
    groups: pd.DataFrame
    steps: pd.DataFrame
    curves: pd.DataFrame
    within: pd.DataFrame
    revenue: pd.DataFrame
    revenue_average: pd.DataFrame
    worth: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the first repurchase first."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        step: int | None = None,
        days: int | None = None,
        day: int | None = None,
        state: str | None = None,
        cohort: dt.date | str | None = None,
        value: str | None = None,
        is_rest: bool = False,
    ) -> Segment:
        """The people of a step: all, or `state` bought or waiting; with `days` over (n), returned, not_returned, open
        or open_returned; with `day` at_risk, bought_then or last_seen. Of a cohort of first orders. With `days` alone,
        the people of a row of `worth`. With `value` (or `is_rest`) and days those of a row of `groups`, over, returned
        or not_returned.

        Raises ParameterError for anything that is not there.
        """
        if value is not None or is_rest:
            self._refuse_if(step not in (None, 1) or day is not None or cohort is not None, "value", value)
            return self._group(value, int(days or 0), state or "over")
        if cohort is not None:
            self._refuse_if(
                step is not None or days is not None or day is not None or state is not None, "cohort", cohort
            )
            return self._cohort(cohort)
        if step is None:
            self._refuse_if(days is None or day is not None or state is not None, "step", step)
            return self._worth(int(days or 0))
        self._refuse_if(step not in set(self.steps["step"]), "step", step)
        self._refuse_if(days is not None and days not in self.params.days, "days", days)
        self._refuse_if(days is not None and day is not None, "day", day)
        kind = "days" if days is not None else "day" if day is not None else "step"
        return self._step(step, kind, days if day is None else day, state or STATES[kind][0])

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=LIMITS if self.apart is None else (*LIMITS, TRAIT_LIMIT),
            statements=(sql.WAITED, sql.PEOPLE, sql.revenue(self.params.period), sql.WORTH),
            values=self.params.values(),
        )

    def _step(self, step: int, kind: str, days: int | None, state: str) -> Segment:
        if state not in STATES[kind]:
            raise ParameterError("state", state, _("one of {names}", names=", ".join(STATES[kind])))
        cell = {"step": step, "state": state} | ({} if days is None else {kind: days})
        filters = {"step": step} | _filters(days or 0, state)
        return self._segment(after_step(step, state, days), sql.PEOPLE, filters, cell)

    def _group(self, value: str | None, days: int, state: str) -> Segment:
        self._refuse_if(state not in ("over", "returned", "not_returned"), "state", state)
        named = [one for one in self.groups["value"] if one is not None]
        is_there = value in named if value is not None else len(set(named)) < self.groups["value"].nunique(dropna=False)
        self._refuse_if(self.apart is None or not is_there or days not in self.params.days, "value", value)
        assert self.apart is not None
        rest = None if value is not None else list(dict.fromkeys(named))
        filters = {"step": 1} | _filters(days, state) | {"value": value, "named_values": rest} | bound_by(self.apart)
        who = _("{who}, {value}", who=after_step(1, state, days), value=group_name(value, self.apart))
        cell = {"step": 1, "days": days, "state": state} | ({"is_rest": True} if value is None else {"value": value})
        return self._segment(who, sql.of_group(self.apart), filters, cell)

    def _cohort(self, day: dt.date | str) -> Segment:
        try:
            number = number_of(dt.date.fromisoformat(day) if isinstance(day, str) else day, self.params.period)
        except ValueError as error:
            raise ParameterError("cohort", day, _("a day such as 2025-12-31")) from error
        first = first_day_of(number, self.params.period)
        self._refuse_if(first not in set(self.revenue["cohort"]), "cohort", day)
        name = period_name(first, self.params.period)
        who = _(
            "People whose first order was in {when}, in {currency:currency}", when=name, currency=self.params.currency
        )
        return self._segment(who, sql.of_cohort(self.params.period), {"cohort_no": number}, {"cohort": first})

    def _worth(self, days: int) -> Segment:
        self._refuse_if(days not in self.params.days, "days", days)
        last = self.params.as_of - dt.timedelta(days=days + 1)
        who = _(
            "People whose first order was {days} days ago or longer, in {currency:currency}",
            days=days,
            currency=self.params.currency,
        )
        return self._segment(who, sql.ENTERED_BY, {"entered_last": last}, {"days": days})

    def _segment(self, who: Text, statement: str, filters: dict[str, Any], cell: dict[str, Any]) -> Segment:
        return Segment(
            sentence=_("{who}, as of {as_of:last_day}", who=who, as_of=self.params.as_of),
            statement=statement,
            values=self.params.values() | OPEN | filters,
            as_of=self.params.as_of,
            analysis="repurchase",
            parameters=asdict(self.params) | cell,
        )

    def _refuse_if(self, is_wrong: bool, name: str, value: object) -> None:
        if is_wrong:
            raise ParameterError(name, value, bought_step())


def _filters(days: int, state: str) -> dict[str, Any]:
    """What a state of people means for how long they were followed and waited."""
    over: dict[str, Any] = {"followed_least": days}
    running: dict[str, Any] = {"followed_most": days - 1}
    meant: dict[str, dict[str, Any]] = {
        "all": {},
        "bought": {"is_bought": True},
        "waiting": {"is_bought": False},
        "over": over,
        "returned": over | {"within_days": days, "is_within": True},
        "not_returned": over | {"within_days": days, "is_within": False},
        "open": running | {"is_bought": False},
        "open_returned": running | {"is_bought": True},
        "at_risk": {"waited_least": days},
        "bought_then": {"waited_exactly": days, "is_bought": True},
        "last_seen": {"waited_exactly": days, "is_bought": False},
    }
    return meant[state]
