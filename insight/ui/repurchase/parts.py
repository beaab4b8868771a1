"""What the repurchase page is put together from."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.repurchase import WITHIN_STATES, RepurchaseParams, RepurchaseResult, group_name
from insight.analysis.repurchase.words import step_name
from insight.analysis.traits import apart_titles
from insight.charts.repurchase.curves import revenue_curves, waiting_curves
from insight.charts.repurchase.groups import group_bars
from insight.errors import ParameterError
from insight.fields import fields_of
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import of_data
from insight.ui.kit.cells import pick_cell, pick_people
from insight.ui.kit.choices import choose, choose_or_none
from insight.ui.kit.language import say, shown
from insight.ui.kit.parameters import at_hand, pick
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import intervals, show_table
from insight.ui.people.bar import segment_bar
from insight.warehouse import DuckWarehouse

_USUAL_DAYS = ", ".join(map(str, fields_of(RepurchaseParams)["days"].default))
_TRAIT, _GROUP = "again_trait", "again_group"
_OVER = {name: WITHIN_STATES[name] for name in ("not_returned", "returned")}
_AT = (0, 30, 90, 180, 365)


def pick_people_and_days(warehouse: DuckWarehouse) -> dict[str, Any]:
    """Whose first order counts, and the spans of days, as fields of RepurchaseParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="repurchase_question"):
        days = st.text_input(
            say(fields_of(RepurchaseParams)["days"].label),
            value=_USUAL_DAYS,
            key="again_days",
            bind="query-params",
            width=200,
        )
        steps = pick(RepurchaseParams, "steps", key="again_steps", width=150)
        period = pick(RepurchaseParams, "period", key="again_period", only=("month", "week", "quarter"))
        since = pick(RepurchaseParams, "since", key="again_from")
        until = pick(RepurchaseParams, "until", key="again_before")
        titles = {name: say(title) for name, title in of_data(apart_titles, warehouse).items()}
        label = fields_of(RepurchaseParams)["trait"].label
        trait = choose_or_none(label, titles, key=_TRAIT, hint=say(_("No breakdown")), width=220)
    asked = {"steps": steps, "period": period, "since": since, "until": until, "trait": trait}
    return {"days": _days(days or "")} | asked


def question_in_words(warehouse: DuckWarehouse) -> str:
    """Which spans of days and which purchases are in force, in one line."""
    days = state.recall("again_days") or state.asked("again_days") or _USUAL_DAYS
    steps = at_hand(RepurchaseParams, "steps", key="again_steps")
    said = [say(_("Within {days} days", days=days)), say(_("the first {n} purchases", n=steps))]
    since, until = (state.recall(key) for key in ("again_from", "again_before"))
    if since or until:
        said.append(say(_("first order {since:day} – {until:day}", since=since, until=until)))
    trait = of_data(apart_titles, warehouse).get(str(state.recall(_TRAIT) or state.asked(_TRAIT)))
    if trait is not None:
        said.append(say(_("by {breakdown}", breakdown=trait)))
    return " · ".join(said)


def show_groups(warehouse: DuckWarehouse, result: RepurchaseResult) -> None:
    """Who buys again, group by group; the people of one."""
    show_picture(group_bars(result, state.language(), state.recall(_GROUP)), key="group_bars", chooses=_GROUP)
    segment_bar(warehouse, lambda: _pick_group(result), key=_GROUP)
    rows = result.groups
    names = [None if pd.isna(value) else value for value in rows["value"]]
    show_table(
        rows,
        result.COLUMNS["groups"],
        {
            "value": _("Group"),
            "days": _("Days"),
            "n": _("People whose days are over"),
            "returned": _("Bought again in time"),
            "rate": _("Share that bought again"),
            "interval": _("95 % interval"),
        },
        words={
            "value": [say(group_name(name, result.apart)) for name in names if result.apart is not None],
            "interval": intervals(rows["low"], rows["high"]),
        },
    )


def _pick_group(result: RepurchaseResult) -> Segment | None:
    cell = pick_cell(result, _("Group"), key=_GROUP, hint=_("Click a bar above, or choose a group here"))
    if cell is None:
        return None
    return result.segment(**dict(cell.key) | {"state": choose(_("Who"), _OVER, key="again_group_state")})


