"""What can be chosen on the predictions page."""

from typing import Any

import streamlit as st

from insight.analysis.clv import ClvParams, ClvResult
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick
from insight.ui.kit.picture import pick_one


def pick_forecast() -> dict[str, Any]:
    """How far ahead, and how much is kept apart for the exam: fields of ClvParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        return {
            "horizon_days": pick(ClvParams, "horizon_days", key="horizon", width=150),
            "hold_out_days": pick(ClvParams, "hold_out_days", key="held_out", width=190),
            "unit": pick(ClvParams, "unit", key="unit"),
        }


def forecast_in_words() -> str:
    """What is in force, in one line."""
    return say(
        _(
            "{days} days ahead; tried on the last {held} days",
            days=at_hand(ClvParams, "horizon_days", key="horizon"),
            held=at_hand(ClvParams, "hold_out_days", key="held_out"),
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
