"""Which numbers of people must be hidden so that none of one to four can be worked out from those that are shown."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.linalg import lsmr

from insight.results import Declared, Frame, Total

LEAST_PEOPLE = 5

_TURNS, _NOTHING = 3, 1e-6

Name = Hashable
Whole = str | tuple[str, str, tuple[str, ...]] | None


def is_few(number: object) -> bool:
    """Whether a number of people is one that must not be shown: 1 to 4."""
    is_number = isinstance(number, int | float | np.integer | np.floating) and not isinstance(number, bool)
    return is_number and 0 < float(number) < LEAST_PEOPLE  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Equation:
    """The parts add up to a whole: another cell, or (None) a number that is known."""

    parts: tuple[Name, ...]
    whole: Name | None

    @property
    def cells(self) -> frozenset[Name]:
        """All that stand in it."""
        return frozenset(self.parts) | (frozenset() if self.whole is None else {self.whole})

    def signs(self) -> Iterator[tuple[Name, float]]:
        """Each cell with its sign: the parts less the whole are a known number."""
        yield from ((name, 1.0) for name in self.parts)
        if self.whole is not None:
            yield self.whole, -1.0


class Cells:
    """Every number of people in the frames of a result, and what adds up to what.

    A cell is known by field, column and row; numbers that stand again in several rows are one cell.
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame], declared: Declared) -> None:
        self._frames = {name: frame for name, frame in frames.items() if name in declared}
        self._declared = declared
        self._values: dict[Name, float] = {}
        self._names: dict[tuple[str, str], list[Name]] = {}
        for field, frame in self._frames.items():
            self._count(field, frame, declared[field])
        self.equations = [
            equation for field, frame in self._frames.items() for equation in self._equations(field, frame)
        ]
        self._pairs = list(self._parts())
        self._hidden = {name for name, value in self._values.items() if is_few(value)}

    def hidden(self, field: str, column: str) -> "np.ndarray[Any, Any]":
        """By row, whether a number of people must not be shown."""
        return np.array([name in self._hidden for name in self._names.get((field, column), [])], dtype=bool)

    def protect(self) -> None:
        """Hide as many more numbers as it takes that none of the few can be worked out."""
        while True:
            self._cover()
            found = self._worked_out()
            if not found:
                return
            self._hide_around(found)

    def _count(self, field: str, frame: pd.DataFrame, declared: Frame) -> None:
        for column in (column for column in declared.people if column.name in frame):
            rows = frame.to_dict("records") if column.cell else []
            keys = [column.cell(row) for row in rows] if column.cell else range(len(frame))  # type: ignore[arg-type]
            what = field if column.cell else (field, column.name)
            names: list[Name] = [(what, column.name if not column.cell else "", key) for key in keys]
            self._names[field, column.name] = names
            numbers = [0.0 if pd.isna(value) else float(value) for value in frame[column.name]]
            self._values |= dict(zip(names, numbers, strict=True))

    def _equations(self, field: str, frame: pd.DataFrame) -> Iterator[Equation]:
        declared = self._declared[field]
        for total in declared.totals:
            if (field, total.column) in self._names:
                yield from self._down(field, frame, total)
        for parts, whole in declared.sums:
            yield from self._across(field, frame, parts, whole)

    def _parts(self) -> Iterator[tuple[Name, Name]]:
        """Each part with each whole that it is in: the others of it are people too, though no number says how many."""
        for (field, name), parts in self._names.items():
            for whole in self._wholes_of(field, name):
                yield from zip(parts, self._names.get((field, whole), ()), strict=False)

    def _wholes_of(self, field: str, name: str) -> Iterator[str]:
        """What a column is part of, and what that is part of: with the nearest hidden, the next still tells."""
        column = self._declared[field].column(name)
        while column and column.part_of:
            yield column.part_of
            column = self._declared[field].column(column.part_of)

    def _down(self, field: str, frame: pd.DataFrame, total: Total) -> Iterator[Equation]:
        names = self._names[field, total.column]
        keys = total.alike(frame) if total.alike else _keys(frame, total.within)
        groups: dict[Hashable, dict[Name, None]] = {}
        taken = frame[total.where[0]] == total.where[1] if total.where else [True] * len(frame)
        for name, key, is_taken in zip(names, keys, taken, strict=True):
            if is_taken and key is not None:
                groups.setdefault(key, {})[name] = None
        wholes = self._wholes(total.to) if total.to else {}
        for key, parts in groups.items():
            if total.to is None or key in wholes:
                yield Equation(tuple(parts), wholes.get(key))

    def _wholes(self, to: tuple[str, str, tuple[str, ...]]) -> dict[Hashable, Name]:
        """What stands where the sums of other rows are known, by what those rows are alike in."""
        field, column, keys = to
        if (field, column) not in self._names:
            return {}
        return dict(zip(_keys(self._frames[field], keys), self._names[field, column], strict=True))

    def _across(self, field: str, frame: pd.DataFrame, parts: tuple[str, ...], whole: Whole) -> Iterator[Equation]:
        if not all((field, name) in self._names for name in parts):
            return
        wholes: Sequence[Name | None] = [None] * len(frame)
        if isinstance(whole, str):
            wholes = self._names[field, whole]
        elif whole is not None:
            known = self._wholes(whole)
            wholes = [known.get(key) for key in _keys(frame, whole[2])]
        for row, cell in enumerate(wholes):
            if whole is None or cell is not None:
                yield Equation(tuple(self._names[field, name][row] for name in parts), cell)

    def _cover(self) -> None:
        changed = True
        while changed:
            before = len(self._hidden)
            self._hidden |= {part for part, whole in self._pairs if self._tells_others(part, whole)}
            for equation in self.equations:
                self._cover_one(equation)
            changed = len(self._hidden) > before

    def _tells_others(self, part: Name, whole: Name) -> bool:
        is_seen = part not in self._hidden and whole not in self._hidden
        return is_seen and is_few(self._values[whole] - self._values[part])

    def _cover_one(self, equation: Equation) -> None:
        """Hide the next smallest part while the hidden ones alone could be told; at last the whole."""
        while not self._is_covered(equation):
            shown = [name for name in equation.parts if name not in self._hidden and self._values[name] > 0]
            if shown:
                self._hidden.add(min(shown, key=lambda name: (self._values[name], repr(name))))
            elif equation.whole is not None and equation.whole not in self._hidden:
                self._hidden.add(equation.whole)
            else:
                return

    def _is_covered(self, equation: Equation) -> bool:
        hidden = [name for name in equation.parts if name in self._hidden]
        if equation.whole is not None and equation.whole in self._hidden:
            return bool(hidden)
        people = sum(self._values[name] for name in hidden)
        return not hidden or (len(hidden) > 1 and people >= max(LEAST_PEOPLE, len(hidden) + 1))

    def _worked_out(self) -> list[Name]:
        """Hidden numbers that follow from the equations together: unit vectors in the space of their rows."""
        unknown = sorted(self._hidden, key=repr)
        place = {name: number for number, name in enumerate(unknown)}
        rows, columns, signs = [], [], []
        for number, equation in enumerate(self.equations):
            for name, sign in equation.signs():
                if name in place:
                    rows.append(number)
                    columns.append(place[name])
                    signs.append(sign)
        matrix = coo_matrix((signs, (rows, columns)), shape=(len(self.equations), len(unknown))).tocsr()
        return [unknown[number] for number in _determined(matrix) if self._can_hide_more(unknown[number])]

    def _can_hide_more(self, name: Name) -> bool:
        return any(
            other not in self._hidden and self._values[other] > 0
            for equation in self.equations
            if name in equation.cells
            for other in equation.cells
        )

    def _hide_around(self, found: Sequence[Name]) -> None:
        for equation in self.equations:
            if not equation.cells.isdisjoint(found):
                self._hidden |= {name for name in equation.cells if self._values[name] > 0}


def _keys(frame: pd.DataFrame, names: Sequence[str]) -> list[Hashable]:
    return list(frame[list(names)].itertuples(index=False, name=None)) if names else [()] * len(frame)


def _determined(matrix: csr_matrix) -> list[int]:
    """The unknowns on which every solution agrees: those that no vector of the null space touches.

    Random vectors are projected onto the null space; what stays 0 in all of them is 0 in every one.
    """
    unknowns = matrix.shape[1]
    if not unknowns:
        return []
    random, touched = np.random.default_rng(0), np.zeros(unknowns)
    for _turn in range(_TURNS):
        vector = random.standard_normal(unknowns)
        solved = lsmr(matrix, matrix @ vector, atol=1e-12, btol=1e-12, maxiter=10 * unknowns)[0]
        touched = np.maximum(touched, np.abs(vector - solved))
    return [int(number) for number in np.flatnonzero(touched < _NOTHING)]
