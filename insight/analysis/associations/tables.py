"""From the frequent sets of the warehouse to the rules."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from insight.analysis.associations.growth import Level
from insight.analysis.associations.params import AssociationsParams
from insight.results import SINGLE, Declared, Frame, declare
from insight.statistics.association import conviction, leverage, lift, lift_bounds
from insight.statistics.intervals import SMALL, shares, wilson_bounds

Goods = tuple[str, ...]

COLUMNS = [
    *("antecedent", "consequent", "support", "confidence", "confidence_low", "confidence_high"),
    *("lift", "lift_low", "lift_high", "leverage", "conviction", "n", "antecedent_n", "consequent_n"),
    *("customers", "net_amount", "bundle_amount", "certain", "is_redundant", "antecedent_items", "consequent_items"),
]
_COUNTS = ("n", "antecedent_n", "consequent_n")
TOGETHER = " + "
"""Stands between the names of the products of one side."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A frequent set: baskets that hold it, people who own all of it; paid a basket for a single product, else nan."""

    n: int
    customers: int
    amount: float


Sets: TypeAlias = Mapping[Goods, Counted]


def labels(names: pd.DataFrame) -> dict[str, str]:
    """Item -> the name it was sold under most; the code where there is none, and behind a name that several have."""
    first = names.dropna(subset=["name"]).drop_duplicates("item")
    known = {str(item): str(name) for item, name in zip(first["item"], first["name"], strict=True)}
    named = {str(item): known.get(str(item), str(item)) for item in names["item"]}
    times = Counter(named.values())
    return {item: name if times[name] == 1 or name == item else f"{name} ({item})" for item, name in named.items()}


def counted(levels: Sequence[Level], customers: Sequence[np.ndarray], frequent: pd.DataFrame) -> Sets:
    """By set of items, in the order of their codes; `frequent` has item and amount of each product by its number."""
    item, amount = frequent["item"].tolist(), frequent["amount"].tolist()
    found: dict[Goods, Counted] = {}
    for level, owners in zip(levels, customers, strict=True):
        rows = zip(level.goods.tolist(), level.n.tolist(), owners.tolist(), strict=True)
        for numbers, n, people in rows:
            paid = amount[numbers[0]] if len(numbers) == 1 else float("nan")
            found[tuple(sorted(item[number] for number in numbers))] = Counted(n, people, paid)
    return found


def goods(sets: Sets, known: Mapping[str, str], baskets: int) -> pd.DataFrame:
    """Products that are frequent enough, the most frequent first: item, name, n (baskets), share, customers, amount."""
    single = [(found[0], known[found[0]], one) for found, one in sets.items() if len(found) == 1]
    frame = pd.DataFrame(
        {
            "item": pd.Series([item for item, _name, _one in single], dtype=object),
            "name": pd.Series([name for _item, name, _one in single], dtype=object),
            "n": np.array([one.n for *_names, one in single], dtype="int64"),
            "share": shares([one.n for *_names, one in single], baskets),
            "customers": np.array([one.customers for *_names, one in single], dtype="int64"),
            "amount": np.array([one.amount for *_names, one in single], dtype="float64"),
        }
    )
    return frame.sort_values(["n", "item"], ascending=[False, True], ignore_index=True)


def rules(sets: Sets, known: Mapping[str, str], baskets: int, params: AssociationsParams) -> pd.DataFrame:
    """Every split of every frequent set whose confidence is high enough; what can be relied on and earns most first."""
    splits = [
        (left, right)
        for left, right in _splits(sets)
        if sets[_both(left, right)].n >= params.min_confidence * sets[left].n - 1e-9
    ]
    frame = pd.DataFrame(
        {
            "antecedent": pd.Series([_named(left, known) for left, _right in splits], dtype=object),
            "consequent": pd.Series([_named(right, known) for _left, right in splits], dtype=object),
            "antecedent_items": pd.Series([as_text(left) for left, _right in splits], dtype=object),
            "consequent_items": pd.Series([as_text(right) for _left, right in splits], dtype=object),
        }
    )
    measured = frame.assign(**_measures(splits, sets, baskets), is_redundant=_redundant(splits, sets))[COLUMNS]
    return measured.sort_values(
        ["certain", "is_redundant", "net_amount", "leverage", "antecedent_items", "consequent_items"],
        ascending=[False, True, False, False, True, True],
        na_position="last",
        ignore_index=True,
    )


