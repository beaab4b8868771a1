"""Writes tables as the platforms do, byte for byte the same every time."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import xlsxwriter

Row = dict[str, str]

_FIRST_ZIP_MOMENT: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Table:
    """One export. `header` may repeat a name or hold an empty one, as the platforms' headers do.

    A workbook may have a `title` over its header, and columns whose cells are `numeric` instead of text.
    """

    file_name: str
    header: tuple[str, ...]
    rows: list[Row]
    encoding: str = "utf-8"
    sheet: str = "客户"
    title: str = ""
    numeric: tuple[str, ...] = ()

    def values(self) -> list[list[str]]:
        unknown = {name for row in self.rows for name in row} - set(self.header)
        if unknown:
            raise KeyError(f"{self.file_name} has no column {sorted(unknown)}")
        return [[row.get(name, "") for name in self.header] for row in self.rows]


def columns(*lines: str) -> tuple[str, ...]:
    """A header written as the platform's file has it, cut into lines; spaces and empty cells are kept."""
    return tuple(",".join(lines).split(","))


def _csv_bytes(table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.header)
    writer.writerows(table.values())
    return text.getvalue().encode(table.encoding)


def _xlsx_bytes(table: Table) -> bytes:
    """A workbook of text cells but for numeric columns: phones keep their digits, nothing becomes a formula."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"created": dt.datetime(2026, 1, 1, 9, 5)})
    sheet = workbook.add_worksheet(table.sheet)
    above = 1 if table.title else 0
    if table.title:
        sheet.merge_range(0, 0, 0, len(table.header) - 1, table.title)
    for place, name in enumerate(table.header):
        sheet.write_string(above, place, name)
    for number, values in enumerate(table.values(), above + 1):
        for place, value in enumerate(values):
            if value and table.header[place] in table.numeric:
                sheet.write_number(number, place, float(value))
            elif value:
                sheet.write_string(number, place, value)
    workbook.close()
    return _repacked(buffer.getvalue())


def _repacked(archive: bytes) -> bytes:
    """The same zip without compression or dates: zlib versions pack differently, systems stamp differently."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _FIRST_ZIP_MOMENT)
            entry.create_system = 3
            target.writestr(entry, source.read(name))
    return buffer.getvalue()


def write_table(table: Table, folder: Path) -> None:
    content = _xlsx_bytes(table) if table.file_name.endswith(".xlsx") else _csv_bytes(table)
    (folder / table.file_name).write_bytes(content)


def money(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def stamp(moment: dt.datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}" if moment else ""
