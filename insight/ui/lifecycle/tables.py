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
from insight.i18n import Language, Money, Text, _
from insight.ui.kit import state
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.picture import show_picture
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
            "n = {n:count} repurchases, 95 %: {low:count} – {high:count} days",
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
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Category")): table["category"],
                say(_("Regular up to")): [say(_("{n:count} days", n=int(days))) for days in table["active"]],
                say(_("Dormant after")): [say(_("{n:count} days", n=int(days))) for days in table["dormant"]],
                say(_("Lost after")): [say(_("{n:count} days", n=int(days))) for days in table["lost"]],
                say(_("Repurchases")): table["n"],
                say(_("Number of people")): table["customers"],
            }
        ),
        hide_index=True,
    )
    category = st.selectbox(say(_("Category")), list(table["category"]), key="gap_category", width=260)
    if category is not None:
        show_picture(gap_curve(result, state.language(), category), key="gap_curve_category")


def show_stages(result: LifecycleResult) -> None:
    """All stages and labels with who is in them."""
    st.dataframe(_stage_table(result), hide_index=True, placeholder="–")
    said = definitions(result.limits)
    for title, labels in ((_("Labels by frequency"), FREQUENCY), (_("Labels by recency"), RECENCY)):
        st.markdown(f"**{say(title)}**")
        st.markdown("\n".join(f"- {say(label.label)}: {plain(say(said[label.key]))}" for label in labels))


def _stage_table(result: LifecycleResult) -> pd.DataFrame:
    rows, currency = result.stages, result.params.currency
    return pd.DataFrame(
        {
            say(_("Stage")): [say(label) for label in rows["label"]],
            say(_("Who is in it")): [say(definition) for definition in rows["definition"]],
            say(_("Number of people")): rows["customers"],
            say(_("Share of all")): [shown(float(share), "percent") for share in rows["share"]],
            say(_("Revenue")): [shown(Money(float(amount), currency), "money") for amount in rows["net_amount"]],
            say(_("Share of revenue")): [shown(_or_none(share), "percent") for share in rows["net_amount_share"]],
        }
    )


def _or_none(share: float) -> float | None:
    return None if pd.isna(share) else float(share)
