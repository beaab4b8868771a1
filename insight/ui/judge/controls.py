"""What can be chosen on the judge page: which campaign or list, from when, for how long, by what."""

import datetime as dt
import json
from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.judge import JudgeParams, JudgeResult
from insight.analysis.judge.who import campaigns, lists
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import of_data
from insight.ui.kit.cells import pick_people
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick
from insight.ui.people.groups import all_groups
from insight.warehouse import DuckWarehouse

JUDGED, _FROM, _DAYS, _OUTCOME = "judged", "judged_from", "judged_days", "judged_by"
_EVERYBODY, _GROUP = "everybody", "group"


def pick_judged(warehouse: DuckWarehouse, as_of: dt.date) -> dict[str, Any]:
    """Fields of JudgeParams; nothing named where there is nothing to choose from."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="judge_question"):
        names = _names(warehouse)
        options = list(names)
        chosen = st.selectbox(
            say(_("Campaign or list")),
            options,
            index=options.index(state.starting(JUDGED, options, options[0])),
            format_func=lambda key: names.get(key, key),
            key=JUDGED,
            width=340,
            persist_state="session",
        )
        days = pick(JudgeParams, "days", key=_DAYS, width=140)
        starts_on = st.date_input(
            say(_("From another day")),
            value=None,
            max_value=as_of,
            key=_FROM,
            format="YYYY-MM-DD",
            width=170,
            help=say(_("Only where the campaign began on another day than its export says.")),
        )
        outcome = pick(JudgeParams, "outcome", key=_OUTCOME)
    state.publish(JUDGED, chosen, options[0])
    kind, _colon, key = str(chosen).partition(":")
    if kind in (_EVERYBODY, _GROUP):
        starts_on = starts_on or as_of - dt.timedelta(days=days)
        whose = {"group": key} if kind == _GROUP else {"field": "everybody"}
        return whose | {"starts_on": starts_on, "days": days, "outcome": outcome}
    named: dict[str, Any] = {kind: key} if key else {}
    return named | {"starts_on": starts_on, "days": days, "outcome": outcome}


def judged_in_words(warehouse: DuckWarehouse) -> str:
    """What is judged, in one line."""
    names = _names(warehouse)
    options = list(names)
    chosen = state.recall(JUDGED) or state.starting(JUDGED, options, options[0])
    days = at_hand(JudgeParams, "days", key=_DAYS)
    return say(_("{name} · orders of {days} days", name=names.get(chosen, chosen), days=days))


def _names(warehouse: DuckWarehouse) -> dict[str, str]:
    """`campaign:…` and `export:…` by what people call them, the newest first; everybody from a day at last."""
    found = of_data(campaigns, warehouse)
    touched = found[(found["treated"] > 0) & found["starts_at"].notna()].to_dict("records")
    names = {f"campaign:{row['campaign_id']}": _dated(row["name"], row["starts_at"]) for row in touched}
    taken = of_data(lists, warehouse)
    for row in taken[taken["control"] > 0].to_dict("records"):
        said = json.loads(str(row["sentence"]))
        name = said.get(state.language()) or next(iter(said.values()), "–")
        names[f"export:{row['export_id']}"] = _dated(say(_("List: {who}", who=name)), row["exported_at"])
    groups = {f"{_GROUP}:{code}": name for code, name in all_groups(warehouse).items()}
    return names | {_EVERYBODY: say(_("Everybody, from a day on"))} | groups


def _dated(name: object, at: pd.Timestamp) -> str:
    return say(_("{name} ({day:day})", name=str(name), day=at.date()))


def pick_side(result: JudgeResult) -> Segment | None:
    """The people of a side, or those of them who bought or did not."""
    hint = _("Click a curve, or choose who was compared")
    return pick_people(result, _("Who was compared"), key="sides", hint=hint)


def pick_group(result: JudgeResult) -> Segment | None:
    """Those contacted of one group."""
    hint = _("Click a point, or choose a group")
    return pick_people(result, _("Whose list"), key="responders", hint=hint)
