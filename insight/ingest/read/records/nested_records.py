"""Records within records, as JSON and XML hold them: which are the rows of a sheet, and what its columns are."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read import refusals
from insight.ingest.read.table import Grid, ReadLimits, text_table

Record = dict[str, Any]

_HELD = (
    (re.compile(r"(lines?|items?|products?|goods|商品|明细|明細)$", re.IGNORECASE), "order"),
    (re.compile(r"(orders|purchases|transactions|订单|注文)$", re.IGNORECASE), "customer"),
    (re.compile(r"(answers|responses)$", re.IGNORECASE), "response"),
)
"""What a list within a record is called, and whose list it is."""

_WHOSE = tuple(whose for _held, whose in _HELD)
_OF_EVENTS = re.compile(r"event([_ ]?(name|type))?", re.IGNORECASE)
_LINES, _GOODS = "line_items", "商品"
_WHOSE_IN_CHINESE = {"order": "订单", "customer": "客户"}
_CHINESE = re.compile(r"^[^\u3040-\u30ff]*[\u4e00-\u9fff][^\u3040-\u30ff]*$")
_COMES_AGAIN = re.compile(r"^id$|total|amount|price|sum|value|金额|总|合计|付", re.IGNORECASE)
"""What would be taken for the line's own if it were not called the order's."""

_TELLING = (re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}"), re.compile(r"[^\s@]+@[^\s@]+\.\w+"))
"""Texts that say when or who."""


def tables_of(whole: Record) -> dict[str, list[Record]]:
    """Name -> records: every list of objects by its path; where there is none, the one record that all of it is.

    Of what services answer, the pages around a list are no record; what says when or who, as nothing in its list does,
    is one: a single order with its lines.
    """
    return _lists(whole) or {"": [whole]}


def objects(value: Any) -> list[Record]:
    """The records that a value is a list of; none where it is anything else."""
    return value if isinstance(value, list) and all(isinstance(each, dict) for each in value) else []


def grids(
    tables: Mapping[str, Sequence[Record]], name: str, encoding: str | None, limits: ReadLimits
) -> Iterator[Grid]:
    """One grid a table, its first row the names; an object within an object is named `outer.inner`.

    Raises UploadError where records say nothing or have too many columns.
    """
    for title, records in tables.items():
        rows, said = _unfolded(records)
        yield _grid(
            [_flat(row) for row in rows],
            Grid(file=name, sheet=title or None, cells=pa.table({}), encoding=encoding),
            said,
            limits,
        )


def _lists(whole: Record, above: str = "") -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for key, value in whole.items():
        if records := objects(value):
            if _is_one(whole, key, records):
                return {above.rstrip("."): [whole]}
            found[f"{above}{key}"] = records
        elif isinstance(value, dict):
            found |= _lists(value, f"{above}{key}.")
    return found


def _is_one(whole: Record, key: str, records: Sequence[Record]) -> bool:
    """Whether the list is what one record holds, not what a page is around."""
    if not any(held.search(key) for held, _whose in _HELD):
        return False
    own = list(_flat({name: value for name, value in whole.items() if not objects(value)}).values())
    inner = [text for record in records for text in _flat(record).values()]
    return any(any(map(says.search, own)) and not any(map(says.search, inner)) for says in _TELLING)


def _unfolded(records: Sequence[Record]) -> tuple[list[Record], tuple[Assumption, ...]]:
    """One record for each line of an order, each order of a customer or each answer that the records hold as a list,
    beside what they say of themselves; the records themselves where they hold none, or are events.

    The number and the amounts of an order are then called so, because they come again in each of its lines.
    """
    counts = Counter(key for record in records for key, value in record.items() if objects(value))
    told = [(whose, key) for held, whose in _HELD for key in counts if held.search(key)]
    if not told or any(_OF_EVENTS.fullmatch(key) for record in records for key in record):
        return list(records), ()
    whose, held = max(told, key=lambda each: (-_WHOSE.index(each[0]), counts[each[1]]))
    rows = [
        {
            (f"{_in_its_words(whose, key)}.{key}" if _COMES_AGAIN.search(key) else key): value
            for key, value in record.items()
            if key != held
        }
        | {_usual_name(held, whose): each}
        for record in records
        for each in objects(record.get(held)) or [{}]
    ]
    evidence = _("Each record holds a list; every entry of it is a row, beside what its record says")
    return rows, (Assumption("lists_in_records", "yes", evidence, held, len(rows)),)


def _usual_name(held: str, whose: str) -> str:
    """The lines of an order by the name that most exports give them; what their columns are is told by it."""
    if whose != _WHOSE[0]:
        return held
    return _LINES if held.isascii() else _GOODS if _CHINESE.search(held) else held


def _in_its_words(whose: str, key: str) -> str:
    """Whose a name is, in the language of the name."""
    return _WHOSE_IN_CHINESE.get(whose, whose) if _CHINESE.search(key) else whose


def _flat(record: Record, above: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{above}{key}.")
        elif value is not None and (text := _text(value)):
            flat[f"{above}{key}" if key else above.rstrip(".")] = text
    return flat


def _text(value: Any) -> str:
    """Plain values joined by semicolons; whatever else is within stays JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        is_plain = all(isinstance(each, str) for each in value)
        return "; ".join(value) if is_plain else json.dumps(value, ensure_ascii=False)
    return str(value)


def _grid(rows: Sequence[dict[str, str]], grid: Grid, said: tuple[Assumption, ...], limits: ReadLimits) -> Grid:
    names = list(dict.fromkeys(key for row in rows for key in row))
    if not names:
        raise refusals.no_table(grid.file)
    if len(names) > limits.max_columns:
        raise refusals.too_many_columns(grid.file, len(names), limits.max_columns)
    columns = [pa.array([key, *(row.get(key) for row in rows)], pa.string()) for key in names]
    cells = text_table(columns, pa.array(range(1, len(rows) + 2), pa.int64()))
    return replace(grid, cells=cells, assumptions=said)
