"""What can be asked on the retention page."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

import streamlit as st

from insight.analysis.retention import BREAKDOWNS, DEFAULT_BRACKETS, category_names, event_names
from insight.analysis.retention.params import Average, Brackets, Breakdown, Criterion, Entry, Measure, Mode, Returns
from insight.calendar.periods import Period
from insight.charts.retention.matrix import COHORTS_SHOWN, MEASURES
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import Text, _
from insight.ui.kit import state
from insight.ui.kit.cache import of_data
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say
from insight.warehouse import DuckWarehouse

_ENTRIES: dict[Entry, Text] = {
    "first_order": _("Their first order"),
    "joined": _("Joining"),
    "event": _("An event"),
}
_RETURNS: dict[Returns, Text] = {
    "order": _("Any order"),
    "category": _("An order of a category"),
    "amount": _("Money kept"),
    "event": _("An event"),
}
_PERIODS: dict[Period, Text] = {
    "month": _("By month"),
    "week": _("By week"),
    "quarter": _("By quarter"),
    "day": _("By day"),
}
_MODES: dict[Mode, Text] = {"calendar": _("Calendar"), "rolling": _("Own days")}
_CRITERIA: dict[Criterion, Text] = {
    "on": _("In the period"),
    "on_or_after": _("In it or later"),
    "custom": _("Brackets of days"),
}
_AVERAGES: dict[Average, Text] = {"pooled": _("Pooled"), "simple": _("Simple")}
_ROWS: dict[str, Text] = {"newest": _("The newest"), "all": _("All")}
_ALL_ROWS = 60
_NO_BREAKDOWN = "none"
_FIRST_ORDER_ONLY = ("first_product", "first_coupon")

C = TypeVar("C", bound=str)


def pick_question(warehouse: DuckWarehouse) -> dict[str, Any]:
    """Who enters, what coming back is, and in which periods, as fields of RetentionParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="retention_question"):
        entry = _pick_entry(warehouse)
        returns = _pick_returns(warehouse)
        period: Period = choose(_("Cohorts and periods by"), _PERIODS, key="cohort_period")
        breakdown = _pick_breakdown(entry["entry"])
    more = _pick_more(returns["returns"])
    return entry | returns | {"period": period, "breakdown": breakdown} | more


def _pick_entry(warehouse: DuckWarehouse) -> dict[str, Any]:
    entry: Entry = choose(_("Won by"), _ENTRIES, key="cohort_entry")
    if entry != "event":
        return {"entry": entry}
    return {
        "entry": entry,
        "entry_event": _name(_("First time of"), of_data(event_names, warehouse), "cohort_entry_event"),
    }


def _pick_returns(warehouse: DuckWarehouse) -> dict[str, Any]:
    returns: Returns = choose(_("Kept by"), _RETURNS, key="cohort_returns")
    if returns == "category":
        return {
            "returns": returns,
            "category": _name(_("Category"), of_data(category_names, warehouse), "cohort_category"),
        }
    if returns == "event":
        names = of_data(event_names, warehouse)
        return {"returns": returns, "return_event": _name(_("Which event"), names, "cohort_return_event")}
    return {"returns": returns}


def _name(label: Text, names: list[str], key: str) -> str:
    """One of the names that the data hold. Raises NotEnoughDataError where they hold none."""
    if not names:
        raise NotEnoughDataError(
            _("There is nothing to choose from yet"),
            _("0 names for: {label}", label=label),
            _("Import an export that holds it, or choose otherwise above"),
        )
    chosen: str = st.selectbox(say(label), names, key=key, bind="query-params", width=220)
    return chosen


def _pick_breakdown(entry: Entry) -> Breakdown | None:
    offered = {_NO_BREAKDOWN: say(_("No breakdown"))} | {
        name: say(label)
        for name, label in BREAKDOWNS.items()
        if entry == "first_order" or name not in _FIRST_ORDER_ONLY
    }
    codes, key = list(offered), "cohort_breakdown"
    if state.recall(key) not in codes:
        state.forget(key)
    chosen = st.selectbox(
        say(_("Broken down by")),
        codes,
        index=codes.index(state.starting(key, codes, _NO_BREAKDOWN)),
        format_func=lambda name: offered.get(name, str(name)),
        key=key,
        width=220,
        persist_state="session",
    )
    state.publish(key, chosen, _NO_BREAKDOWN)
    return None if chosen == _NO_BREAKDOWN else chosen  # type: ignore[return-value]


