"""The tables of the lifecycle page."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.lifecycle import (
    FREQUENCY,
    RECENCY,
    LifecycleResult,
    stage_columns,
)
from insight.analysis.lifecycle.stages import definitions
from insight.charts.lifecycle.gaps import gap_curve
from insight.export import MoreColumns
from insight.govern.small_cells import whole
from insight.i18n import Language, Text, _
from insight.ui.kit import state
from insight.ui.kit.language import plain, say
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import show_table
from insight.warehouse import Warehouse

_LIMITS = {"active": _("Regular up to"), "dormant": _("Dormant after"), "lost": _("Lost after")}
_SOURCES = {
    "given": _("given"),
    "proposed": _("proposed: {share:percent} of those who come back are back by then"),
    "usual": _("usual number of days: too few repurchases to propose one"),
}


def stages_of(warehouse: Warehouse, result: LifecycleResult, language: Language) -> MoreColumns:
    """What a list of people from this page says about each: why they are on it."""
    return stage_columns(warehouse, result, language)


def show_limits(result: LifecycleResult) -> None:
    """The limits in force, and why they stand where they do."""
    rows = result.limit_table.to_dict("records")
    st.markdown(
        "\n".join(
            f"- **{say(_LIMITS[row['limit']])} {say(_('{n:count} days', n=int(row['days'])))}** — {_why(row)}"
            for row in rows
        )
    )


def _why(row: dict[Any, Any]) -> str:
    said = plain(say(Text(_SOURCES[row["source"]].key, (("share", float(row["share"])),))))
    if not pd.isna(row["low"]) and state.recall("details"):
        high = None if pd.isna(row["high"]) else int(row["high"])
        base = _(
            "{n:count} repurchases, 95 %: {low:count} – {high:count} days",
            n=whole(row["n"]),
            low=int(row["low"]),
            high=high,
        )
        said = f"{said} :gray[{say(base)}]"
    return said


def show_categories(result: LifecycleResult) -> None:
    """Limits for the buyers of each category, and the curve of one of them."""
    if not result.params.by_category:
        return
    if result.categories.empty:
        st.caption(say(_("No category has enough repurchases: order lines or product lists must state categories.")))
        return
    table = result.categories
    show_table(
        table,
        result.COLUMNS["categories"],
        {
            "category": _("Category"),
            "active": _("Regular up to (days)"),
            "dormant": _("Dormant after (days)"),
            "lost": _("Lost after (days)"),
            "n": _("Repurchases"),
            "customers": _("Number of people"),
        },
    )
    category = st.selectbox(say(_("Category")), list(table["category"]), key="gap_category", width=260)
    if category is not None:
        show_picture(gap_curve(result, state.language(), category), key="gap_curve_category")


def show_stages(result: LifecycleResult) -> None:
    """All stages and labels with who is in them."""
    rows = result.stages
    show_table(
        rows,
        result.COLUMNS["stages"],
        {
            "label": _("Stage"),
            "definition": _("Who is in it"),
            "customers": _("Number of people"),
            "share": _("Share of all"),
            "net_amount": _("Revenue"),
            "net_amount_share": _("Share of revenue"),
        },
        currency=result.params.currency,
        words={name: [say(text) for text in rows[name]] for name in ("label", "definition")},
    )
    said = definitions(result.limits)
    for title, labels in ((_("Labels by frequency"), FREQUENCY), (_("Labels by recency"), RECENCY)):
        st.markdown(f"**{say(title)}**")
        st.markdown("\n".join(f"- {say(label.label)}: {plain(say(said[label.key]))}" for label in labels))