def worth_saying(rules: pd.DataFrame) -> pd.DataFrame:
    """Rules that can be relied on, go together more than by chance, and are not redundant."""
    return rules[rules["certain"] & (rules["lift"] > 1) & ~rules["is_redundant"]]


def as_text(items: Goods) -> str:
    """The codes of a side, as a list in JSON."""
    return json.dumps(list(items), ensure_ascii=False)


def _splits(sets: Sets) -> Iterator[tuple[Goods, Goods]]:
    for found in sets:
        for size in range(1, len(found)):
            for left in combinations(found, size):
                yield left, tuple(item for item in found if item not in left)


def _both(left: Goods, right: Goods) -> Goods:
    return tuple(sorted(left + right))


def _named(items: Goods, known: Mapping[str, str]) -> str:
    return TOGETHER.join(known[item] for item in items)


def _measures(splits: list[tuple[Goods, Goods]], sets: Sets, baskets: int) -> dict[str, Any]:
    whole = [sets[_both(left, right)] for left, right in splits]
    lefts, rights = [sets[left] for left, _right in splits], [sets[right] for _left, right in splits]
    both, left, right = (np.array([one.n for one in side], dtype="int64") for side in (whole, lefts, rights))
    counts = (baskets, both, left, right)
    low, high = wilson_bounds(both, left)
    lift_low, lift_high = lift_bounds(*counts)
    sure_low, sure_high = lift_bounds(*counts, confidence=1 - 0.05 / max(len(splits), 1))
    customers = np.array([a.customers - b.customers for a, b in zip(lefts, whole, strict=True)], dtype="int64")
    extra = np.maximum(shares(both, left) - shares(right, baskets), 0)
    offered = np.array([_paid(side, sets) for _left, side in splits], dtype="float64")
    return {
        "support": shares(both, baskets),
        "confidence": shares(both, left),
        "confidence_low": low,
        "confidence_high": high,
        "lift": lift(*counts),
        "lift_low": lift_low,
        "lift_high": lift_high,
        "leverage": leverage(*counts),
        "conviction": conviction(*counts),
        "n": both,
        "antecedent_n": left,
        "consequent_n": right,
        "customers": customers,
        "net_amount": customers * extra * offered,
        "bundle_amount": offered + np.array([_paid(side, sets) for side, _right in splits], dtype="float64"),
        "certain": (both >= SMALL) & ((sure_low > 1) | (sure_high < 1)),
    }


def _paid(side: Goods, sets: Sets) -> float:
    return sum(sets[(item,)].amount for item in side)


def _redundant(splits: list[tuple[Goods, Goods]], sets: Sets) -> list[bool]:
    """Whether fewer products before the arrow say the same with at least the same confidence.

    A rule whose improvement is not above zero: Bayardo, Agrawal and Gunopulos (1999), Proceedings of the 15th ICDE,
    188-197.
    """
    return [
        any(
            sets[_both(less, right)].n * sets[left].n >= sets[_both(left, right)].n * sets[less].n
            for size in range(1, len(left))
            for less in combinations(left, size)
        )
        for left, right in splits
    ]


RESULT_COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("people", "baskets", "baskets_left_out", "single_baskets", is_aside=True),
            *declare("count", "largest", about=("baskets",)),
            *declare("count", "goods_known", "goods_nameless", "goods_twice", is_safe=True),
            *declare("text", "twice_example"),
            *declare("day", "first_on", "last_on"),
        )
    ),
    "rules": Frame(
        columns=(
            *declare("key", "antecedent", "consequent", "antecedent_items", "consequent_items"),
            *declare("people", "n"),
            *declare("people", "antecedent_n", "consequent_n", is_aside=True),
            *declare("people", "customers", is_aside=True),
            *declare("share", "support", about=("n",)),
            *declare("rate", "confidence", "confidence_low", "confidence_high", about=("n", "antecedent_n")),
            *declare("number", "lift", "lift_low", "lift_high", "leverage", "conviction", "certain", about=_COUNTS),
            *declare("number", "is_redundant", about=_COUNTS),
            *declare("money", "net_amount", about=("customers", *_COUNTS)),
            *declare("money", "bundle_amount", about=_COUNTS),
        )
    ),
    "goods": Frame(
        columns=(
            *declare("key", "item", "name"),
            *declare("people", "n"),
            *declare("people", "customers", is_aside=True),
            *declare("share", "share", about=("n",)),
            *declare("money", "amount", about=("n",)),
        )
    ),
}
"""What the fields of the result are about: baskets are taken for people, since one is somebody's."""
