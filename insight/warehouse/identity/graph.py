"""Who is one person: rows join the identifiers on them, corrected by what staff decided. Numbers in, numbers out.

An identifier is a number ("key") above 0; keys below `FIRST_KIND` are sets of names that staff judged by themselves.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

FIRST_KIND = np.uint64(2**60)

DecisionKind = Literal["merge", "split"]
Keys = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
_Neighbours = dict[int, set[int]]


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision about identifiers by their keys; those that no row has any more are left out.

    merge: the groups are one person, each stood for by its first identifier. split: the first group is a person of its
    own, apart from the second.
    """

    kind: DecisionKind
    groups: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class People:
    """`of_row`: each row's person, 0 where nothing names one; `of_key`: the person of each of `keys`.

    A person is told by their lowest key, of a real identifier wherever there is one.
    """

    of_row: Keys
    keys: Keys
    of_key: Keys


def people(columns: Sequence[Keys], corrections: Sequence[Correction]) -> People:
    """Join the identifiers that stand on one row; `columns` has one array for each kind, 0 where a row has none.

    The first identifier of a row stands for it. Corrections come after all joins that data make, one after the other,
    so the newest decision wins, and a split holds whatever data say later.
    """
    first = _first(columns)
    others = [(column > 0) & (column != first) for column in columns]
    has_name = first > 0
    named = first[has_name]
    one = np.concatenate([first[other] for other in others])
    other = np.concatenate([column[other] for column, other in zip(columns, others, strict=True)])
    number, keys = _numbered(np.concatenate([named, one, other]))
    of_named, of_one, of_other = np.split(number, [len(named), len(named) + len(one)])
    root = roots(len(keys), of_one, of_other, [_by_number(each, keys) for each in corrections])
    of_row = np.zeros(len(first), dtype=np.uint64)
    of_row[has_name] = keys[root[of_named]]
    return People(of_row, keys, keys[root])


def _first(columns: Sequence[Keys]) -> Keys:
    first = columns[0].copy()
    for column in columns[1:]:
        np.copyto(first, column, where=first == 0)
    return first


def _numbered(keys: Keys) -> tuple[Numbers, Keys]:
    """Numbers from 0 in the order of the keys, those below the first kind last; and the key of each number."""
    codes, known = pd.factorize(keys)
    order = np.argsort(known - FIRST_KIND)
    number = np.empty(len(known), dtype=np.int64)
    number[order] = np.arange(len(known))
    return number[codes], known[order]


def _by_number(correction: Correction, keys: Keys) -> Correction:
    return Correction(correction.kind, tuple(tuple(_found(group, keys)) for group in correction.groups))


def _found(group: Sequence[int], keys: Keys) -> list[int]:
    sought = np.array(group, dtype=np.uint64)
    place = np.searchsorted(keys - FIRST_KIND, sought - FIRST_KIND).clip(max=max(len(keys) - 1, 0))
    return [int(number) for number, key in zip(place, sought, strict=True) if len(keys) and keys[number] == key]


def roots(nodes: int, one: Numbers, other: Numbers, corrections: Sequence[Correction]) -> Numbers:
    """For each of the numbered identifiers the lowest number of its person; `one` and `other` are ends of joins."""
    if nodes == 0:
        return np.zeros(0, dtype=np.int64)
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(nodes, nodes))
    count, person = connected_components(graph, directed=False)
    first = np.empty(count, dtype=np.int64)
    first[person[::-1]] = np.arange(nodes - 1, -1, -1)
    root: Numbers = first[person]
    for number, corrected in _corrected(root, one, other, corrections).items():
        root[number] = corrected
    return root


def _corrected(root: Numbers, one: Numbers, other: Numbers, corrections: Sequence[Correction]) -> dict[int, int]:
    """number -> lowest number of its person, for everybody whom a decision may concern."""
    named = {number for each in corrections for group in each.groups for number in group}
    if not named:
        return {}
    concerned = np.unique(root[list(named)])
    neighbours: _Neighbours = {int(number): set() for number in np.flatnonzero(np.isin(root, concerned))}
    among = np.isin(root[one], concerned)
    for here, there in zip(one[among].tolist(), other[among].tolist(), strict=True):
        _join(neighbours, here, there)
    for each in corrections:
        if each.kind == "merge":
            _join_all(neighbours, [group[0] for group in each.groups if group])
        else:
            _split(neighbours, *each.groups)
    return _lowest(neighbours)


def _join(neighbours: _Neighbours, here: int, there: int) -> None:
    neighbours[here].add(there)
    neighbours[there].add(here)


def _join_all(neighbours: _Neighbours, numbers: Sequence[int]) -> None:
    for number in numbers[1:]:
        _join(neighbours, numbers[0], number)


def _split(neighbours: _Neighbours, apart: Sequence[int], rest: Sequence[int]) -> None:
    """Cut every join between the two sides; what both sides reach belongs to the nearer one, to the rest when equal."""
    is_apart = dict.fromkeys(rest, False) | dict.fromkeys(apart, True)
    waiting = deque(is_apart)
    while waiting:
        number = waiting.popleft()
        for reached in neighbours[number]:
            if reached not in is_apart:
                is_apart[reached] = is_apart[number]
                waiting.append(reached)
    for number, side in is_apart.items():
        neighbours[number] -= {reached for reached in neighbours[number] if is_apart[reached] != side}
    _join_all(neighbours, apart)


def _lowest(neighbours: _Neighbours) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in sorted(neighbours):
        if start not in found:
            found |= dict.fromkeys(_reached(neighbours, start), start)
    return found


def _reached(neighbours: _Neighbours, start: int) -> Iterable[int]:
    reached, waiting = {start}, [start]
    while waiting:
        new = neighbours[waiting.pop()] - reached
        reached |= new
        waiting.extend(new)
    return reached
