"""A method with everything its statements are bound to, learnt from what lies before a day."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from insight.analysis.people_read import EVERYBODY
from insight.analysis.recommend_model.families import FAMILIES, History, Neighbours, held
from insight.analysis.recommend_model.goods import Goods
from insight.analysis.recommend_model.statements import FIRSTS, LEARNT, PLAIN, SHELVES, Level, Plain
from insight.warehouse import Warehouse

ANYBODY, NEWCOMER = "", "*new"
"""Shelves that are no channel or category: what all people buy, and what people buy first."""

MOST_OWNED = 20
"""Offers look at so many goods of a person, the last bought first."""

ENOUGH_LINES = 4_000_000
"""With more order lines than this, methods learn from a fixed part of the people."""

_MOST_ON_SHELF = 30
_LEAST_SHELF = 20
"""A channel or a category with fewer buyers lately has no popular goods of its own."""

Maker = Callable[[History], Neighbours]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What was learnt before a day: `goods`, the popular goods of every plain method, the neighbours of every other.

    A shelf is a frame with shelf, number, place, buyers. `baskets_left_out` hold too many goods to say anything (the
    largest `largest_basket`).
    """

    goods: Goods
    values: Mapping[str, Any]
    shelves: Mapping[Plain, pd.DataFrame]
    neighbours: Mapping[str, Neighbours]
    baskets_left_out: int = 0
    largest_basket: int = 0

    def bound(self, plain: Plain, *methods: str) -> dict[str, Any]:
        """What the statements of offers are bound to: several methods are asked at once, without one all is plain."""
        known, shelf = self.goods.known, self.shelves[plain]
        near = [self.neighbours[method] for method in methods] or [Neighbours.none()]
        return dict(self.values) | {
            **good_values(known),
            "anybody_shelf": ANYBODY,
            "newcomer_shelf": NEWCOMER,
            "most_owned": MOST_OWNED,
            "seats": len(near),
            "methods": list(range(len(near))),
            "neighbour_methods": np.repeat(range(len(near)), [len(one.owned) for one in near]).tolist(),
            "owned_numbers": np.concatenate([one.owned for one in near]).tolist(),
            "offered_numbers": np.concatenate([one.number for one in near]).tolist(),
            "weights": np.concatenate([one.weight for one in near]).tolist(),
            "shelves": shelf["shelf"].tolist(),
            "shelf_numbers": shelf["number"].tolist(),
            "shelf_places": shelf["place"].tolist(),
        }

    def without(self, shelf: str) -> "Learnt":
        """The same without the popular goods of a shelf: its people are offered those of everybody."""
        kept = {plain: rows[rows["shelf"] != shelf] for plain, rows in self.shelves.items()}
        return replace(self, shelves=kept)

    def together(self, method: str | None) -> dict[tuple[int, int], tuple[int, int]]:
        """By the goods owned and offered: how many hold both, of how many who hold the first; people, or baskets."""
        near = Neighbours.none() if method is None else self.neighbours[method]
        pairs = zip(near.owned.tolist(), near.number.tolist(), strict=True)
        return dict(zip(pairs, zip(near.n.tolist(), near.owned_n.tolist(), strict=True), strict=True))


def good_values(known: pd.DataFrame) -> dict[str, Any]:
    """The goods as lists."""
    return {
        "goods": known["item"].astype(str).tolist(),
        "good_numbers": list(range(len(known))),
        "rest_days": known["rest_days"].tolist(),
        "is_lasting": known["is_lasting"].tolist(),
        "is_on_sale": known["is_on_sale"].tolist(),
        "categories": [None if pd.isna(name) else str(name) for name in known["category"]],
    }


def learn(
    warehouse: Warehouse,
    values: Mapping[str, Any],
    level: Level,
    found: Goods,
    *,
    makers: Mapping[str, Maker] | None = None,
    plains: tuple[Plain, ...] = PLAIN,
) -> Learnt:
    """Everything that lies before `values["as_of"]`, and nothing behind it; `makers`: other methods than the usual."""
    bound = dict(values) | good_values(found.known) | {"last_digits": EVERYBODY}
    shelves = _shelves(warehouse, bound, level, plains, found)
    bound["last_digits"] = _digits(found)
    count = len(found.known)
    lines = warehouse.arrow(LEARNT[level], bound)
    person, basket, number = (lines.column(name).to_numpy() for name in ("person", "basket", "number"))
    people, baskets = held(person, number, count), held(basket, number, count)
    history = History(people.matrix, baskets.matrix, found.known)
    return Learnt(
        goods=found,
        values=dict(values) | {"last_digits": EVERYBODY},
        shelves=shelves,
        neighbours={name: make(history) for name, make in (FAMILIES if makers is None else makers).items()},
        baskets_left_out=baskets.left_out,
        largest_basket=baskets.largest,
    )


def _digits(found: Goods) -> str:
    """The highest last two digits of the people to learn from."""
    lines = int(found.known["lines"].sum())
    part = 256 if lines <= ENOUGH_LINES else max(256 * ENOUGH_LINES // lines, 1)
    return format(part - 1, "02x")


def _shelves(
    warehouse: Warehouse, values: Mapping[str, Any], level: Level, plains: Sequence[Plain], found: Goods
) -> dict[Plain, pd.DataFrame]:
    """The popular goods of everybody, of newcomers, and of each channel or category with enough buyers lately."""
    everybody = warehouse.query(SHELVES[level, "popular"], values).assign(shelf=ANYBODY)
    firsts = warehouse.query(FIRSTS[level], values).assign(shelf=NEWCOMER)
    shelves = {}
    for plain in plains:
        parts = [everybody, firsts]
        if plain != "popular":
            own = warehouse.query(SHELVES[level, plain], values)
            parts.append(own[own["shelf"] != ""])
        shelves[plain] = _shelf(pd.concat(parts, ignore_index=True)[["shelf", "number", "buyers"]], found)
    return shelves


def _shelf(table: pd.DataFrame, found: Goods) -> pd.DataFrame:
    is_on_sale = found.known["is_on_sale"].to_numpy(dtype="bool")
    table = table[is_on_sale[table["number"].to_numpy(dtype="int64")]]
    enough = table.groupby("shelf")["buyers"].transform("sum") >= _LEAST_SHELF
    table = table[enough | (table["shelf"] == ANYBODY)]
    table = table.assign(place=table.groupby("shelf").cumcount() + 1)
    kept: pd.DataFrame = table[table["place"] <= _MOST_ON_SHELF].reset_index(drop=True)
    return kept
