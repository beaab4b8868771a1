"""Segments and their sizes, worked out once per state of the data: a saved segment's count is there at once."""

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from insight.audience.compile import compiled
from insight.audience.expression import Expression, condition, conditions, to_json
from insight.audience.rules.lists import ON_LIST
from insight.audience.rules.tags import HAS_TAG
from insight.audience.saved import SavedSegment, find_saved, saved_segments, used_segments
from insight.audience.tagging import find_tag
from insight.audience.uploads import find_list
from insight.i18n import _
from insight.segments import Segment
from insight.warehouse import Warehouse

T = TypeVar("T")
Key = tuple[str, ...]

_ENTRIES = 1024


class _Kept(Generic[T]):
    """The values asked for last, by key. A value is the same for whoever asks, so two may work it out at once."""

    def __init__(self) -> None:
        self._values: OrderedDict[Key, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, find: Callable[[], T]) -> T:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = find()
        with self._lock:
            self._values[key] = value
            while len(self._values) > _ENTRIES:
                self._values.popitem(last=False)
        return value


_segments: _Kept[Segment] = _Kept()
_sizes: _Kept[int] = _Kept()


def saved_as_of(warehouse: Warehouse, name: str, as_of: dt.date) -> Segment:
    """The people of the saved segment of a number or name. Raises ParameterError where there is none."""
    return as_segment(warehouse, find_saved(warehouse, int(name) if name.isdecimal() else name), as_of)


def tagged_as_of(warehouse: Warehouse, tag: str, as_of: dt.date) -> Segment:
    """The people who have a tag. Raises ParameterError for a tag that is not there."""
    return as_segment(warehouse, condition(HAS_TAG, tag=find_tag(warehouse, tag).code), as_of)


def as_segment(
    warehouse: Warehouse, segment: SavedSegment | Expression, as_of: dt.date, currency: str | None = None
) -> Segment:
    """The people of a saved segment, or of an expression, as of a day.

    `currency` is what its list counts amounts in; conditions on money keep their own. Raises ParameterError or
    NotEnoughDataError where a number it speaks of cannot be had as of that day, or a segment or list is gone.
    """
    expression, number = _meaning(segment)
    key = (*_key(warehouse, expression, as_of), str(currency), str(number))
    found = _segments.get(key, lambda: compiled(warehouse, expression, as_of, currency, within=number))
    if not isinstance(segment, SavedSegment):
        return found
    sentence = _("{name}: {sentence}", name=segment.name, sentence=found.sentence)
    return replace(found, sentence=sentence, parameters={"segment": segment.name, **found.parameters})


def size(warehouse: Warehouse, segment: SavedSegment | Expression, as_of: dt.date) -> int:
    """How many people are in it as of a day. Raises as `as_segment` does."""
    key = _key(warehouse, _meaning(segment)[0], as_of)
    return _sizes.get(key, lambda: as_segment(warehouse, segment, as_of).count(warehouse))


def _meaning(segment: SavedSegment | Expression) -> tuple[Expression, int | None]:
    return (segment.expression, segment.segment_id) if isinstance(segment, SavedSegment) else (segment, None)


def _key(warehouse: Warehouse, expression: Expression, as_of: dt.date) -> Key:
    """The state of the data, what is asked, and what the segments and lists it names mean at the moment."""
    saved = {each.segment_id: each for each in saved_segments(warehouse)} if used_segments(expression) else {}
    todo, lists = [expression], set[int]()
    reached: dict[int, SavedSegment | None] = {}
    while todo:
        part = todo.pop()
        lists |= {int(each.value("list_id")) for each in conditions(part) if each.rule == ON_LIST}
        for number in used_segments(part) - set(reached):
            reached[number] = saved.get(number)
            todo += [saved[number].expression] if number in saved else []
    meant = [f"{number} {each and (each.name, to_json(each.expression))}" for number, each in sorted(reached.items())]
    named = [f"{number} {find_list(warehouse, number).name}" for number in sorted(lists)]
    return (warehouse.fingerprint, as_of.isoformat(), to_json(expression), *meant, *named)
