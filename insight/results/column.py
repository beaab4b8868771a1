"""What the columns of a result are about: from it follow formats, JSON, and what a manager may see.

A column that is not declared is hidden from whoever may not see single persons, so a new one is safe until somebody
says what it holds.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from insight.i18n import Text

Kind = Literal["people", "count", "money", "share", "rate", "days", "number", "one", "day", "flag", "text", "key"]
"""people: how many of them. count, money, share, rate, days, number: a measure of those people. one: a value of a
single person, such as the largest. day, flag, text, key: what names the row; says nothing about people."""

NAMES: frozenset[Kind] = frozenset(("day", "flag", "text", "key"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`about`: the columns of people that a measure speaks of; None: all of its row that are not `is_aside`. `is_safe`:
    a measure that may be seen whatever it speaks of, such as rows of a file. `part_of`: the column of people whom these
    are some of: the others are people too. `is_aside`: people of whom no other column speaks. `cell`: what tells the
    rows apart in which the same number stands again; None: every row has a number of its own."""

    name: str
    kind: Kind
    label: Text | None = None
    about: tuple[str, ...] | None = None
    is_safe: bool = False
    part_of: str | None = None
    is_aside: bool = False
    cell: Callable[[Mapping[str, Any]], Hashable] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Rows alike in `within`, or in what `alike` says of each, add up in a column of people to a number that is known.

    `to`: where it stands: a field, its column, and the columns there that are `within` here (what does not stand there
    is not known); None: somewhere. Rows of which `alike` says None belong nowhere. `where`: only rows with this value
    in this column.
    """

    column: str
    within: tuple[str, ...] = ()
    alike: Callable[[pd.DataFrame], list[Hashable]] | None = None
    to: tuple[str, str, tuple[str, ...]] | None = None
    where: tuple[str, Hashable] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Rows in order, each with how many are left: `left` falls from row to row within `within`, by those `gone`.

    Of such a curve only rows are kept between which nobody or at least five have gone.
    """

    left: str
    gone: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Rows in order whose people hold each other: each of `numbers` only rises or only falls within `within`.

    Of such rows only those are kept between which nobody or at least five people differ, in every number.
    """

    numbers: tuple[str, ...]
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The columns of a frame, what adds up down (`totals`) and across (`sums`: parts and their whole, in the row or, as
    `Total.to` says it, elsewhere; None: a number that is known), and whether its rows are a curve or spans."""

    columns: tuple[Column, ...]
    totals: tuple[Total, ...] = ()
    sums: tuple[tuple[tuple[str, ...], str | tuple[str, str, tuple[str, ...]] | None], ...] = ()
    steps: Steps | None = None
    spans: Spans | None = None

    def column(self, name: str) -> Column | None:
        """None for a column that is not declared."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def people(self) -> tuple[Column, ...]:
        """The columns that count people."""
        return tuple(column for column in self.columns if column.kind == "people")

    def speaks_of(self, column: Column) -> tuple[str, ...]:
        """The columns of people that a measure depends on."""
        if column.about is not None:
            return column.about
        return tuple(each.name for each in self.people if not each.is_aside)


Declared = Mapping[str, Frame]
"""Field of a result -> its columns; "" holds the fields that are single values, as one row."""

SINGLE = ""


def declare(kind: Kind, *names: str, **more: Any) -> tuple[Column, ...]:
    """Several columns of one kind."""
    return tuple(Column(name=name, kind=kind, **more) for name in names)


def per(*keys: str) -> Callable[[Mapping[str, Any]], Hashable]:
    """A number that stands again in all rows alike in these columns."""
    return lambda row: tuple(row[key] for key in keys)


def among(
    key: Callable[[Mapping[str, Any]], Hashable], belongs: Callable[[Mapping[str, Any]], bool]
) -> Callable[[pd.DataFrame], list[Hashable]]:
    """What some of the rows are alike in; the others belong nowhere."""
    return lambda frame: [key(row) if belongs(row) else None for row in frame.to_dict("records")]  # type: ignore[arg-type]
