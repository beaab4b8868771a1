"""Sheets for the recognition tests: made by hand, from the sample exports, from the catalogue of headers."""

import csv
import io
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from insight.ingest.read.table import RowNote
from insight.ingest.recognise import Mapping, Recognition, recognise

_REPOSITORY = Path(__file__).parents[3]


@dataclass(frozen=True)
class Sheet:
    """What recognition needs of a TextTable."""

    header: tuple[str, ...]
    cells: pa.Table
    file: str = "export.csv"
    sheet: str | None = None
    notes: tuple[RowNote, ...] = ()
    header_rows: tuple[int, ...] = (1,)


def make_sheet(header: Iterable[str] | str, rows: Iterable[Sequence[str] | str] = ()) -> Sheet:
    """A sheet from lists, or from lines with commas; an empty cell is null."""
    names = tuple(header.split(",") if isinstance(header, str) else header)
    lines = [row.split(",") if isinstance(row, str) else list(row) for row in rows]
    columns = {
        str(at): pa.array([(line[at] if at < len(line) else "") or None for line in lines], pa.string())
        for at in range(len(names))
    }
    numbers = pa.array(range(2, len(lines) + 2), pa.int64())
    return Sheet(names, pa.table({**columns, "source_row": numbers}))


def headers_of(sheet: Sheet, mapping: Mapping) -> dict[str, dict[str, str]]:
    """Table -> column -> the header that fills it, several joined by +."""
    return {
        table: {column: "+".join(sheet.header[at] for at in positions) for column, positions in columns.items()}
        for table, columns in mapping.columns.items()
    }


def only(recognition: Recognition) -> Mapping:
    """The mapping of the best guess."""
    assert recognition.refusal is None, str(recognition.refusal)
    return recognition.guesses[0].mapping


@pytest.fixture(scope="session")
def sheet() -> Callable[..., Sheet]:
    return make_sheet


@pytest.fixture(scope="session")
def mapped() -> Callable[[Sheet], dict[str, dict[str, str]]]:
    """Recognise a sheet and name the headers that fill each column."""
    return lambda sheet: headers_of(sheet, only(recognise(sheet)))


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = Path(os.environ.get("INSIGHT_SHARED", _REPOSITORY.parent / "shared"))
    if not (folder / "exports" / "CATALOG.md").exists():
        pytest.skip(f"no sample exports in {folder}; set INSIGHT_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def sample(shared: Path) -> Callable[..., Sheet]:
    """A sample export by file name, of a workbook by sheet name."""

    def read(name: str, worksheet: str | None = None) -> Sheet:
        path = shared / "exports" / "samples" / name
        if worksheet is not None:
            rows = list(openpyxl.load_workbook(path)[worksheet].iter_rows(values_only=True))
            texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
        else:
            texts = _rows(path.read_bytes())
        return make_sheet(texts[0], texts[1:])

    return read


def _rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


_CODE = re.compile(r"```\n(.+?)\n```|`([^`\n]+)`", re.DOTALL)


@dataclass(frozen=True)
class Catalogue:
    """The header rows that the catalogue shows: (section, header)."""

    headers: tuple[tuple[str, tuple[str, ...]], ...]

    def beginning(self, start: str) -> tuple[str, ...]:
        """The one header row that begins with these names."""
        wanted = tuple(start.split(","))
        found = {header for _, header in self.headers if header[: len(wanted)] == wanted}
        assert len(found) == 1, f"{start}: {len(found)} header rows"
        return found.pop()


@pytest.fixture(scope="session")
def catalogue(shared: Path) -> Catalogue:
    text = (shared / "exports" / "CATALOG.md").read_text(encoding="utf-8")
    found: list[tuple[str, tuple[str, ...]]] = []
    for section in re.split(r"\n(?=## )", text):
        number = section.removeprefix("## ").split(".", 1)[0]
        for block, inline in _CODE.findall(section):
            line = (block or inline).split("\n", 1)[0]
            cells = next(csv.reader([line], delimiter="\t" if "\t" in line else ","))
            if len(cells) >= 4:
                found.append((number, tuple(cell for cell in cells if cell != "…")))
    return Catalogue(tuple(found))
