"""The tables of the RFM page."""

import pandas as pd
import streamlit as st

from insight.analysis.rfm import RfmParams, RfmResult, scores
from insight.export import MoreColumns
from insight.govern.small_cells import TooFew
from insight.i18n import Money, _
from insight.ui.kit.language import say, shown
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
        for scheme, title in (("eight", _("Eight classes")), ("eleven", _("Eleven groups"))):
            rows = result.groups[result.groups["scheme"] == scheme]
            st.markdown(f"**{say(title)}**")
            st.dataframe(_groups_table(rows, result.params.currency), hide_index=True, placeholder="–")


def _groups_table(rows: pd.DataFrame, currency: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say(_("Group")): [say(label) for label in rows["label"]],
            say(_("Who is in it")): [say(definition) for definition in rows["definition"]],
            say(_("Number of people")): rows["customers"],
            say(_("Share of buyers")): [shown(_or_none(share), "percent") for share in rows["share"]],
            say(_("Revenue")): [shown(_money(amount, currency), "money") for amount in rows["net_amount"]],
            say(_("Share of revenue")): [shown(_or_none(share), "percent") for share in rows["net_amount_share"]],
            say(_("Median spend")): [shown(_money(amount, currency), "money") for amount in rows["median_net_amount"]],
            **{say(label): rows[name] for name, label in REACH.items()},
        }
    )


def show_boundaries(result: RfmResult) -> None:
    """What each score stands for, as observed."""
    with st.expander(say(_("What the scores stand for")), icon=":material/straighten:", expanded=True):
        st.caption(say(_("Lowest and highest value observed among the people with the score.")))
        for place, (dimension, title) in zip(st.columns(3, gap="medium"), _DIMENSIONS.items(), strict=True):
            rows = result.boundaries[result.boundaries["dimension"] == dimension].iloc[::-1]
            with place:
                st.markdown(f"**{say(title)}**")
                st.dataframe(_boundary_table(rows, dimension, result.params.currency), hide_index=True)


def _boundary_table(rows: pd.DataFrame, dimension: str, currency: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say(_("Score")): rows["score"],
            say(_("From – to")): [
                _range(row["low"], row["high"], dimension, currency) for row in rows.to_dict("records")
            ],
            say(_("Number of people")): rows["customers"],
        }
    )


def _range(low: float, high: float, dimension: str, currency: str) -> str:
    if isinstance(low, TooFew):
        return "–"
    if pd.isna(low):
        return say(_("nobody"))
    ends = [
        shown(Money(end, currency), "money") if dimension == "monetary" else shown(int(end), "count")
        for end in (low, high)
    ]
    return ends[0] if ends[0] == ends[1] else " – ".join(ends)


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


def _money(amount: float, currency: str) -> Money | None:
    return None if pd.isna(amount) else Money(float(amount), currency)


def _or_none(share: float) -> float | None:
    return None if pd.isna(share) else float(share)
