"""The tables of a test: versions against each other, and what a test would need."""

import streamlit as st

from insight.analysis.ab_test import AbTestResult
from insight.charts.ab_test.versions import needed_picture
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.language import say
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import show_table


def show_pairs(result: AbTestResult) -> None:
    """Every two versions, how far they are apart and whether that is more than chance."""
    rows = result.pairs
    low, high = ([_signed(result, value) for value in rows[name]] for name in ("low", "high"))
    show_table(
        rows,
        result.COLUMNS["pairs"],
        {
            "arm": _("Version"),
            "against": _("Against"),
            "customers": _("Its people"),
            "others": _("People of the other"),
            "difference": _("Difference"),
            "between": _("From – to"),
            "certain": _("More than chance"),
        },
        words={
            "difference": [_signed(result, value) for value in rows["difference"]],
            "between": [f"{one} – {other}" for one, other in zip(low, high, strict=True)],
            "certain": [say(_("yes") if one else _("no")) for one in rows["certain"]],
        },
    )


def show_plan(result: AbTestResult) -> None:
    """How many people tell how small a rise."""
    if result.plan().empty:
        st.caption(say(_("What is usual is not known: choose “A test I plan” and state it.")))
        return
    show_picture(needed_picture(result, state.language()), key="needed_below")


def _signed(result: AbTestResult, value: float) -> str:
    """Differences of shares in points, so that nobody takes them for a rise of so many per cent."""
    if value != value:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if result.params.is_share:
        return say(_("{sign}{points:.1f} points", sign=sign, points=abs(value) * 100))
    return f"{sign}{say(result.shown(abs(value)))}"