def show_revenue(warehouse: DuckWarehouse, result: RepurchaseResult) -> None:
    """What a person brings, by cohort of the first order; the people of a cohort."""
    picture = revenue_curves(result, state.language(), state.recall("again_cohort"))
    show_picture(picture, key="revenue_curves", chooses="again_cohort")
    segment_bar(warehouse, lambda: pick_cohort(result), key="again_cohort")
    show_worth(result)


def _days(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.replace("，", ",").split(",") if part.strip())
    except ValueError as error:
        raise ParameterError("days", text, _("numbers separated by commas, such as 30, 90, 180")) from error


def pick_waiting(result: RepurchaseResult) -> Segment | None:
    """People after a purchase, by whether they bought again within so many days."""
    cell = pick_cell(result, _("Step and days"), key="again_step", hint=_("Click a bar above, or choose a step here"))
    if cell is None:
        return None
    return result.segment(**dict(cell.key) | {"state": choose(_("Who"), WITHIN_STATES, key="again_state")})


def pick_cohort(result: RepurchaseResult) -> Segment | None:
    """The people of a cohort of first orders."""
    hint = _("Click a cohort above, or choose one here")
    return pick_people(result, _("Cohort"), key="again_cohort", hint=hint)


def show_waiting(result: RepurchaseResult) -> None:
    """The curves; per step how many, how long until half have bought again, and how many still wait as days go by."""
    show_picture(waiting_curves(result, state.language()), key="waiting_curves")
    st.caption(say(_("People by step, days until half have bought again (95 %), and people still waiting on a day")))
    rows = result.steps.to_dict("records")
    table: dict[str, list[Any]] = {
        say(_("Step")): [say(step_name(int(row["step"]))) for row in rows],
        say(_("How many people")): [int(row["n"]) for row in rows],
        say(_("Bought again")): [int(row["bought"]) for row in rows],
        say(_("Not yet")): [int(row["waiting"]) for row in rows],
        say(_("Half within")): [_median(row) for row in rows],
    }
    for day in _AT:
        name = say(_("On day {day}", day=day))
        table[name] = [_waiting_on(result, int(row["step"]), day) for row in rows]
    whole_number = st.column_config.NumberColumn(format="localized")
    numbers = {name: whole_number for name, values in table.items() if isinstance(values[0], int)}
    st.dataframe(pd.DataFrame(table), hide_index=True, column_config=numbers)


def _median(row: dict[Any, Any]) -> str:
    if pd.isna(row["median_days"]):
        return say(_("not reached"))
    ends = [shown(None if pd.isna(row[name]) else int(row[name]), "count") for name in ("median_low", "median_high")]
    return say(
        _("{days} days ({low} – {high})", days=int(row["median_days"]), low=ends[0], high=ends[1]),
    )


def _waiting_on(result: RepurchaseResult, step: int, day: int) -> int:
    """The number at risk: those of the next day on which something happened."""
    own = result.curves[(result.curves["step"] == step) & (result.curves["day"] >= day)]
    return 0 if own.empty else int(own["n"].iloc[0])


def show_within(result: RepurchaseResult) -> None:
    """Rates within N days with their base, their interval, and who is still open."""
    rows = result.within
    show_table(
        rows,
        result.COLUMNS["within"],
        {
            "step": _("Step"),
            "days": _("Days"),
            "n": _("People whose days are over"),
            "returned": _("Bought again in time"),
            "rate": _("Share that bought again"),
            "interval": _("95 % interval"),
            "not_returned": _("Did not buy again in time"),
            "open": _("Still have time, not bought yet"),
            "open_returned": _("Still have time, bought already"),
        },
        words={
            "step": [say(step_name(int(step))) for step in rows["step"]],
            "interval": intervals(rows["low"], rows["high"]),
        },
    )


def show_worth(result: RepurchaseResult) -> None:
    """What a person brings within N days of the first order."""
    show_table(
        result.worth,
        result.COLUMNS["worth"],
        {
            "days": _("Days from the first order"),
            "n": _("People whose days are over"),
            "net_amount": _("Net revenue"),
            "amount_per_person": _("Per person"),
            "low": _("Per person, at least"),
            "high": _("Per person, at most"),
        },
        currency=result.params.currency,
    )
