"""From a file's columns to canonical columns, still text; and what a whole column says of its cells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.mapping import fillable_columns, joined_by
from insight.ingest.recognise.stated import stated_period, survey_title
from insight.schema import TABLES, Kind
from insight.warehouse.tables import PLAIN_TABLES

PART, HEADER = "part", "header"
"""Columns of texts besides the canonical ones: the place of a line within its cell, the header of a melted column."""

_SAMPLE = 50_000
_NUMERIC_DATE = re.compile(r"^\D{0,2}(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2,4}\b")
_DECIMAL_COMMA = re.compile(r"\d,\d{1,2}\D*$")
_DECIMAL_POINT = re.compile(r"\.\d{1,2}\D*$|,\d{3}\D*$")
_DOTTED_THOUSANDS = re.compile(r"\D*[1-9]\d{0,2}(\.\d{3})+\D*")
_SURELY_THOUSANDS = re.compile(r"\d\.\d{3}\.\d{3}|Rp|IDR|₫|đ|VND|R\$|€", re.IGNORECASE)
_LONG_NUMBER = r"^\D{0,3}[0-9]{17,}\D{0,2}$"
_ROUNDED_NUMBER = r"^\D{0,3}[0-9]{15}00+\D{0,2}$"

_TIMES = (
    "",
    " %H:%M",
    " %H:%M:%S",
    " %H:%M:%S.%f",
    " %I:%M %p",
    " %I:%M:%S %p",
    ", %H:%M",
    ", %H:%M:%S",
    ", %I:%M %p",
    ", %I:%M:%S %p",
)
_DAY_FIRST = ("%d/%m/%y", "%d-%m-%y", "%d.%m.%y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_MONTH_FIRST = ("%m/%d/%y", "%m-%d-%y", "%d.%m.%y", "%m/%d/%Y", "%m-%d-%Y", "%d.%m.%Y")
"""A year of two digits is tried first: read with %Y, 05/01/26 would be a day of the year 26."""

_COMPACT = ("%Y%m%d", "%Y%m%d%H%M", "%Y%m%d%H%M%S", "%Y%m%d %H:%M:%S", "%Y%m%d %H:%M", "%Y%m%dT%H%M%S")
_NAMED = tuple(
    date + time
    for date in (
        "%b %d, %Y",
        "%d %b %Y",
        "%d-%b-%y",
        "%d-%b-%Y",
        "%b-%d-%y",
        "%b-%d-%Y",
        "%d %b %y",
        "%d. %b %Y",
        "%b %d %Y",
        "%a, %d %b %Y",
        "%a %b %d %Y",
        "%a, %b %d, %Y",
        "%Y-%b-%d",
        "%d/%b/%Y",
        "%d.%b.%Y",
    )
    for time in (*_TIMES, " at %I:%M %p", " at %H:%M")
)


@dataclass(frozen=True, slots=True)
class ColumnHabits:
    """How one column writes its values; decided over the column, because single cells are ambiguous.

    `day_first`: 03/04/2024 is the third of April; None where every cell says it itself. `decimal_comma`: 1.234,50.
    `rounded`: a number column in which most long numbers end in zeros, as after a save in Excel.
    """

    day_first: bool | None = None
    decimal_comma: bool = False
    rounded: bool = False

    @property
    def time_formats(self) -> list[str]:
        """Formats for the cells that the usual forms do not fit, most likely first."""
        numeric = _DAY_FIRST if self.day_first else _MONTH_FIRST
        dates = (*numeric, "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d")
        return [*(date + time for date in dates for time in _TIMES), *_COMPACT, *_NAMED]


def canonical_texts(table: TextTable, mapping: Mapping, name: str) -> pa.Table:
    """The canonical columns of one table as text, plus `source_row`; a column that nothing fills is null."""
    constants = _constants(table, mapping, name)
    columns = {
        column: _filled(table, mapping, name, column, constants.get(column)) for column in fillable_columns(name)
    }
    return pa.table(columns | {"source_row": table.cells.column("source_row")})


def _constants(table: TextTable, mapping: Mapping, name: str) -> dict[str, str]:
    """What every row says where no column does: by the mapping, or by the file itself."""
    constants = dict(mapping.constants.get(name, {}))
    if name in PLAIN_TABLES and mapping.channel and "channel" in TABLES[name].column_names:
        constants.setdefault("channel", mapping.channel)
    if "survey" in TABLES[name].column_names:
        constants.setdefault("survey", survey_title(table))
    if name == "metric_daily" and not mapping.positions(name, "date") and (period := stated_period(table)):
        constants.setdefault("date", period.last.isoformat())
    return constants


def _filled(table: TextTable, mapping: Mapping, name: str, column: str, constant: str | None) -> pa.ChunkedArray:
    parts = [table.cells.column(str(position)) for position in mapping.positions(name, column)]
    if not parts:
        rows = table.cells.num_rows
        return pa.chunked_array([pa.nulls(rows, pa.string()) if constant is None else pa.repeat(constant, rows)])
    if len(parts) > 1 and column in TABLES[name].column_names and TABLES[name][column].kind is Kind.TIME:
        parts[0] = pc.replace_substring_regex(parts[0], r"[ T]0{1,2}:00(:00(\.0+)?)?$", "")
    return reduce(lambda left, right: _join(left, right, joined_by(column)), parts)


def _join(left: pa.ChunkedArray, right: pa.ChunkedArray, separator: str) -> pa.ChunkedArray:
    """Both texts with the separator between them; where one is empty, the other alone."""
    both = pc.binary_join_element_wise(left, right, separator)
    return pc.coalesce(both, left, right)


def habits(texts: pa.Table, name: str, stated_day_first: bool | None = None) -> dict[str, ColumnHabits]:
    """The habits of every typed column. Columns of one file share the order of day and month."""
    kinds = {column.name: column.kind for column in TABLES[name].columns}
    times = [column for column, kind in kinds.items() if kind in (Kind.TIME, Kind.DATE)]
    day_first = _day_first(text for column in times for text in _sample(texts.column(column)))
    day_first = day_first if stated_day_first is None else stated_day_first
    found = {column: ColumnHabits(day_first=day_first) for column in times}
    for column, kind in kinds.items():
        if kind in (Kind.MONEY, Kind.NUMBER, Kind.COUNT):
            found[column] = ColumnHabits(decimal_comma=_decimal_comma(_sample(texts.column(column))))
        elif kind is Kind.ID:
            found[column] = ColumnHabits(rounded=_rounded(texts.column(column)))
    return found


def _sample(column: pa.ChunkedArray) -> list[str]:
    return [str(text) for text in pc.unique(column.slice(0, _SAMPLE).drop_null()).to_pylist()]


def _day_first(texts: Iterable[str]) -> bool | None:
    """None where no cell is written day/month/year or month/day/year; ambiguous columns are taken as month first."""
    pairs = [(int(match[1]), int(match[2])) for match in map(_NUMERIC_DATE.match, texts) if match]
    if not pairs:
        return None
    if any(first > 12 for first, _ in pairs):
        return True
    return not any(second > 12 for _, second in pairs) and _months_spread(pairs)


def _months_spread(pairs: list[tuple[int, int]]) -> bool:
    """For dates that could be read both ways: the smaller variety is the month, days vary more."""
    return len({first for first, _ in pairs}) > len({second for _, second in pairs})


def _decimal_comma(texts: list[str]) -> bool:
    """Whether the comma is the decimal sign; also where all dots can only part thousands."""
    if any(map(_DECIMAL_COMMA.search, texts)):
        return not any(map(_DECIMAL_POINT.search, texts))
    dotted = [text for text in texts if "." in text.strip(" .")]
    return bool(dotted) and all(map(_DOTTED_THOUSANDS.fullmatch, dotted)) and any(map(_SURELY_THOUSANDS.search, dotted))


def _rounded(whole: pa.ChunkedArray) -> bool:
    """True where a good part of the numbers too long for a spreadsheet end in zeros from the sixteenth digit on."""
    ends = (whole.slice(0, _SAMPLE), whole.slice(max(0, len(whole) - _SAMPLE)))
    column = pa.chunked_array([chunk for end in ends for chunk in end.chunks], pa.string())
    long_numbers = pc.sum(pc.match_substring_regex(column, _LONG_NUMBER)).as_py() or 0
    if not long_numbers:
        return False
    rounded = pc.sum(pc.match_substring_regex(column, _ROUNDED_NUMBER)).as_py() or 0
    return bool(rounded / long_numbers > 0.2)
