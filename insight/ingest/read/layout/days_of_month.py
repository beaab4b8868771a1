"""Days written as a number from 1 to 31, whose month and year stand in columns beside it or above the sheet.

The cell becomes the whole day. A month or year that is not repeated holds for the rows below it. Where nothing says the
year the day stays without one, as 3月1日, and `missing_years` decides.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

import pyarrow as pa

from insight.i18n import Text, _
from insight.ingest.assumption import Assumption
from insight.ingest.read.layout.months import Month, month_of, month_within, year_of, year_within
from insight.ingest.read.layout.rows import trimmed
from insight.ingest.read.table import ROW_NUMBER, Grid, column_names, text_table

_OF_DAYS = re.compile(
    r"日|日期|天|号|几号|日にち|日付|일|일자|day( ?of ?(the )?month)?|date|tag|datum|jour|d[ií]a|fecha|giorno|data|dag"
    r"|день|число|дата|dzie[nń]|g[uü]n|يوم|اليوم",
    re.IGNORECASE,
)
_OF_MONTHS = re.compile(
    r"月|月份|월|month|monat|mois|m[eê]s|mese|maand|месяц|miesi[aą]c|ay|شهر|الشهر|年月|year[ _-]?month|period",
    re.IGNORECASE,
)
_OF_YEARS = re.compile(
    r"年|年份|年度|년|년도|year|jahr|ann[ée]e|a[nñ]o|anno|jaar|год|rok|yıl|yil|سنة|السنة", re.IGNORECASE
)
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:\.0+)?\s*(?:日|号|號|일|\.|st|nd|rd|th|er)?", re.IGNORECASE)
_LOOKED_AT = 200
_FEWEST = 2

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class _Months:
    """The month of each row, and what says it."""

    of_row: Callable[[int], Month | None]
    evidence: Text


def with_whole_days(
    cells: pa.Table, grid: Grid, names: Sequence[str], titles: Sequence[str]
) -> tuple[pa.Table, tuple[Assumption, ...]]:
    """The rows with whole days in place of bare ones, and what says their months; `titles` stand above the header."""
    at = next((at for at, name in enumerate(names) if _is_day(name, cells, at)), None)
    months = _months_of(cells, grid, names, titles) if at is not None else None
    if at is None or months is None:
        return cells, ()
    columns = [cells[name] for name in column_names(cells)]
    texts = [_whole(text, months.of_row(row)) for row, text in enumerate(columns[at].to_pylist())]
    columns[at] = pa.chunked_array([pa.array(texts, pa.string())])
    said = [text for text in texts if text]
    assumed = Assumption("day_of_month", said[0], months.evidence, names[at], len(said))
    return text_table(columns, cells[ROW_NUMBER]), (assumed,)


def _is_day(name: str, cells: pa.Table, at: int) -> bool:
    """A column called a day, all of whose cells are numbers from 1 to 31."""
    if not _OF_DAYS.fullmatch(name.strip()):
        return False
    first = _filled(cells[str(at)].slice(0, _LOOKED_AT).to_pylist())
    if len(first) < _FEWEST or not all(map(_DAY.fullmatch, first)):
        return False
    return all(map(_DAY.fullmatch, _filled(cells[str(at)].unique().to_pylist())))


def _filled(texts: Iterable[str | None]) -> list[str]:
    return [text for cell in texts if (text := trimmed(cell))]


def _months_of(cells: pa.Table, grid: Grid, names: Sequence[str], titles: Sequence[str]) -> _Months | None:
    spoken = (*titles, grid.sheet or "", PurePath(grid.file).stem)
    year = next(filter(None, map(year_within, spoken)), None)
    years = _beside(cells, names, _OF_YEARS, year_of)
    if months := _beside(cells, names, _OF_MONTHS, month_of):
        said = _("The number of the day is put together with the month beside it")
        return _Months(lambda row: _in_year(months[row], years[row] if years else year), said)
    stated = next(filter(None, map(month_within, spoken)), None)
    if stated is None:
        return None
    said = _("The number of the day is put together with the month that the title or the name of the sheet says")
    return _Months(lambda row: _in_year(stated, years[row] if years else year), said)


def _in_year(month: Month | None, year: int | None) -> Month | None:
    return month and Month(month.year or year, month.month)


def _beside(
    cells: pa.Table, names: Sequence[str], called: re.Pattern[str], read: Callable[[str], Read | None]
) -> list[Read | None] | None:
    """What a column of the name says in each row, blank cells as above; None where some cell says something else."""
    for at, name in enumerate(names):
        texts = [trimmed(cell) for cell in cells[str(at)].to_pylist()] if called.fullmatch(name.strip()) else []
        found = [read(text) if text else None for text in texts]
        if any(found) and all(text is None or one for text, one in zip(texts, found, strict=True)):
            return _filled_down(found)
    return None


def _filled_down(found: Iterable[Read | None]) -> list[Read | None]:
    above: Read | None = None
    return [above := own or above for own in found]


def _whole(text: str | None, month: Month | None) -> str | None:
    day = _DAY.fullmatch(trimmed(text) or "")
    if day is None or month is None:
        return text
    return f"{month.year}-{month.month:02}-{int(day[1]):02}" if month.year else f"{month.month}月{int(day[1])}日"
