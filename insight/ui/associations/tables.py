"""The tables of the page on what goes together."""

import pandas as pd
import streamlit as st

from insight.analysis.associations import AssociationsResult
from insight.i18n import Money, _
from insight.results.defined import defined
from insight.ui.kit.language import say, shown
from insight.ui.kit.table import show_frame

_MOST_ROWS = 500


def show_rules(result: AssociationsResult) -> None:
    """Every rule that is not redundant, or all of them."""
    rules = result.rules
    every = st.toggle(say(_("Show redundant rules too")), key="redundant")
    if not every:
        rules = rules[~rules["is_redundant"]]
    rows = rules.head(_MOST_ROWS).to_dict("records")
    currency = result.params.currency
    show_frame(
        pd.DataFrame(
            {
                say(_("Who bought")): [row["antecedent"] for row in rows],
                say(_("takes too")): [row["consequent"] for row in rows],
                say(_("Baskets with both")): [row["n"] for row in rows],
                say(_("Share of baskets")): [_share(row["support"]) for row in rows],
                say(_("Confidence")): [_share(row["confidence"]) for row in rows],
                say(_("Lift")): [f"{row['lift']:.2f}" for row in rows],
                say(_("Lift, 95 %")): [f"{row['lift_low']:.2f} – {row['lift_high']:.2f}" for row in rows],
                say(_("Can be relied on")): [row["certain"] for row in rows],
                say(_("People to offer it to")): [row["customers"] for row in rows],
                say(_("May earn")): [_money(row["net_amount"], currency) for row in rows],
                say(_("Both together cost")): [_money(row["bundle_amount"], currency) for row in rows],
            }
        ),
        hide_index=True,
        placeholder="–",
    )


def show_goods(result: AssociationsResult) -> None:
    """The products that are frequent enough."""
    goods = result.goods
    show_frame(
        pd.DataFrame(
            {
                say(_("Product")): goods["name"],
                say(_("Number of baskets")): goods["n"],
                say(_("Share of baskets")): [_share(share) for share in goods["share"]],
                say(_("Number of people")): goods["customers"],
                say(_("Paid in a basket")): [_money(amount, result.params.currency) for amount in goods["amount"]],
            }
        ),
        hide_index=True,
        placeholder="–",
    )


def _share(value: float) -> str:
    return shown(defined(value), "percent")


def _money(value: float, currency: str) -> str | None:
    return None if pd.isna(value) else shown(Money(float(value), currency), "money")
