"""Four families of methods, each a table of neighbours: for a good somebody bought, which goods to offer, how strongly.

Items: the cosine of the people who bought either good (Sarwar, Karypis, Konstan and Riedl 2001, WWW 10, 285-295), made
smaller where few bought both. Factors: a truncated singular value decomposition of people by goods; offering by a
person's projection on the factors is offering by the products of the factors of two goods (Cremonesi, Koren and Turrin
2010, RecSys, 39-46). Rules: confidence of the pairs that go together more than by chance, as in `associations`.
Content: likeness of names and categories.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd
from scipy import sparse

from insight.statistics.association import lift_bounds
from insight.statistics.intervals import SMALL

Family = Literal["items", "factors", "rules", "content"]

MOST_NEIGHBOURS = 10
LEAST_TOGETHER = 3
WHOLE = 1_000_000
"""Weights are whole numbers up to this."""

_SHRINK = 10.0
_FACTORS = 16
MOST_GOODS = 300
"""Whoever bought more different goods than this is a reseller, a basket with more wholesale: they say nothing."""

_BLOCK = 512
_TIE, _LEAST_ALIKE = 1e-9, 1e-6

_MOST_NAMES = 0.5
"""What stands in more names than this share, such as the brand's own, makes no two goods alike."""

Vectors: TypeAlias = np.ndarray | sparse.csr_matrix


@dataclass(frozen=True)
class History:
    """What there is to learn from: `people` and `baskets` by goods (1 where bought), and the goods with item, name,
    category, is_on_sale."""

    people: sparse.csr_matrix
    baskets: sparse.csr_matrix
    goods: pd.DataFrame

    @cached_property
    def both(self) -> sparse.csr_matrix:
        """How many people bought both of two goods: the costliest product, which three families need."""
        return (self.people.T @ self.people).tocsr()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Whoever bought `owned` is offered `number` with a `weight`; all goods by number. `n` people bought both, of
    `owned_n` who bought the first (for rules: baskets)."""

    owned: np.ndarray
    number: np.ndarray
    weight: np.ndarray
    n: np.ndarray
    owned_n: np.ndarray

    @classmethod
    def none(cls) -> "Neighbours":
        """Nobody is offered anything of their own."""
        return cls(*(np.array([], dtype="int64") for _field in range(5)))


@dataclass(frozen=True, slots=True)
class Held:
    """A matrix of ones, holders by goods; `left_out` hold too many goods, the largest of all `largest`."""

    matrix: sparse.csr_matrix
    left_out: int
    largest: int


def held(holder: np.ndarray, number: np.ndarray, goods: int) -> Held:
    """People or baskets, by the goods they hold, however often."""
    count = int(holder.max()) + 1 if len(holder) else 0
    matrix = sparse.csr_matrix((np.ones(len(holder), dtype=np.float32), (holder, number)), shape=(count, goods))
    matrix.data[:] = 1
    sizes = np.diff(matrix.indptr)
    kept = matrix[(sizes > 0) & (sizes <= MOST_GOODS)]
    return Held(kept, int((sizes > MOST_GOODS).sum()), int(sizes.max(initial=0)))


def items(history: History) -> Neighbours:
    """Item-item collaborative filtering, of goods that more people bought both of than by chance."""
    both = _pairs(history.both, LEAST_TOGETHER)
    people, owners = history.people.shape[0], _owners(history.people)
    by_chance = owners[both.row] * owners[both.col] / max(people, 1)
    cosine = both.data / np.sqrt(owners[both.row] * owners[both.col])
    weight = np.where(both.data > by_chance, cosine * both.data / (both.data + _SHRINK), 0.0)
    return _kept(both, weight, owners, history)


def rules(history: History) -> Neighbours:
    """Pairs of goods in one basket that can be told from chance, for all pairs at once."""
    whole = (history.baskets.T @ history.baskets).tocsr()
    tried = whole.nnz - int((whole.diagonal() > 0).sum())
    both, baskets, owners = _pairs(whole, SMALL), history.baskets.shape[0], _owners(history.baskets)
    left, right = owners[both.row], owners[both.col]
    low, _high = lift_bounds(baskets, both.data, left, right, confidence=1 - 0.05 / max(tried, 1))
    return _kept(both, np.where(low > 1, both.data / left, 0.0), owners, history)


def factors(history: History) -> Neighbours:
    """The latent-factor model, folded into neighbours."""
    from sklearn.decomposition import TruncatedSVD

    goods = history.people.shape[1]
    count = min(_FACTORS, goods - 1, history.people.shape[0] - 1)
    if count < 1:
        return Neighbours.none()
    model = TruncatedSVD(count, algorithm="randomized", n_iter=5, random_state=0)
    model.fit(history.people)
    return _alike(model.components_.T.astype("float32"), history)


def content(history: History) -> Neighbours:
    """Goods with like names, of like categories."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    names = history.goods["name"].astype(str)
    words = names + " " + history.goods["category"].fillna("").astype(str)
    try:
        vectors = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 3), max_df=_MOST_NAMES, dtype=np.float32
        ).fit_transform(words)
    except ValueError:
        return Neighbours.none()
    return _alike(sparse.csr_matrix(vectors), history)


