"""What can be asked on the retention page."""

from typing import Any

import streamlit as st

from insight.analysis.retention import BREAKDOWNS, DEFAULT_BRACKETS, RetentionParams, category_names, event_names
from insight.analysis.retention.params import (
    CRITERIA,
    ENTRIES,
    MEASURES,
    ORDER_ONLY,
    RETURNS,
    Average,
    Brackets,
    Entry,
    Measure,
    Returns,
)
from insight.analysis.traits import apart_titles
from insight.calendar.periods import PERIODS
from insight.charts.retention.matrix import COHORTS_SHOWN
from insight.errors import NotEnoughDataError, ParameterError
from insight.fields import fields_of
from insight.i18n import Text, _
from insight.ui.kit import state
from insight.ui.kit.cache import of_data
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick
from insight.warehouse import DuckWarehouse

_ROWS: dict[str, Text] = {"newest": _("The newest"), "all": _("All")}
_ALL_ROWS = 60
_NO_BREAKDOWN, _TRAIT = "none", "trait:"


def pick_question(warehouse: DuckWarehouse) -> dict[str, Any]:
    """Who enters, what coming back is, and in which periods, as fields of RetentionParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="retention_question"):
        entry = _pick_entry(warehouse)
        returns = _pick_returns(warehouse)
        period = pick(RetentionParams, "period", key="cohort_period")
        breakdown = _pick_breakdown(warehouse, entry["entry"])
    more = _pick_more(returns["returns"])
    return entry | returns | {"period": period} | breakdown | more


def _pick_entry(warehouse: DuckWarehouse) -> dict[str, Any]:
    entry: Entry = pick(RetentionParams, "entry", key="cohort_entry")
    if entry != "event":
        return {"entry": entry}
    return {
        "entry": entry,
        "entry_event": _name("entry_event", of_data(event_names, warehouse), "cohort_entry_event"),
    }


def _pick_returns(warehouse: DuckWarehouse) -> dict[str, Any]:
    returns: Returns = pick(RetentionParams, "returns", key="cohort_returns")
    if returns == "category":
        return {
            "returns": returns,
            "category": _name("category", of_data(category_names, warehouse), "cohort_category"),
        }
    if returns == "event":
        names = of_data(event_names, warehouse)
        return {"returns": returns, "return_event": _name("return_event", names, "cohort_return_event")}
    return {"returns": returns}


def _name(name: str, names: list[str], key: str) -> str:
    """One of the names that the data hold. Raises NotEnoughDataError where they hold none."""
    label = fields_of(RetentionParams)[name].label
    if not names:
        raise NotEnoughDataError(
            _("There is nothing to choose from yet"),
            _("0 names for: {label}", label=label),
            _("Import an export that holds it, or choose otherwise above"),
        )
    chosen: str = st.selectbox(say(label), names, key=key, bind="query-params", width=220)
    return chosen


def _pick_breakdown(warehouse: DuckWarehouse, entry: Entry) -> dict[str, str | None]:
    """A value at entry, or any trait or tag: fields of RetentionParams."""
    offered = {_NO_BREAKDOWN: say(_("No breakdown"))} | {
        name: say(label)
        for name, label in BREAKDOWNS.items()
        if name != "trait" and (entry == "first_order" or name not in ORDER_ONLY)
    }
    offered |= {f"{_TRAIT}{name}": say(title) for name, title in of_data(apart_titles, warehouse).items()}
    codes, key = list(offered), "cohort_breakdown"
    if state.recall(key) not in codes:
        state.forget(key)
    chosen = st.selectbox(
        say(fields_of(RetentionParams)["breakdown"].label),
        codes,
        index=codes.index(state.starting(key, codes, _NO_BREAKDOWN)),
        format_func=lambda name: offered.get(name, str(name)),
        key=key,
        width=220,
        persist_state="session",
    )
    state.publish(key, chosen, _NO_BREAKDOWN)
    if chosen == _NO_BREAKDOWN:
        return {"breakdown": None}
    if chosen.startswith(_TRAIT):
        return {"breakdown": "trait", "trait": chosen.removeprefix(_TRAIT)}
    return {"breakdown": chosen}


def _pick_more(returns: Returns) -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="retention_more"):
        mode = pick(RetentionParams, "mode", key="cohort_mode")
        criterion = pick(
            RetentionParams,
            "criterion",
            key="cohort_criterion_of_money" if returns == "amount" else "cohort_criterion",
            only=[name for name in CRITERIA if returns != "amount" or name != "on_or_after"],
        )
        brackets = _pick_brackets() if criterion == "custom" else None
        asked = {
            "periods": brackets is None,
            "min_orders": returns != "amount",
            "return_days": True,
            "since": True,
            "until": True,
        }
        more = {name: pick(RetentionParams, name, key=f"cohort_{name}") for name, is_asked in asked.items() if is_asked}
    return {"mode": mode, "criterion": criterion, "brackets": brackets} | more


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
        average: Average = pick(RetentionParams, "average", key="cohort_average")
        rows = choose(_("Cohorts drawn"), _ROWS, key="cohort_rows")
    return measure, average, COHORTS_SHOWN if rows == "newest" else _ALL_ROWS


def question_in_words(warehouse: DuckWarehouse) -> str:
    """What is asked, in one line."""
    said = [
        ENTRIES[at_hand(RetentionParams, "entry", key="cohort_entry")],
        RETURNS[at_hand(RetentionParams, "returns", key="cohort_returns")],
        PERIODS[at_hand(RetentionParams, "period", key="cohort_period")],
    ]
    breakdown = state.recall("cohort_breakdown") or st.query_params.get("cohort_breakdown")
    if breakdown in BREAKDOWNS:
        said.append(_("by {breakdown}", breakdown=BREAKDOWNS[breakdown]))
    elif str(breakdown).startswith(_TRAIT):
        titles = of_data(apart_titles, warehouse)
        said += [
            _("by {breakdown}", breakdown=title) for name, title in titles.items() if breakdown == f"{_TRAIT}{name}"
        ]
    return " · ".join(say(part) for part in said)
