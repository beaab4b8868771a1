"""Where saved segments are found: conditions are put together above the analyses, which may yet be asked about them."""

import datetime as dt
from collections.abc import Callable

from insight.segments.segment import Segment
from insight.warehouse import Warehouse

Finder = Callable[[Warehouse, str, dt.date], Segment]
"""The people of a saved segment, by its number or name, as of a day; raises ParameterError where there is none."""

_finders: list[Finder] = []


def found_by(finder: Finder) -> None:
    """Tell how saved segments are found; whoever tells it last is asked."""
    _finders[:] = [finder]


def saved_segment(warehouse: Warehouse, name: str, as_of: dt.date) -> Segment | None:
    """The people of a saved segment; None in a program that has no saved segments."""
    return _finders[0](warehouse, name, as_of) if _finders else None
