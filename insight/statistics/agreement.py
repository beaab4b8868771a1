"""Whether two ways to put the same people into groups agree, and which group of one is which of the other."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

Labels = npt.NDArray[np.int64]


def together(labels: Any, other: Any) -> npt.NDArray[np.int64]:
    """How many people are in each pair of groups: a row a group of the first, a column a group of the other."""
    _names, first = np.unique(np.asarray(labels), return_inverse=True)
    _others, second = np.unique(np.asarray(other), return_inverse=True)
    table = np.zeros((first.max(initial=-1) + 1, second.max(initial=-1) + 1), dtype=np.int64)
    np.add.at(table, (first, second), 1)
    return table


def adjusted_rand(labels: Any, other: Any) -> float:
    """1 for the same groups, about 0 for groups that have nothing to do with each other.

    Hubert and Arabie (1985), Journal of Classification 2, 193-218. 1 where both say nothing: one group, or each person
    a group. nan for fewer than two people.
    """
    table = together(labels, other).astype("float64")
    people = table.sum()
    if people < 2:
        return float("nan")
    pairs, first, second = (float((part * (part - 1) / 2).sum()) for part in (table, table.sum(1), table.sum(0)))
    expected = first * second / (people * (people - 1) / 2)
    most = (first + second) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)


def matched(shared: Any) -> dict[int, int]:
    """Row -> column of a table of shared people, each at most once, so that most people stay together.

    The Hungarian method: Kuhn (1955), Naval Research Logistics Quarterly 2, 83-97. Pairs that share nobody are left
    out.
    """
    table = np.asarray(shared)
    rows, columns = linear_sum_assignment(table, maximize=True)
    return {int(row): int(column) for row, column in zip(rows, columns, strict=True) if table[row, column] > 0}
