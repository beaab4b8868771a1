"""The tables of the RFM page."""

import pandas as pd
import streamlit as st

from insight.analysis.rfm import RfmParams, RfmResult, scores
from insight.export import MoreColumns
from insight.i18n import _
from insight.results import Kind
from insight.ui.kit.language import say
from insight.ui.kit.table import show_table
from insight.warehouse import Warehouse

REACH = {
    "reachable": _("Can be reached"),
    "phone": _("Whole phone"),
    "wecom": _("WeCom contact"),
    "email": _("With e-mail"),
    "consent": _("Agreed to be contacted"),
}
"""The columns of reach, as a table names them."""

_DIMENSIONS = {
    "recency": _("Recency: days since the last order"),
    "frequency": _("Frequency: orders"),
    "monetary": _("Monetary: net amount"),
}


def scores_of(warehouse: Warehouse, params: RfmParams) -> MoreColumns:
    """What a list of people from this page says about each: why they are on it."""
    return scores(warehouse, params)


def show_groups(result: RfmResult) -> None:
    """All names of both schemes with their people and their money."""
    with st.expander(say(_("All groups as a table")), icon=":material/table_rows:"):
        for scheme, title in (("eight", _("Eight classes")), ("eleven", _("Ten groups"))):
            rows = result.groups[result.groups["scheme"] == scheme]
            st.markdown(f"**{say(title)}**")
            show_table(
                rows,
                result.COLUMNS["groups"],
                {
                    "label": _("Group"),
                    "definition": _("Who is in it"),
                    "customers": _("Number of people"),
                    "share": _("Share of buyers"),
                    "net_amount": _("Revenue"),
                    "net_amount_share": _("Share of revenue"),
                    "median_net_amount": _("Median spend"),
                    **REACH,
                },
                currency=result.params.currency,
                words={name: [say(text) for text in rows[name]] for name in ("label", "definition")},
            )


def show_boundaries(result: RfmResult) -> None:
    """What each score stands for, as observed."""
    with st.expander(say(_("What the scores stand for")), icon=":material/straighten:", expanded=True):
        st.caption(say(_("Lowest and highest value observed among the people with the score.")))
        for place, (dimension, title) in zip(st.columns(3, gap="medium"), _DIMENSIONS.items(), strict=True):
            rows = result.boundaries[result.boundaries["dimension"] == dimension].iloc[::-1]
            with place:
                st.markdown(f"**{say(title)}**")
                _boundary_table(result, rows, dimension)


def _boundary_table(result: RfmResult, rows: pd.DataFrame, dimension: str) -> None:
    ends: Kind = "money" if dimension == "monetary" else "count"
    show_table(
        rows,
        result.COLUMNS["boundaries"],
        {"score": _("Score"), "low": _("Lowest"), "high": _("Highest"), "customers": _("Number of people")},
        currency=result.params.currency,
        kinds={"low": ends, "high": ends},
    )


def show_left_out(result: RfmResult) -> None:
    """Who and what is not in the grid, and why."""
    parts = [
        _("{n:count} known people have no order that counts: they are prospects, without scores.", n=result.prospects),
        _("{n:count} people bought only in another currency or period.", n=result.customers_elsewhere),
        _("{n:count} orders are in another currency.", n=result.orders_elsewhere),
        _("{n:count} orders name no person.", n=result.orders_without_person),
    ]
    said = [say(part) for part in parts if dict(part.values)["n"]]
    if said:
        st.markdown(f"**{say(_('Not in the grid'))}**\n" + "\n".join(f"- {sentence}" for sentence in said))
