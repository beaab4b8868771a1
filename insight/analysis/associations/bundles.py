"""What to sell together, and at which price: from the rules, what baskets pay, and who buys both anyway."""

import json

import numpy as np
import pandas as pd

from insight.analysis.associations.params import AssociationsParams
from insight.analysis.associations.tables import TOGETHER, as_text
from insight.results import Frame, declare
from insight.statistics.intervals import Numbers, shares

DAYS = 30
"""Takers and money are told for so many days like those looked at."""

BUNDLE_COLUMNS = [
    *("goods", "antecedent", "consequent", "n", "left", "customers", "usual_amount", "lowest_amount", "price"),
    *("discount", "takers", "takers_low", "takers_high", "extra_amount", "extra_low", "extra_high"),
    "bundle_items",
]
_COUNTS = ("n", "left")


def bundles(
    worth: pd.DataFrame, goods: pd.DataFrame, baskets: int, days: int, params: AssociationsParams
) -> pd.DataFrame:
    """One row a set of products of the rules worth saying, led by the side whose offer brings most; the best first.

    Takers: of the baskets with the first side only, as large a share as the confidence is above the share of all
    baskets. Whoever takes both pays the price instead of the first side; whoever would have bought both anyway pays
    the price instead of the usual amount. The lowest price is where the two cancel out; the price asked lies halfway
    between it and the usual amount.
    """
    if params.level == "category" or worth.empty:
        return pd.DataFrame(columns=BUNDLE_COLUMNS)
    table = worth.assign(
        bundle_items=[
            _set_of(*sides) for sides in zip(worth["antecedent_items"], worth["consequent_items"], strict=True)
        ],
        goods=worth["antecedent"] + TOGETHER + worth["consequent"],
        left=worth["antecedent_n"] - worth["n"],
        usual_amount=worth["bundle_amount"],
        lead_amount=_paid(worth["antecedent_items"], goods),
    )
    table = table[(table["left"] > 0) & (table["usual_amount"] > table["lead_amount"])]
    priced = _priced(table, shares(table["consequent_n"], baskets), DAYS / max(days, DAYS))
    ordered = priced.sort_values(
        ["extra_amount", "bundle_items", "antecedent"], ascending=[False, True, True], na_position="last"
    )
    return ordered[ordered["extra_amount"] > 0].drop_duplicates("bundle_items")[BUNDLE_COLUMNS].reset_index(drop=True)


def _priced(table: pd.DataFrame, base: Numbers, part: float) -> pd.DataFrame:
    """`part`: what the days told are of the days looked at."""
    usual, lead, both = (table[name].to_numpy(dtype="float64") for name in ("usual_amount", "lead_amount", "n"))
    taken = {
        end: table["left"].to_numpy() * np.maximum(table[name].to_numpy() - base, 0)
        for end, name in (("", "confidence"), ("_low", "confidence_low"), ("_high", "confidence_high"))
    }
    lowest = shares(both * usual + taken[""] * lead, both + taken[""])
    price = (lowest + usual) / 2
    extra = {end: taken[end] * (price - lead) - both * (usual - price) for end in taken}
    return table.assign(
        lowest_amount=lowest,
        price=price,
        discount=1 - shares(price, usual),
        **{f"takers{end}": part * found for end, found in taken.items()},
        **{f"extra{end or '_amount'}": part * found for end, found in extra.items()},
    )


def _set_of(antecedent: str, consequent: str) -> str:
    """All products of a rule, whichever side they are on."""
    return as_text(tuple(sorted([*json.loads(antecedent), *json.loads(consequent)])))


def _paid(sides: "pd.Series[str]", goods: pd.DataFrame) -> Numbers:
    amounts = dict(zip(goods["item"], goods["amount"], strict=True))
    found: Numbers = np.array([sum(amounts[item] for item in json.loads(side)) for side in sides], dtype="float64")
    return found


BUNDLES = Frame(
    columns=(
        *declare("key", "goods", "antecedent", "consequent", "bundle_items"),
        *declare("people", "n", "left", "customers", is_aside=True),
        *declare("money", "usual_amount", "lowest_amount", "price", about=("n",)),
        *declare("share", "discount", about=("n",)),
        *declare("number", "takers", "takers_low", "takers_high", about=_COUNTS),
        *declare("money", "extra_amount", "extra_low", "extra_high", about=_COUNTS),
    )
)
"""Baskets are taken for people, since one is somebody's."""
