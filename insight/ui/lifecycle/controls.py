"""What can be chosen on the lifecycle page, and the pickers that a click on its charts fills."""

import datetime as dt
from typing import Any

import streamlit as st

from insight.analysis.lifecycle import LifecycleParams, LifecycleResult
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cells import pick_people as pick_cell_people
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say, shown
from insight.ui.kit.parameters import at_hand, pick

_HOW = {"proposed": _("From this shop's gaps"), "own": _("Own limits")}
_MONTH = "flow_month"
_OWN_LIMITS = {"active_days": 30, "dormant_days": 90, "lost_days": 180}
"""Where own limits begin."""


def pick_limits() -> dict[str, Any]:
    """Limits, orders of a loyal customer and months, as fields of LifecycleParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        how = choose(_("Limits in days"), _HOW, key="limits")
        fields: dict[str, Any] = {
            "loyal_orders": pick(LifecycleParams, "loyal_orders", key="loyal"),
            "months": pick(LifecycleParams, "months", key="months"),
        }
        if how == "own":
            for name, usual in _OWN_LIMITS.items():
                fields[name] = pick(LifecycleParams, name, key=name, usual=usual)
    return fields


def limits_in_words() -> str:
    """Which limits are in force, in one line."""
    loyal = at_hand(LifecycleParams, "loyal_orders", key="loyal")
    months = at_hand(LifecycleParams, "months", key="months")
    if state.recall("limits") == "own":
        return say(_("Own limits · loyal from {loyal} orders · {months} months", loyal=loyal, months=months))
    return say(
        _("Limits from this shop's gaps · loyal from {loyal} orders · {months} months", loyal=loyal, months=months)
    )


def pick_by_category() -> bool:
    """Whether limits are proposed for the buyers of each category too."""
    return bool(pick(LifecycleParams, "by_category", key="by_category"))


def month_at_hand(result: LifecycleResult) -> dt.date:
    """The month whose from → to is shown; the last whole one first."""
    months = list(result.pulse["period"])[::-1]
    whole = result.pulse[result.pulse["is_complete"]]["period"]
    usual = max(whole) if len(whole) else months[0]
    chosen = state.recall(_MONTH)
    month: dt.date = next((month for month in months if month.isoformat() == chosen), usual)
    return month


def pick_month(result: LifecycleResult) -> dt.date:
    """The picker of `month_at_hand`."""
    at_hand = month_at_hand(result)
    words = {month.isoformat(): shown(month, "month") for month in list(result.pulse["period"])[::-1]}
    if state.recall(_MONTH) not in words:
        state.forget(_MONTH)
    chosen = st.selectbox(
        say(_("Month")),
        list(words),
        index=list(words).index(at_hand.isoformat()),
        format_func=lambda code: words.get(code, code),
        key=_MONTH,
        width=220,
        persist_state="session",
    )
    return dt.date.fromisoformat(chosen or at_hand.isoformat())


def pick_people(result: LifecycleResult, month: dt.date) -> Segment | None:
    """The people of a stage, of a bar or of a cell."""
    return pick_cell_people(
        result,
        _("Whose list"),
        key="lives",
        hint=_("Click a bar or a cell, or choose people here"),
        only=lambda cell: cell.point[0] != "flow" or cell.point[1] == month.isoformat(),
    )
