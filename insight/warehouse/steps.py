"""Statements put together in one place: named steps make their own WITH, bound values are renamed, lines repeated.

Only texts of this program come in; what a person or a file says is always a bound value.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_PLACE = re.compile(r"\$([a-z_][a-z0-9_]*)")
_HOLE = re.compile(r"\{([a-z_]+)\}")
_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_COMMENT = re.compile(r"--[^\n]*")


@dataclass(frozen=True, slots=True)
class Steps:
    """Selections by name, each of which may read those before it and the tables of the warehouse.

    `anew`: names of steps that are worked out wherever they are read, so that what a reader asks of them reaches the
    table: for steps that are cheap by row, and of which each reader keeps other rows.
    """

    selections: Mapping[str, str] = field(default_factory=dict)
    anew: frozenset[str] = frozenset()

    def then(self, *more: "Steps") -> "Steps":
        """These steps, then the others. A step that stands in both is one; raises ValueError where two differ."""
        joined = dict(self.selections)
        for others in more:
            for name, selection in others.selections.items():
                if joined.setdefault(name, selection) != selection:
                    raise ValueError(f"two steps are named {name}")
        return Steps(joined, self.anew.union(*(others.anew for others in more)))

    def filled(self, **parts: str) -> "Steps":
        """The steps with other texts of this program in their places `{name}`; each place must be in one of them."""
        for name in parts:
            if not any(f"{{{name}}}" in selection for selection in self.selections.values()):
                raise ValueError(f"no step has a place {{{name}}}")
        return Steps({name: _with(selection, parts) for name, selection in self.selections.items()}, self.anew)

    def select(self, selection: str) -> str:
        """The statement of a selection that reads the steps: those it does not need are left out."""
        needed = self._needed(selection)
        if not needed:
            return selection
        named = ",\n".join(self._said(name) for name in self.selections if name in needed)
        return f"\nWITH {named}\n{selection}"

    def alone(self, name: str) -> str:
        """The statement whose rows are those of one step. Raises KeyError for a step that is not there."""
        selection = self.selections[name]
        before = dict(list(self.selections.items())[: list(self.selections).index(name)])
        return Steps(before, self.anew).select(selection)

    def _said(self, name: str) -> str:
        how = "NOT MATERIALIZED " if name in self.anew else ""
        return f"{name} AS {how}({self.selections[name]})"

    def _needed(self, selection: str) -> set[str]:
        """Names of the steps that a selection reads, and of those that they read."""
        needed: set[str] = set()
        wanted = self._read_by(selection)
        while wanted:
            name = wanted.pop()
            needed.add(name)
            wanted |= self._read_by(self.selections[name]) - needed
        return needed

    def _read_by(self, selection: str) -> set[str]:
        return set(_WORD.findall(_COMMENT.sub("", selection))) & self.selections.keys()


def steps(**selections: str) -> Steps:
    """Steps in the order in which they are written."""
    return Steps(selections)


@dataclass(frozen=True, slots=True)
class Bound:
    """A statement and the values of its places."""

    statement: str
    values: Mapping[str, Any]


def numbered(bound: Bound, number: int) -> Bound:
    """The same statement, every place with a number behind its name: `$days` becomes `$days__3`."""
    places = set(_PLACE.findall(bound.statement))
    return Bound(
        _PLACE.sub(lambda place: f"{place.group()}__{number}", bound.statement),
        {f"{name}__{number}": value for name, value in bound.values.items() if name in places},
    )


def joined(parts: Sequence[Bound], opening: str, between: str) -> Bound:
    """Statements, each as the table that `opening` selects from, with a word between them.

    The places of the parts must have different names (`numbered`).
    """
    values: dict[str, Any] = {}
    for part in parts:
        values.update(part.values)
    return Bound(between.join(f"{opening} FROM ({part.statement}\n)" for part in parts), values)


def repeated(line: str, numbers: Sequence[int], between: str = ",\n        ") -> str:
    """A line once for each number, which stands in place of every `#`."""
    return between.join(at(line, number) for number in numbers)


def at(line: str, number: int) -> str:
    """A line of one number, which stands in place of every `#`."""
    return line.replace("#", str(number))


def filled(text: str, **parts: str) -> str:
    """A text with other texts of this program in its places `{name}`. Raises ValueError for a missing place."""
    for name in parts:
        if f"{{{name}}}" not in text:
            raise ValueError(f"the text has no place {{{name}}}")
    return _with(text, parts)


def places(text: str) -> tuple[str, ...]:
    """Names of the places `{name}` of a text, each once."""
    return tuple(dict.fromkeys(_HOLE.findall(text)))


def _with(text: str, parts: Mapping[str, str]) -> str:
    for name, part in parts.items():
        text = text.replace(f"{{{name}}}", part)
    return text
