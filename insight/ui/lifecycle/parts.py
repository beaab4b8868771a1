"""What stands below the stages: where people went, whether more come than go, the labels, the limits."""

from typing import Any

import streamlit as st

from insight.analysis.lifecycle import LifecycleResult
from insight.charts.lifecycle.cells import flow_grid, label_grid
from insight.charts.lifecycle.gaps import gap_curve
from insight.charts.lifecycle.pulse import movements, pulse_line
from insight.i18n import Language, _
from insight.ui.kit.language import say
from insight.ui.kit.picture import show_picture
from insight.ui.kit.role import is_manager
from insight.ui.lifecycle.controls import pick_by_category, pick_month
from insight.ui.lifecycle.tables import show_categories, show_limits

Choice = tuple[Any, ...] | None

_NOT_BESIDE = _("Not in the manager's view: beside the picture it would tell single persons.")


def show_flows(result: LifecycleResult, language: Language, chosen: Choice) -> None:
    """From which stage to which, in one month."""
    if is_manager():
        st.caption(say(_NOT_BESIDE))
        return
    month = pick_month(result)
    show_picture(flow_grid(result, month, language, chosen), key="flows", chooses="lives")


def show_growth(result: LifecycleResult, language: Language, chosen: Choice) -> None:
    """Who came and who fell dormant, and whether that is growth."""
    left, right = st.columns(2, gap="medium")
    with left:
        show_picture(movements(result, language, chosen), key="movements", chooses="lives")
    with right:
        show_picture(pulse_line(result, language, chosen), key="pulse", chooses="lives")


def show_labels(result: LifecycleResult, language: Language, chosen: Choice) -> None:
    """Both labels of every buyer."""
    show_picture(label_grid(result, language, chosen), key="labels", chooses="lives")


def show_why(result: LifecycleResult, language: Language) -> None:
    """Where the limits stand, and what they are read off."""
    show_picture(gap_curve(result, language), key="gap_curve")
    show_limits(result)
    pick_by_category()
    show_categories(result)
