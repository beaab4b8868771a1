"""What can be chosen on the predictions page."""

from typing import Any

import streamlit as st

from insight.analysis.clv import ClvResult, Unit
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say
from insight.ui.kit.picture import pick_one

_UNITS: dict[Unit, Text] = {"week": _("Weeks"), "day": _("Days")}


def pick_forecast() -> dict[str, Any]:
    """How far ahead, and how much is kept apart for the exam: fields of ClvParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        horizon = st.number_input(say(_("Days ahead")), 7, 1095, 365, key="horizon", bind="query-params", width=150)
        held = st.number_input(
            say(_("Days kept for the exam")), 28, 730, 180, key="held_out", bind="query-params", width=190
        )
        unit = choose(_("Parameters in"), _UNITS, key="unit")
    return {"horizon_days": int(horizon), "hold_out_days": int(held), "unit": unit}


def forecast_in_words() -> str:
    """What is in force, in one line."""
    return say(
        _(
            "{days} days ahead; tried on the last {held} days",
            days=int(state.recall("horizon") or 365),
            held=int(state.recall("held_out") or 180),
        )
    )


def pick_people(result: ClvResult) -> Segment | None:
    """The people of a tenth or of a band."""
    words: dict[tuple[Any, ...], str] = {}
    for row in result.deciles.to_dict("records"):
        name = _("Group {decile} of ten · {n:count} people", decile=row["decile"], n=row["customers"])
        words["decile", int(row["decile"])] = say(name)
    for row in result.bands.to_dict("records"):
        for is_once in (True, False):
            people = row["one_time"] if is_once else row["customers"] - row["one_time"]
            name = _(
                "Still a customer {low:percent} to {high:percent}, {times} · {n:count} people",
                low=float(row["from_share"]),
                high=float(row["to_share"]),
                times=_("Bought once") if is_once else _("Bought more than once"),
                n=people,
            )
            words["band", int(row["band"]), is_once] = say(name)
    chosen = pick_one(_("Whose list"), words, key="value", hint=_("Click a bar, or choose people here"))
    if chosen is None:
        return None
    if chosen[0] == "decile":
        return result.segment(decile=chosen[1])
    return result.segment(band=chosen[1], one_time=chosen[2])
