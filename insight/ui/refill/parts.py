"""What stands below the products: the calendar, and how long products last."""

from typing import Any

import streamlit as st

from insight.analysis.refill import RefillResult
from insight.charts.refill.due import refill_calendar
from insight.charts.refill.rhythms import rhythm_gaps, rhythm_spans
from insight.i18n import Language
from insight.ui.kit.picture import show_picture
from insight.ui.refill.controls import pick_item, pick_rhythm
from insight.ui.refill.tables import show_read, show_rhythms


def show_calendar(result: RefillResult, language: Language, chosen: tuple[Any, ...] | None) -> None:
    """Who is due on which day, of any product or of one."""
    item = pick_item(result)
    show_picture(refill_calendar(result, language, item, chosen), key="refill_calendar", chooses="refills")


def show_rhythm_pictures(result: RefillResult, language: Language) -> None:
    """How long products last, and how sure that is."""
    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(rhythm_spans(result, language), key="rhythm_spans", chooses="rhythm")
    with right:
        good = pick_rhythm(result)
        if good is not None:
            show_picture(rhythm_gaps(result, good, language), key="rhythm_gaps")
    show_read(result)
    show_rhythms(result)
