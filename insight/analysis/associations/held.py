"""Baskets, and people, by the products they hold: from the lines of the warehouse to sparse matrices."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from scipy import sparse

from insight.analysis.associations.params import AssociationsParams
from insight.statistics.intervals import shares

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SPAN = 4096
"""More windows than any look back has."""


class Totals(NamedTuple):
    """Of all baskets: those counted, left out for holding too many products, holding one; the most that any holds."""

    baskets: int
    baskets_left_out: int
    single_baskets: int
    largest: int


class Lines(NamedTuple):
    """One product in one order line: `basket`, `person` (0: nobody knows whose), `number` of the product, `amount`."""

    basket: Whole
    person: Whole
    number: Whole
    amount: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Held:
    """`frequent`: item, n (baskets), amount (paid a basket) of the products that are in at least `least` baskets.

    They are the columns, 1 where held, of `baskets` (those that hold one product only are empty) and of `people`.
    """

    totals: Totals
    least: int
    frequent: pd.DataFrame
    baskets: sparse.csc_matrix
    people: sparse.csc_matrix


def held(rows: pa.Table, items: list[str], params: AssociationsParams) -> Held:
    """From the lines of `items`, which are told by their place."""
    lines = _lines(rows, params)
    whole, is_known = _by_basket(lines, len(items))
    sizes = np.diff(whole.indptr)
    is_kept = (sizes > 0) & (sizes <= params.most_goods)
    totals = Totals(
        int(is_kept.sum()), int((sizes > params.most_goods).sum()), int((sizes == 1).sum()), int(sizes.max(initial=0))
    )
    counts = np.repeat(is_kept, sizes)
    n = np.bincount(whole.indices[counts], minlength=len(items))
    least = params.least_of(totals.baskets)
    is_frequent = n >= least
    frequent = pd.DataFrame({"item": items, "n": n, "amount": _amounts(whole, counts & is_known, len(items))})
    several = counts & np.repeat(sizes > 1, sizes)
    return Held(
        totals=totals,
        least=least,
        frequent=frequent[is_frequent].reset_index(drop=True),
        baskets=_ones(np.repeat(np.arange(len(sizes)), sizes)[several], whole.indices[several], is_frequent),
        people=_ones(lines.person[lines.person > 0], lines.number[lines.person > 0], is_frequent),
    )


def _lines(rows: pa.Table, params: AssociationsParams) -> Lines:
    basket, person, days_ago, number, amount = (
        rows.column(name).to_numpy() for name in ("basket", "person", "days_ago", "number", "amount")
    )
    if params.basket == "order":
        return Lines(basket, person, number, amount)
    known = person > 0
    windows = _windows(person[known], days_ago[known], params.window_days)
    return Lines(windows, person[known], number[known], amount[known])


def _windows(person: Whole, days_ago: Whole, window_days: int) -> Whole:
    """Blocks of days since the first purchase of each person, numbered."""
    first = np.zeros(int(person.max(initial=0)) + 1, dtype="int64")
    np.maximum.at(first, person, days_ago)
    block = (first[person] - days_ago) // window_days
    _keys, numbers = np.unique(person.astype("int64") * _SPAN + block, return_inverse=True)
    return np.asarray(numbers, dtype="int64")


def _by_basket(lines: Lines, goods: int) -> tuple[sparse.csr_matrix, Flags]:
    """Baskets by products: what was paid for each, known for which of them an amount is."""
    shape = (int(lines.basket.max(initial=-1)) + 1, goods)
    is_known = ~np.isnan(lines.amount)
    whole = sparse.csr_matrix((np.where(is_known, lines.amount, 0.0), (lines.basket, lines.number)), shape=shape)
    if is_known.all():
        return whole, np.ones(whole.nnz, dtype=bool)
    known = sparse.csr_matrix((is_known.astype("float64"), (lines.basket, lines.number)), shape=shape)
    return whole, known.data > 0


def _amounts(whole: sparse.csr_matrix, counts: Flags, goods: int) -> npt.NDArray[np.float64]:
    """Paid a basket for each product, where amounts are known."""
    paid = np.bincount(whole.indices[counts], weights=whole.data[counts], minlength=goods)
    return shares(paid, np.bincount(whole.indices[counts], minlength=goods))


def _ones(holder: Whole, number: Whole, is_frequent: Flags) -> sparse.csc_matrix:
    """Holders by frequent products, 1 where they hold one."""
    kept = is_frequent[number]
    column = (np.cumsum(is_frequent) - 1)[number[kept]]
    shape = (int(holder.max(initial=-1)) + 1, int(is_frequent.sum()))
    found = sparse.csc_matrix((np.ones(len(column), dtype=np.int32), (holder[kept], column)), shape=shape)
    found.data[:] = 1
    return found
