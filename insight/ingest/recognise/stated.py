"""What a sheet says of all its rows outside of them: in its title rows, its name, the name of its file."""

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from insight.ingest.read import TextTable

_DEFAULT_SHEET = re.compile(r"(sheet|工作表|表)\s*\d*|问卷数据|data|export|导出数据?", re.IGNORECASE)
_DOWNLOADED = re.compile(r"^\d{5,}_(按(文本|选项文本|分数|序号)_)?|_\d+_\d+$")
_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/.年_]?(0[1-9]|1[0-2]|[1-9])[-/.月_]?(0[1-9]|[12]\d|3[01]|[1-9])日?(?!\d)")

_ONLY_DAY = re.compile(_DAY.pattern + r"([ T]0{1,2}:00(:00)?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a sheet speaks of, both included."""

    first: dt.date
    last: dt.date


def survey_title(table: "TextTable") -> str:
    """The name of the sheet where somebody gave it one, else the name of the file without what a download adds."""
    if table.sheet and not _DEFAULT_SHEET.fullmatch(table.sheet.strip()):
        return table.sheet.strip()
    stem = PurePath(table.file.replace("\\", "/")).stem
    return _DOWNLOADED.sub("", stem).strip() or stem


def stated_period(table: "TextTable") -> Period | None:
    """The days named above the header, in the sheet's name or in the file's name; None where none is."""
    titles = [note.text for note in table.notes if note.kind == "title"]
    for text in (*titles, table.sheet or "", PurePath(table.file).stem):
        days = [day for match in _DAY.finditer(text) if (day := _day(match))]
        if days:
            return Period(min(days[:2]), max(days[:2]))
    return None


def stated_day(cell: str) -> dt.date | None:
    """The day that a header cell is; None where it is anything else, or more."""
    match = _ONLY_DAY.fullmatch(cell.strip())
    return _day(match) if match else None


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
