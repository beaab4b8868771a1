"""Records written as JSON: a list of objects, one object a line, or lists of objects under names."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

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
_LINES = "line_items"
_COMES_AGAIN = re.compile(r"^id$|total|amount|price|sum|value|金额|总|合计|付", re.IGNORECASE)
"""What would be taken for the line's own if it were not called the order's."""


def read_json(path: Path, name: str, limits: ReadLimits) -> Iterator[Grid]:
    """One grid for each list of objects, its first row the names; an object within an object is named `outer.inner`.

    Numbers stay digit for digit. Raises UploadError for what is no JSON, holds no objects, or has too many columns.
    """
    encoding = _encoding(path)
    try:
        tables = _tables(path.read_text(encoding=encoding))
    except (ValueError, RecursionError) as error:
        raise refusals.damaged(name) from error
    if not tables:
        raise refusals.no_table(name)
    for title, records in tables.items():
        yield _grid([_flat(record) for record in unfolded(records)], name, title or None, encoding, limits)


def grid_of(records: Sequence[Record], name: str, title: str | None, limits: ReadLimits) -> Grid:
    """Records of any origin as a grid. Raises UploadError where they say nothing or have too many columns."""
    return _grid([_flat(record) for record in unfolded(records)], name, title, None, limits)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(3)
    return "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _tables(text: str) -> dict[str, list[Record]]:
    """Name -> records; a list that is the whole file has no name."""
    whole = _parsed(text)
    if isinstance(whole, dict):
        return _lists(whole) or {"": [whole]}
    records = _records(whole)
    return {"": records} if records else {}


def _lists(whole: Record, above: str = "") -> dict[str, list[Record]]:
    """Every list of objects by its path; of what services answer, the pages around them are none."""
    found: dict[str, list[Record]] = {}
    for key, value in whole.items():
        if records := _records(value):
            found[f"{above}{key}"] = records
        elif isinstance(value, dict):
            found |= _lists(value, f"{above}{key}.")
    return found


def _parsed(text: str) -> Any:
    try:
        return _loads(text)
    except json.JSONDecodeError:
        return [_loads(line) for line in text.splitlines() if line.strip()]


def _loads(text: str) -> Any:
    return json.loads(text, parse_float=str, parse_int=str)


def _records(value: Any) -> list[Record]:
    is_list = isinstance(value, list) and all(isinstance(each, dict) for each in value)
    return value if is_list else []


def unfolded(records: Sequence[Record]) -> list[Record]:
    """One record for each line of an order, each order of a customer or each answer that the records hold as a list,
    beside what they say of themselves; the records themselves where they hold none, or are events.

    The number and the amounts of an order are then called so, because they come again in each of its lines.
    """
    counts = Counter(key for record in records for key, value in record.items() if _objects(value))
    told = [(whose, key) for held, whose in _HELD for key in counts if held.search(key)]
    if not told or any(_OF_EVENTS.fullmatch(key) for record in records for key in record):
        return list(records)
    whose, held = max(told, key=lambda each: (-_WHOSE.index(each[0]), counts[each[1]]))
    return [
        {(f"{whose}.{key}" if _COMES_AGAIN.search(key) else key): value for key, value in record.items() if key != held}
        | {_usual_name(held, whose): each}
        for record in records
        for each in _objects(record.get(held)) or [{}]
    ]


def _usual_name(held: str, whose: str) -> str:
    """The lines of an order by the name that most exports give them; what their columns are is told by it."""
    return _LINES if whose == _WHOSE[0] and held.isascii() else held


def _objects(value: Any) -> list[Record]:
    return value if isinstance(value, list) and all(isinstance(each, dict) for each in value) else []


def _flat(record: Record, above: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{above}{key}.")
        elif value is not None and (text := _text(value)):
            flat[f"{above}{key}"] = text
    return flat


def _text(value: Any) -> str:
    """Plain values joined by semicolons; whatever else is within stays JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        is_plain = all(isinstance(each, str) for each in value)
        return "; ".join(value) if is_plain else json.dumps(value, ensure_ascii=False)
    return str(value)


def _grid(
    records: Sequence[dict[str, str]], name: str, title: str | None, encoding: str | None, limits: ReadLimits
) -> Grid:
    names = list(dict.fromkeys(key for record in records for key in record))
    if not names:
        raise refusals.no_table(name)
    if len(names) > limits.max_columns:
        raise refusals.too_many_columns(name, len(names), limits.max_columns)
    columns = [pa.array([key, *(record.get(key) for record in records)], pa.string()) for key in names]
    return Grid(
        file=name,
        sheet=title,
        cells=text_table(columns, pa.array(range(1, len(records) + 2), pa.int64())),
        encoding=encoding,
    )