def _pick_more(returns: Returns) -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="retention_more"):
        mode: Mode = choose(_("Periods count by"), _MODES, key="cohort_mode")
        criterion: Criterion = choose(
            _("Came back"),
            {name: label for name, label in _CRITERIA.items() if returns != "amount" or name != "on_or_after"},
            key="cohort_criterion_of_money" if returns == "amount" else "cohort_criterion",
        )
        brackets = _pick_brackets() if criterion == "custom" else None
        numbers = {"periods": _whole(_("Number of periods"), "cohort_periods", 12, 60)} if brackets is None else {}
        if returns != "amount":
            numbers["min_orders"] = _whole(_("At least so many times"), "cohort_min_orders", 1, 100)
        numbers["return_days"] = _whole(_("Days to compare festivals by"), "cohort_return_days", 90, 3650)
        spans = {"since": _day(_("Cohorts from"), "cohort_since"), "until": _day(_("Cohorts before"), "cohort_until")}
    return {"mode": mode, "criterion": criterion, "brackets": brackets} | spans | numbers


def _whole(label: Text, key: str, default: int, most: int) -> int:
    return st.number_input(say(label), 1, most, value=default, key=key, bind="query-params", width=170)


def _day(label: Text, key: str) -> dt.date | None:
    chosen = st.date_input(say(label), value=None, key=key, bind="query-params", format="YYYY-MM-DD", width=170)
    return chosen if isinstance(chosen, dt.date) else None


def _pick_brackets() -> Brackets:
    """Written with both ends: 1-30 is the days from 1 to 30."""
    text = st.text_input(
        say(_("Days after, such as 1-30, 31-60")),
        value=", ".join(f"{low}-{high - 1}" for low, high in DEFAULT_BRACKETS),
        key="cohort_brackets",
        bind="query-params",
        width=260,
    )
    try:
        pairs = [part.strip().split("-") for part in (text or "").replace("，", ",").replace("–", "-").split(",")]
        return tuple((int(first), int(last) + 1) for first, last in pairs)
    except ValueError as error:
        raise ParameterError("brackets", text, _("spans of days such as 1-30, 31-60")) from error


def pick_display(returns: Returns) -> tuple[Measure, Average, int]:
    """What the matrix shows, its average, and how many cohorts at most; events carry no money."""
    is_event = returns == "event"
    measures: dict[Measure, Text] = {
        name: _("Events") if is_event and name == "orders" else label
        for name, label in MEASURES.items()
        if not is_event or name != "amount"
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="retention_display"):
        key = "cohort_measure_of_events" if is_event else "cohort_measure"
        measure: Measure = choose(_("In each cell"), measures, key=key)
        average: Average = choose(_("Average"), _AVERAGES, key="cohort_average")
        rows = choose(_("Cohorts drawn"), _ROWS, key="cohort_rows")
    return measure, average, COHORTS_SHOWN if rows == "newest" else _ALL_ROWS


def question_in_words() -> str:
    """What is asked, in one line."""
    said = [
        _ENTRIES[_chosen("cohort_entry", _ENTRIES)],
        _RETURNS[_chosen("cohort_returns", _RETURNS)],
        _PERIODS[_chosen("cohort_period", _PERIODS)],
    ]
    breakdown = state.recall("cohort_breakdown") or st.query_params.get("cohort_breakdown")
    if breakdown in BREAKDOWNS:
        said.append(_("by {breakdown}", breakdown=BREAKDOWNS[breakdown]))
    return " · ".join(say(part) for part in said)


def _chosen(key: str, options: Mapping[C, Text]) -> C:
    codes = list(options)
    code = state.recall(key) or state.starting(key, codes, codes[0])
    return code if code in options else codes[0]
