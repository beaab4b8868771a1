"""What can be chosen on the predictions page."""

from typing import Any

import streamlit as st

from insight.analysis.clv import ClvParams, ClvResult
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit.cells import pick_people as pick_cell_people
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick


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
    hint = _("Click a bar, or choose people here")
    return pick_cell_people(result, _("Whose list"), key="value", hint=hint)
