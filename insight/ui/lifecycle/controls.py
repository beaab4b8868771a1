"""What can be chosen on the lifecycle page, and the pickers that a click on its charts fills."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from insight.analysis.lifecycle import MOVEMENTS, LifecycleParams, LifecycleResult
from insight.charts.lifecycle.cells import LABELS
from insight.charts.lifecycle.stages import STAGE_LABELS
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say, shown
from insight.ui.kit.parameters import at_hand, pick
from insight.ui.kit.picture import pick_one

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
    cells = _cells(result, month)
    words = {
        cell: f"{name} · {say(_('{n:count} person', '{n:count} people', n=people))}"
        for cell, (name, people) in cells.items()
    }
    cell = pick_one(_("Whose list"), words, key="lives", hint=_("Click a bar or a cell, or choose people here"))
    if cell is None:
        return None
    kind, *rest = cell
    if kind == "flow":
        return result.segment(month=rest[0], from_stage=rest[1], to_stage=rest[2])
    if kind == "labels":
        return result.segment(frequency_label=rest[0], recency_label=rest[1])
    if kind == "moved":
        return result.segment(month=rest[0], movement=rest[1])
    return result.segment(month=rest[0], stage=rest[1]) if kind == "month" else result.segment(stage=rest[0])


def _cells(result: LifecycleResult, month: dt.date) -> Mapping[tuple[Any, ...], tuple[str, int]]:
    """Everything that can be clicked: what it stands for -> its name and its people."""
    cells: dict[tuple[Any, ...], tuple[str, int]] = {}
    for row in result.stages.to_dict("records"):
        cells["stage", row["stage"]] = (say(row["label"]), int(row["customers"]))
    for row in result.labels.to_dict("records"):
        name = f"{say(LABELS[row['frequency_label']])} × {say(LABELS[row['recency_label']])}"
        cells["labels", row["frequency_label"], row["recency_label"]] = (name, int(row["customers"]))
    for row in result.pulse.iloc[::-1].to_dict("records"):
        for movement, (label, *_ends) in MOVEMENTS.items():
            name = f"{shown(row['period'], 'month')} · {say(label)}"
            cells["moved", row["period"].isoformat(), movement] = (name, int(row[movement]))
    for row in result.flows[result.flows["period"] == month].to_dict("records"):
        start, end = say(STAGE_LABELS[row["from_stage"]]), say(STAGE_LABELS[row["to_stage"]])
        name = f"{shown(month, 'month')} · {start} → {end}"
        cells["flow", month.isoformat(), row["from_stage"], row["to_stage"]] = (name, int(row["customers"]))
    for row in result.sizes.iloc[::-1].to_dict("records"):
        name = f"{shown(row['period'], 'month')} · {say(STAGE_LABELS[row['stage']])}"
        cells["month", row["period"].isoformat(), row["stage"]] = (name, int(row["customers"]))
    return cells
