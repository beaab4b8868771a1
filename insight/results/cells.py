"""What a result counts, one by one: what it is called, how many people it is, and what finds them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from insight.i18n import Text

Point = tuple[Any, ...]
"""What a click on a chart hands over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One number of people. `key`: keywords of the result's `segment`, which finds them, as plain values.

    `label`: what people call it; where it says how many they are, `says_people`. `people`: undefined where it may not
    be seen. `point`: what its point in a chart hands over, and its option in the picker `picker`; without a picker it
    is asked for by its key only.
    """

    key: Mapping[str, Any]
    label: Text
    people: float
    picker: str = ""
    point: Point = field(default=())
    says_people: bool = False


def cells_of(result: Any, picker: str | None = None) -> Iterator[Cell]:
    """Every number of people in a result, in the order they are offered; only those of a picker where one is named.

    A result says them by its method `cells`, or by `countable` where one of its frames has that name.
    """
    cells = getattr(result, "countable", None) or getattr(result, "cells", None)
    for cell in cells() if callable(cells) else ():
        if picker is None or cell.picker == picker:
            yield cell
