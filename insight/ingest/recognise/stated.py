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

_STARTS = re.compile(r"开始|起始|起\s*[:：]|start|from|beginning", re.IGNORECASE)
_ENDS = re.compile(r"结束|截止|终止|止\s*[:：]|\bend|\bto\b|until", re.IGNORECASE)
_MADE = re.compile(
    r"(导出|生成|下载|打印|制表)(时间|日期)|(exported|generated|created|downloaded|printed)\b", re.IGNORECASE
)
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
    """The days named above the header, in the sheet's name or in the file's name; None where none is.

    A title that names two days goes before titles that name the first and the last; when a file was made says nothing.
    """
    titles = [note.text for note in table.notes if note.kind == "title" and not _MADE.search(note.text)]
    if period := next((Period(min(days[:2]), max(days[:2])) for text in titles if len(days := _days(text)) > 1), None):
        return period
    first, last = (
        next((days[0] for text in titles if form.search(text) and (days := _days(text))), None)
        for form in (_STARTS, _ENDS)
    )
    if first and last and first <= last:
        return Period(first, last)
    for text in (*titles, table.sheet or "", PurePath(table.file).stem):
        if days := _days(text):
            return Period(min(days[:2]), max(days[:2]))
    return None


def _days(text: str) -> list[dt.date]:
    return [day for match in _DAY.finditer(text) if (day := _day(match))]


def stated_day(cell: str) -> dt.date | None:
    """The day that a header cell is; None where it is anything else, or more."""
    match = _ONLY_DAY.fullmatch(cell.strip())
    return _day(match) if match else None


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
