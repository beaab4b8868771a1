"""Days that are written without their year: 03-01 12:10, 3月1日.

The year is the one that a person says, that the name of the file or the sheet says, or that every whole date of the
sheet has; else each day is the last such day before the file was written. Which of two numbers is the month is left to
cleaning, which asks where no cell tells. A birthday has no year because nobody asks for it.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from insight.i18n import Text, _
from insight.ingest.assumption import Assumption
from insight.ingest.read.table import ROW_NUMBER, Grid, column_names, text_table

_CLOCK = r"(?P<clock>(?:\s*(?:上午|下午|晚上|中午|凌晨)?\s*\d{1,2}\s*[:：点时].*)?)"
_SIGNED = re.compile(r"\s*(?P<first>\d{1,2})\s?月\s?(?P<second>\d{1,2})\s?[日号]?" + _CLOCK)
_CLOCKED = re.compile(r"\s*(?P<first>\d{1,2})[-/](?P<second>\d{1,2})(?P<clock>[T\s]+\d{1,2}[:：]\d{2}.*)")
_BARE = re.compile(r"\s*(?P<first>\d{1,2})[-/](?P<second>\d{1,2})(?P<clock>)\s*")
_WHOLE = re.compile(r"\s*(20[0-4]\d)\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d).*")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?=\D|(?:0[1-9]|1[0-2])(?:\D|[0-3]\d\D|$)|$)")
_OF_TIME = re.compile(r"日期|时间|時間|\bdate\b|\btime\b|\bday\b|_(at|date|time)\b", re.IGNORECASE)
_BIRTH = re.compile(r"生日|出生|诞|誕|纪念|birth|anniversar|founded", re.IGNORECASE)
_ENOUGH = 0.8
_LOOKED_AT = 200
_MONTHS, _DAYS = 12, 31
_A_YEAR_BACK = 4
"""How many years back a 29 February may lie."""


_SAID = _("A person said the year")


@dataclass(frozen=True, slots=True)
class _Told:
    """The one year of all days, or the day on which the file was written, and what tells it."""

    year: int | None
    written_on: dt.date
    evidence: Text

    def of(self, month: int, day: int) -> int | None:
        """The year of a day; None for a day that no year has."""
        if self.year is not None:
            return self.year if _is_day(self.year, month, day) else None
        newest = self.written_on + dt.timedelta(days=1)
        years = range(newest.year, newest.year - _A_YEAR_BACK - 1, -1)
        return next((y for y in years if _is_day(y, month, day) and dt.date(y, month, day) <= newest), None)


def with_years(
    cells: pa.Table,
    grid: Grid,
    names: Sequence[str],
    titles: Sequence[str],
    choice: int | None,
    written_on: dt.date | None,
) -> tuple[pa.Table, tuple[Assumption, ...]]:
    """The rows with a year before such days, and what was assumed; `titles` stand above the header."""
    first = [cells[name].slice(0, _LOOKED_AT).to_pylist() for name in column_names(cells)]
    yearless = [at for at, column in enumerate(first) if _is_yearless(names[at], column)]
    told = _told(first, (grid.file, grid.sheet or "", *titles), choice, written_on) if yearless else None
    if told is None:
        return cells, ()
    columns = [cells[name] for name in column_names(cells)]
    assumed: list[Assumption] = []
    for at in yearless:
        texts = columns[at].to_pylist()
        is_day_first = any(int(found["first"]) > _MONTHS for found in _found(names[at], texts))
        written = [_with_year(names[at], text, told, is_day_first=is_day_first) for text in texts]
        columns[at] = pa.chunked_array([pa.array([text for text, _year in written], pa.string())])
        years = Counter(year for _text, year in written if year is not None)
        if years and choice is None:
            said = "–".join(str(year) for year in sorted({min(years), max(years)}))
            others = (str(min(years) - 1),)
            assumed.append(Assumption("year", said, told.evidence, names[at] or None, years.total(), others))
    return text_table(columns, cells[ROW_NUMBER]), tuple(assumed)


def _found(name: str, texts: Sequence[str | None]) -> Iterator[re.Match[str]]:
    return (found for text in texts if text and (found := _yearless(name, text)))


def _yearless(name: str, text: str) -> re.Match[str] | None:
    found = (
        _SIGNED.fullmatch(text)
        or _CLOCKED.fullmatch(text)
        or (_BARE.fullmatch(text) if _OF_TIME.search(name) else None)
    )
    if found is None:
        return None
    first, second = int(found["first"]), int(found["second"])
    return found if 1 <= min(first, second) <= _MONTHS and 1 <= max(first, second) <= _DAYS else None


def _is_yearless(name: str, texts: Sequence[str | None]) -> bool:
    """Whether nearly all filled cells are days, some of them without a year."""
    said = [text for text in texts if text and text.strip()]
    if not said or _BIRTH.search(name):
        return False
    without = sum(_yearless(name, text) is not None for text in said)
    whole = sum(_WHOLE.fullmatch(text) is not None for text in said)
    return bool(without) and without + whole >= _ENOUGH * len(said)


def _told(
    texts: Sequence[Sequence[str | None]], titles: Sequence[str], choice: int | None, written_on: dt.date | None
) -> _Told | None:
    on = written_on or dt.date.min
    if choice is not None:
        return _Told(choice, on, _SAID)
    titled = {int(year) for title in titles for year in _YEAR.findall(title)}
    if len(titled) == 1:
        return _Told(titled.pop(), on, _("The name of the file, the sheet or its title says the year"))
    whole = Counter(int(found[1]) for column in texts for text in column if text and (found := _WHOLE.fullmatch(text)))
    if len(whole) == 1:
        return _Told(next(iter(whole)), on, _("Every whole date of the sheet has this year"))
    if written_on is None:
        return None
    return _Told(None, on, _("No cell says the year: each day is the last such day before the file was written"))


def _with_year(name: str, text: str | None, told: _Told, *, is_day_first: bool) -> tuple[str | None, int | None]:
    found = _yearless(name, text) if text else None
    if found is None:
        return text, None
    month, day = int(found["first"]), int(found["second"])
    if is_day_first:
        month, day = day, month
    year = told.of(month, day)
    if year is None:
        return text, None
    written = f"{year}-{month:02}-{day:02}" if "月" in found[0] else f"{found['first']}/{found['second']}/{year}"
    return f"{written} {found['clock'].lstrip('T ')}".rstrip(), year


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True
