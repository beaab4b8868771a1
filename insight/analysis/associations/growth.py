"""The sets of products that are frequent in baskets, and who owns each: baskets and people are held as sparse matrices.

Sets grow by one product at a time from frequent sets only (Agrawal and Srikant 1994, Proceedings of the 20th VLDB
conference, 487-499): a set is frequent only if all that it contains are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

Numbers = npt.NDArray[np.int64]

_MOST_HELD = 8_000_000
"""The products of sets are looked up for so many baskets and products at a time, which bounds the memory."""

_MOST_SETS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Level:
    """Sets of one size: `goods`, one row a set, its products by number and ascending; `n` hold all of them."""

    goods: Numbers
    n: Numbers


def grown(held: sparse.csc_matrix, n: Numbers, least: int, most_goods: int, most_sets: int) -> list[Level]:
    """Frequent sets by size, up to so many products; where there are more than `most_sets`, not all of them.

    `n`: how many baskets hold each product, all of which are frequent.
    """
    levels, by_basket = [Level(np.arange(len(n))[:, None], n)], held.tocsr()
    room = most_sets - len(n)
    while len(levels) < most_goods and len(levels[-1].n) and room >= 0:
        levels.append(_larger(held, by_basket, levels[-1].goods, least, room))
        room -= len(levels[-1].n)
    return levels


def holders(held: sparse.csc_matrix, goods: Numbers) -> Numbers:
    """How many hold all products of each set."""
    counts = [_together(held, some).getnnz(axis=0) for some in _some(held, goods)]
    return np.concatenate([np.zeros(0, dtype="int64"), *counts]).astype("int64")


def _larger(held: sparse.csc_matrix, by_basket: sparse.csr_matrix, goods: Numbers, least: int, room: int) -> Level:
    """The frequent sets with one product more, a higher one; not all of them where there is no room for more."""
    found = [Level(np.zeros((0, goods.shape[1] + 1), dtype="int64"), np.zeros(0, dtype="int64"))]
    for some in _some(held, goods):
        counted = (_together(held, some).T.tocsr() @ by_basket).tocoo()
        kept = (counted.data >= least) & (counted.col > some[counted.row, -1])
        more = np.column_stack([some[counted.row[kept]], counted.col[kept]])
        found.append(Level(more.astype("int64"), counted.data[kept].astype("int64")))
        room -= len(more)
        if room < 0:
            break
    return Level(np.concatenate([one.goods for one in found]), np.concatenate([one.n for one in found]))


def _together(held: sparse.csc_matrix, goods: Numbers) -> sparse.csc_matrix:
    """Holders by sets: 1 where they hold every product of it."""
    both = held[:, goods[:, 0]]
    for place in range(1, goods.shape[1]):
        both = both.multiply(held[:, goods[:, place]]).tocsc()
    return both


def _some(held: sparse.csc_matrix, goods: Numbers) -> Iterator[Numbers]:
    """The sets, a few at a time."""
    looked_up = np.cumsum(np.diff(held.indptr)[goods].sum(axis=1)) // _MOST_HELD
    part = np.maximum(looked_up, np.arange(len(goods)) // _MOST_SETS_AT_ONCE)
    yield from np.split(goods, np.flatnonzero(np.diff(part)) + 1) if len(goods) else ()
