"""Where saved segments and tags are found: they are put together above the analyses, which may be asked about them."""

import datetime as dt
from collections.abc import Callable

from insight.i18n import Text
from insight.segments.segment import Segment
from insight.warehouse import Warehouse

Finder = Callable[[Warehouse, str, dt.date], Segment]
"""The people of a segment or tag, by its number or name, as of a day; raises ParameterError where there is none."""

Lister = Callable[[Warehouse], dict[str, Text]]
"""Every tag or segment that is there: its number or code, and what it is called."""

_finders: dict[str, Finder] = {}
_listers: dict[str, Lister] = {}


def found_by(kind: str, finder: Finder) -> None:
    """Tell how people are found by what staff made: `segment` or `tag`."""
    _finders[kind] = finder


def listed_by(kind: str, lister: Lister) -> None:
    """Tell how all that staff made is listed: `segment`, `tag` (those of which any day has its own people) or
    `tag_in_use` (every one)."""
    _listers[kind] = lister


def all_made_by_staff(warehouse: Warehouse, kind: str) -> dict[str, Text]:
    """All of a kind by number or code; none in a program that has none of the kind."""
    lister = _listers.get(kind)
    return {} if lister is None else lister(warehouse)


def made_by_staff(warehouse: Warehouse, kind: str, name: str, as_of: dt.date) -> Segment | None:
    """The people of a saved segment or of a tag; None in a program that has none of the kind."""
    finder = _finders.get(kind)
    return None if finder is None else finder(warehouse, name, as_of)
