"""Records written as JSON: a list of objects, one object a line, or lists of objects under names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from insight.ingest.read import refusals
from insight.ingest.read.records.nested_records import Record, grids, objects, tables_of
from insight.ingest.read.table import Grid, ReadLimits


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
    yield from grids(tables, name, encoding, limits)


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(3)
    return "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _tables(text: str) -> dict[str, list[Record]]:
    """Name -> records; a list that is the whole file has no name."""
    whole = _parsed(text)
    if isinstance(whole, dict):
        return tables_of(whole)
    records = objects(whole)
    return {"": records} if records else {}


def _parsed(text: str) -> Any:
    try:
        return _loads(text)
    except json.JSONDecodeError:
        return [_loads(line) for line in text.splitlines() if line.strip()]


def _loads(text: str) -> Any:
    return json.loads(text, parse_float=str, parse_int=str)
