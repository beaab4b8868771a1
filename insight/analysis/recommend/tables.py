"""From the counts of the warehouse to the small tables of recommendations."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from insight.analysis.recommend.words import GROUPS, NO_GROUP
from insight.analysis.recommend_exam import RecommendExamResult
from insight.analysis.recommend_model.goods import Goods
from insight.analysis.recommend_model.model import NEWCOMER, Learnt
from insight.results import SINGLE, Declared, Frame, Total, declare
from insight.statistics.intervals import shares

MOST_REASONS = 500
"""So many reasons are shown."""

PRODUCT_COLUMNS = ["item", "name", "category", "customers", "first", "personal", "popular", "newcomer", "buyers"]
REASON_COLUMNS = ["item", "name", "owned_item", "owned", "customers", "n", "owned_n"]
GROUP_COLUMNS = ["rfm_group", "place", "item", "name", "customers", "share", "group_customers"]


def with_basis(rows: pd.DataFrame) -> pd.DataFrame:
    """Counts with the ground of each offer: personal, popular, newcomer."""
    basis = rows["shelf"].map(lambda shelf: "newcomer" if shelf == NEWCOMER else "popular")
    return rows.assign(
        basis=basis.where(rows["shelf"].notna(), "personal"), rfm_group=rows["rfm_group"].fillna(NO_GROUP)
    )


def products(rows: pd.DataFrame, goods: Goods) -> pd.DataFrame:
    """Goods on sale, those offered to most people first."""
    known = goods.known.assign(number=range(len(goods.known)))
    table = known[known["is_on_sale"].astype(bool)][["number", "item", "name", "category", "buyers"]]
    by_good = rows.groupby("number")[["customers", "first"]].sum()
    by_basis = rows.pivot_table(index="number", columns="basis", values="customers", aggfunc="sum", fill_value=0)
    by_basis = by_basis.reindex(columns=["personal", "popular", "newcomer"], fill_value=0)
    table = table.join(by_good, on="number").join(by_basis, on="number")
    counts = ["customers", "first", "personal", "popular", "newcomer"]
    table[counts] = table[counts].fillna(0).astype("int64")
    table = table.sort_values(["customers", "number"], ascending=[False, True], ignore_index=True)
    return table[PRODUCT_COLUMNS]


def reasons(rows: pd.DataFrame, learnt: Learnt, method: str | None) -> pd.DataFrame:
    """Personal offers with the good that speaks most for each, those made to most people first, up to a limit."""
    known = learnt.goods.known
    table = rows[rows["because"].notna()].sort_values(
        ["customers", "number", "because"], ascending=[False, True, True], ignore_index=True
    )
    table = table.head(MOST_REASONS).astype({"because": "int64"})
    near = learnt.together(method)
    pairs = [near[owned, number] for owned, number in zip(table["because"], table["number"], strict=True)]
    item, name = known["item"].astype(str).to_numpy(), known["name"].astype(str).to_numpy()
    return table.assign(
        item=item[table["number"]],
        name=name[table["number"]],
        owned_item=item[table["because"]],
        owned=name[table["because"]],
        n=pd.Series([n for n, _owned_n in pairs], dtype="int64"),
        owned_n=pd.Series([owned_n for _n, owned_n in pairs], dtype="int64"),
    )[REASON_COLUMNS]


def totals(rows: pd.DataFrame) -> dict[str, int]:
    """People by the ground of their first offer; each has one."""
    first = rows.groupby("basis")["first"].sum()
    found = {basis: int(first.get(basis, 0)) for basis in ("personal", "popular", "newcomer")}
    return {"customers": sum(found.values())} | found


def groups(rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Of each group of RFM, from the best down, what is offered to most of its people; with the share of them."""
    order = {name: place for place, name in enumerate(GROUPS)}
    whole = rows.groupby("rfm_group")["first"].sum()
    table = rows.groupby(["rfm_group", "number"], as_index=False)["customers"].sum()
    table = table.assign(order=table["rfm_group"].map(order)).sort_values(
        ["order", "customers", "number"], ascending=[True, False, True], ignore_index=True
    )
    table = table.assign(
        place=table.groupby("rfm_group", sort=False).cumcount() + 1,
        item=known["item"].to_numpy(dtype=object)[table["number"].to_numpy(dtype="int64")],
        name=known["name"].to_numpy(dtype=object)[table["number"].to_numpy(dtype="int64")],
        group_customers=table["rfm_group"].map(whole).astype("int64"),
    )
    shown: pd.DataFrame = table.assign(share=shares(table["customers"], table["group_customers"]))[GROUP_COLUMNS]
    return shown


def goods_counts(goods: Goods) -> Mapping[str, Any]:
    """What became of the goods that were sold."""
    return {
        "goods_sold": goods.sold,
        "goods_offered": int(goods.known["is_on_sale"].sum()),
        "goods_rare": goods.rare,
        "goods_gone": goods.gone,
        "goods_free": goods.free,
        "goods_nameless": goods.nameless,
        "goods_twice": goods.twice,
    }


COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("people", "customers"),
            *declare("people", "personal", "popular", "newcomer", part_of="customers", is_aside=True),
            *declare("count", "goods_sold", "goods_offered", "goods_rare", "goods_gone", "goods_free", is_safe=True),
            *declare("count", "goods_nameless", "goods_twice", "baskets_left_out", "largest_basket", is_safe=True),
            *declare("text", "method_used"),
            *declare("flag", "is_proved"),
        ),
        sums=((("personal", "popular", "newcomer"), "customers"),),
    ),
    "products": Frame(
        columns=(
            *declare("key", "item", "name", "category"),
            *declare("people", "customers"),
            *declare("people", "first", "personal", "popular", "newcomer", part_of="customers", is_aside=True),
            *declare("people", "buyers", is_aside=True),
        ),
        totals=(Total(column="first", to=(SINGLE, "customers", ())),),
        sums=((("personal", "popular", "newcomer"), "customers"),),
    ),
    "groups": Frame(
        columns=(
            *declare("key", "rfm_group", "place", "item", "name"),
            *declare("people", "customers", part_of="group_customers"),
            *declare("people", "group_customers", is_aside=True),
            *declare("share", "share"),
        ),
        totals=(Total(column="customers", within=("item",), to=("products", "customers", ("item",))),),
    ),
    "reasons": Frame(
        columns=(
            *declare("key", "item", "name", "owned_item", "owned"),
            *declare("people", "customers"),
            *declare("people", "n", part_of="owned_n", is_aside=True),
            *declare("people", "owned_n", is_aside=True),
        ),
        totals=(Total(column="customers", within=("item",), to=("products", "personal", ("item",))),),
    ),
    "exam": RecommendExamResult.COLUMNS["methods"],
}
"""What the fields of the result are about."""