FAMILIES: Mapping[Family, Callable[[History], Neighbours]] = {
    "items": items,
    "factors": factors,
    "rules": rules,
    "content": content,
}
"""Of two methods that do equally well the one that stands first is taken."""


def _owners(matrix: sparse.csr_matrix) -> np.ndarray:
    return np.asarray(matrix.sum(axis=0), dtype="float64").ravel()


def _pairs(whole: sparse.csr_matrix, least: int) -> sparse.coo_matrix:
    """Pairs of different goods that so many hold at least: most pairs are held by one or two, and say nothing."""
    kept = whole.data >= least
    row = np.repeat(np.arange(whole.shape[0]), np.diff(whole.indptr))[kept]
    column, n = whole.indices[kept], whole.data[kept].astype("float64")
    other = row != column
    return sparse.coo_matrix((n[other], (row[other], column[other])), whole.shape)


def _alike(vectors: Vectors, history: History) -> Neighbours:
    """Neighbours by the products of the vectors of goods, block by block; how many bought both is counted apart."""
    is_on_sale = np.flatnonzero(history.goods["is_on_sale"].to_numpy(dtype="bool"))
    offered = vectors[is_on_sale].T
    parts = [
        _strongest(vectors[start : start + _BLOCK] @ offered, start, is_on_sale)
        for start in range(0, vectors.shape[0], _BLOCK)
    ]
    owned, number, weight = (np.concatenate([part[at] for part in parts]) for at in range(3))
    both, owners = history.both, _owners(history.people)
    n = np.asarray(both[owned, number]).ravel() if len(owned) else np.array([])
    return _neighbours(owned, number, weight, n, owners)


def _strongest(product: Vectors, start: int, is_on_sale: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of a block of goods by those on sale the highest of each row: owned, offered, weight; equal ones by number."""
    dense: np.ndarray = product if isinstance(product, np.ndarray) else product.toarray()
    most = min(MOST_NEIGHBOURS + 1, dense.shape[1])
    behind = np.arange(dense.shape[1], dtype=np.float32) * np.float32(_TIE) - dense
    places = np.argpartition(behind, most - 1, axis=1)[:, :most]
    row = np.repeat(np.arange(len(dense)), most)
    column = places.ravel()
    weight = dense[row, column]
    owned, number = start + row, is_on_sale[column]
    kept = (weight > _LEAST_ALIKE) & (owned != number)
    order = np.lexsort((number[kept], -weight[kept], owned[kept]))
    owned, number, weight = owned[kept][order], number[kept][order], weight[kept][order]
    near = np.arange(len(owned)) - np.searchsorted(owned, owned, side="left") < MOST_NEIGHBOURS
    return owned[near], number[near], weight[near]


def _kept(both: sparse.coo_matrix, weight: np.ndarray, owners: np.ndarray, history: History) -> Neighbours:
    """The strongest neighbours of each good that are on sale; equal ones in the order of their numbers."""
    is_on_sale = history.goods["is_on_sale"].to_numpy(dtype="bool")
    good = (both.data >= LEAST_TOGETHER) & (weight > 0) & is_on_sale[both.col]
    owned, number, weight, n = both.row[good], both.col[good], weight[good], both.data[good]
    order = np.lexsort((number, -weight, owned))
    owned, number, weight, n = owned[order], number[order], weight[order], n[order]
    first = np.searchsorted(owned, owned, side="left")
    near = np.arange(len(owned)) - first < MOST_NEIGHBOURS
    return _neighbours(owned[near], number[near], weight[near], n[near], owners)


def _neighbours(
    owned: np.ndarray, number: np.ndarray, weight: np.ndarray, n: np.ndarray, owners: np.ndarray
) -> Neighbours:
    top = float(weight.max()) if len(weight) else 1.0
    whole = np.maximum(np.round(weight / top * WHOLE), 1).astype("int64")
    return Neighbours(
        owned.astype("int64"),
        number.astype("int64"),
        whole,
        n.astype("int64"),
        owners[owned].astype("int64") if len(owned) else np.array([], dtype="int64"),
    )
