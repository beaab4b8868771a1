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


def show_bundles(result: AssociationsResult) -> None:
    """What to sell together, at which price, and what that rests on."""
    rows, currency = result.bundles.head(_MOST_ROWS).to_dict("records"), result.params.currency
    if not rows:
        st.caption(say(_("No products go together so surely, at known amounts, that a bundle could be priced.")))
        return
    show_frame(
        pd.DataFrame(
            {
                say(_("Sold together")): [row["goods"] for row in rows],
                say(_("Price of the bundle")): [_money(row["price"], currency) for row in rows],
                say(_("Usually paid for both")): [_money(row["usual_amount"], currency) for row in rows],
                say(_("Not below")): [_money(row["lowest_amount"], currency) for row in rows],
                say(_("Takers in 30 days")): [shown(round(row["takers"]), "count") for row in rows],
                say(_("More sales in 30 days")): [_money(row["extra_amount"], currency) for row in rows],
                say(_("More sales, 95 %")): [_ends(row["extra_low"], row["extra_high"], currency) for row in rows],
                say(_("Baskets with both")): [row["n"] for row in rows],
                say(_("Baskets with the first only")): [row["left"] for row in rows],
            }
        ),
        hide_index=True,
        placeholder="–",
    )
    st.caption(
        say(
            _(
                "Takers: as many more of the baskets with the first product as the rule says, whatever the price in "
                "between. Whoever would have bought both anyway pays less, which is taken off. Sales, not profit: "
                "margins are not known."
            )
        )
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


def _ends(low: float, high: float, currency: str) -> str | None:
    ends = [_money(low, currency), _money(high, currency)]
    return None if None in ends else " – ".join(str(end) for end in ends)
