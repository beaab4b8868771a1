"""Where saved segments and tags are found: they are put together above the analyses, which may be asked about them."""

import datetime as dt
from collections.abc import Callable

from insight.segments.segment import Segment
from insight.warehouse import Warehouse

Finder = Callable[[Warehouse, str, dt.date], Segment]
"""The people of a segment or tag, by its number or name, as of a day; raises ParameterError where there is none."""

_finders: dict[str, Finder] = {}


def found_by(kind: str, finder: Finder) -> None:
    """Tell how people are found by what staff made: `segment` or `tag`."""
    _finders[kind] = finder


def made_by_staff(warehouse: Warehouse, kind: str, name: str, as_of: dt.date) -> Segment | None:
    """The people of a saved segment or of a tag; None in a program that has none of the kind."""
    finder = _finders.get(kind)
    return None if finder is None else finder(warehouse, name, as_of)
