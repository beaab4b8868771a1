"""From a file's columns to canonical columns, still text; and what a whole column says of its cells."""

import re
from collections.abc import Iterable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
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
_NUMERIC_DATE = re.compile(r"^[^\dRSHMrshm]{0,2}(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{2,4}\b")
_DOTTED_DATE = re.compile(r"^\d{1,2}\.\d{1,2}\.")
_TWO_DIGITS = re.compile(r"^(\d{2})[-/.](\d{2})[-/.](\d{2})(?!\d)")
_WHOLE_DATE = re.compile(r"^\d{4}-\d{2}-(\d{2})([ T]00:00(:00)?)?$")
_SURELY_YEAR_FIRST = r"^\d{4}-\d{2}-\d{2}[ T](0[1-9]|1\d|2[0-3])"
"""With an hour of the day behind it, so that no spreadsheet program made it of anything else: it tells no habit."""

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
_YEAR_FIRST = ("%y-%m-%d", "%y/%m/%d", "%y.%m.%d")
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

    `day_first`: 03/04/2024 is the third of April; None where every cell says it itself. `year_first`: 24-03-04 is of
    the year 2024. `decimal_comma`: 1.234,50. `rounded`: a number column in which most long numbers end in zeros, as
    after a save in Excel. `is_guess`: no cell of the file proves it. `is_swapped`: whole dates that a spreadsheet
    program probably read the wrong way round, beside texts that it could not read.
    """

    day_first: bool | None = None
    decimal_comma: bool = False
    rounded: bool = False
    year_first: bool = False
    is_guess: bool = False
    is_swapped: bool = False

    @property
    def time_formats(self) -> list[str]:
        """Formats for the cells that the usual forms do not fit, most likely first."""
        numeric = _DAY_FIRST if self.day_first else _MONTH_FIRST
        dates = (*(_YEAR_FIRST if self.year_first else ()), *numeric, "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d")
        return [*(date + time for date in dates for time in _TIMES), *_COMPACT, *_NAMED]


def canonical_texts(table: TextTable, mapping: Mapping, name: str) -> pa.Table:
    """The canonical columns of one table as text, plus `source_row`; a column that nothing fills is null."""
    constants = _constants(table, mapping, name)
    nothing = pa.chunked_array([pa.nulls(table.cells.num_rows, pa.string())])
    columns = {
        column: _filled(table, mapping, name, column, constants.get(column), nothing)
        for column in fillable_columns(name)
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


def _filled(
    table: TextTable, mapping: Mapping, name: str, column: str, constant: str | None, nothing: pa.ChunkedArray
) -> pa.ChunkedArray:
    parts = [table.cells.column(str(position)) for position in mapping.positions(name, column)]
    if not parts:
        return nothing if constant is None else pa.chunked_array([pa.repeat(constant, table.cells.num_rows)])
    if len(parts) > 1 and column in TABLES[name].column_names and TABLES[name][column].kind is Kind.TIME:
        parts[0] = pc.replace_substring_regex(parts[0], r"[ T]0{1,2}:00(:00(\.0+)?)?$", "")
        parts[1] = pc.replace_substring_regex(parts[1], r"^(\d{1,2})(\d{2})(\d{2})(\.0)?$", r"\1:\2:\3")
    return reduce(lambda left, right: _join(left, right, joined_by(column)), parts)


def _join(left: pa.ChunkedArray, right: pa.ChunkedArray, separator: str) -> pa.ChunkedArray:
    """Both texts with the separator between them; where one is empty, the other alone."""
    both = pc.binary_join_element_wise(left, right, separator)
    return pc.coalesce(both, left, right)


def habits(
    texts: pa.Table, name: str, stated_day_first: bool | None = None, stated: Dict[str, Dict[str, str]] | None = None
) -> dict[str, ColumnHabits]:
    """The habits of every typed column. A column that leaves a question open follows its neighbours.

    `stated`: canonical column -> what a person decided for it (`date_order`, `decimal_mark`).
    """
    kinds = {column.name: column.kind for column in TABLES[name].columns if column.name in texts.column_names}
    decided = stated or {}
    times = {column: texts.column(column) for column, kind in kinds.items() if kind in (Kind.TIME, Kind.DATE)}
    numbers = {column: texts.column(column) for column, kind in kinds.items() if kind in _NUMBERS}
    found = _time_habits(times, stated_day_first, decided) | _number_habits(numbers, kinds, decided)
    for column, kind in kinds.items():
        if kind is Kind.ID:
            found[column] = ColumnHabits(rounded=_rounded(texts.column(column)))
    return found


_NUMBERS = (Kind.MONEY, Kind.NUMBER, Kind.COUNT)


def _sample(column: pa.ChunkedArray, *, without: str = "") -> list[str]:
    """The different texts of the first cells, but for those that begin as a pattern says."""
    different = pc.unique(column.slice(0, _SAMPLE).drop_null())
    if without:
        different = different.filter(pc.invert(pc.match_substring_regex(different, without)))
    return [str(text) for text in different.to_pylist()]


def _time_habits(
    columns: dict[str, pa.ChunkedArray], stated: bool | None, decided: Dict[str, Dict[str, str]]
) -> dict[str, ColumnHabits]:
    samples = {column: _sample(texts, without=_SURELY_YEAR_FIRST) for column, texts in columns.items()}
    pairs = {column: _pairs(texts) for column, texts in samples.items()}
    told = {column: _told_order(found) for column, found in pairs.items()}
    of_file = stated if stated is not None else next((order for order in told.values() if order is not None), None)
    habits = {}
    for column, found in pairs.items():
        order = told[column] if told[column] is not None and stated is None else of_file
        is_open = bool(found) and order is None
        if is_open:
            order = _months_spread(found)
        habit = ColumnHabits(
            day_first=order if found else of_file,
            year_first=_year_first(samples[column]),
            is_guess=is_open
            and not all(_DOTTED_DATE.match(text) for text in samples[column] if _NUMERIC_DATE.match(text)),
            is_swapped=_swapped(samples[column], found),
        )
        habits[column] = _decided_order(habit, decided.get(column, {}).get("date_order"))
    return habits


def _is_dotted(texts: list[str]) -> bool:
    """Whether all numeric dates have dots, which nobody writes month first."""
    return all(_DOTTED_DATE.match(text) for text in texts if _NUMERIC_DATE.match(text))


def _decided_order(habit: ColumnHabits, order: str | None) -> ColumnHabits:
    if order is None:
        return habit
    return replace(
        habit,
        day_first={"day_first": True, "month_first": False}.get(order, habit.day_first),
        year_first=order == "year_first",
        is_guess=False,
        is_swapped=False,
    )


def _pairs(texts: Iterable[str]) -> list[tuple[int, int]]:
    return [(int(match[1]), int(match[2])) for match in map(_NUMERIC_DATE.match, texts) if match]


def _told_order(pairs: list[tuple[int, int]]) -> bool | None:
    """Whether the day comes first, where a number above twelve tells it."""
    if any(first > 12 for first, _ in pairs):
        return True
    return False if any(second > 12 for _, second in pairs) else None


def _months_spread(pairs: list[tuple[int, int]]) -> bool:
    """For dates that could be read both ways: the smaller variety is the month, days vary more."""
    return len({first for first, _ in pairs}) > len({second for _, second in pairs})


def _year_first(texts: list[str]) -> bool:
    """24-03-05: three numbers of two digits, of which the first could be a year and varies less than the last."""
    parts = [match.groups() for match in map(_TWO_DIGITS.match, texts) if match]
    if not parts or any(not 13 <= int(first) <= 40 or int(second) > 12 for first, second, _ in parts):
        return False
    return len({first for first, *_ in parts}) < len({last for *_, last in parts})


def _swapped(texts: list[str], pairs: list[tuple[int, int]]) -> bool:
    """Whole dates of which none is after the twelfth, beside texts of which every one is."""
    days = [int(match[1]) for match in map(_WHOLE_DATE.match, texts) if match]
    return len(days) >= 2 and max(days) <= 12 and bool(pairs) and all(max(pair) > 12 for pair in pairs)


def with_days_swapped(texts: pa.Table, column: str) -> pa.Table:
    """Day and month of whole dates exchanged, where a spreadsheet program read them the wrong way round."""
    turned = pc.replace_substring_regex(texts.column(column), r"^(\d{4})-(\d{2})-(0\d|1[0-2])", r"\1-\3-\2")
    return texts.set_column(texts.schema.get_field_index(column), column, turned)


def _number_habits(
    columns: dict[str, pa.ChunkedArray], kinds: dict[str, Kind], decided: Dict[str, Dict[str, str]]
) -> dict[str, ColumnHabits]:
    samples = {column: _sample(texts) for column, texts in columns.items()}
    told = {column: _told_mark(texts) for column, texts in samples.items()}
    of_file = {mark for mark in told.values() if mark}
    habits = {}
    for column, texts in samples.items():
        mark, is_guess = told[column], False
        if mark is None and _parts_thousands(texts):
            is_guess = len(of_file) != 1 and kinds[column] is Kind.MONEY
            mark = "," if is_guess else next(iter(of_file)) if len(of_file) == 1 else None
        stated = decided.get(column, {}).get("decimal_mark")
        habits[column] = ColumnHabits(decimal_comma=(stated or mark) == ",", is_guess=is_guess and stated is None)
    return habits


def _told_mark(texts: list[str]) -> str | None:
    """The decimal sign that the cells prove: by digits behind it, or because all dots can only part thousands."""
    is_point = any(map(_DECIMAL_POINT.search, texts))
    if any(_DECIMAL_COMMA.search(text) for text in texts if "," in text):
        return "." if is_point else ","
    if _parts_thousands(texts) and any(map(_SURELY_THOUSANDS.search, texts)):
        return ","
    return "." if is_point else None


def _parts_thousands(texts: list[str]) -> bool:
    dotted = [text for text in texts if "." in text.strip(" .")]
    return bool(dotted) and all(map(_DOTTED_THOUSANDS.fullmatch, dotted))


def _rounded(whole: pa.ChunkedArray) -> bool:
    """True where a good part of the numbers too long for a spreadsheet end in zeros from the sixteenth digit on."""
    ends = (whole.slice(0, _SAMPLE), whole.slice(max(0, len(whole) - _SAMPLE)))
    column = pa.chunked_array([chunk for end in ends for chunk in end.chunks], pa.string())
    long_numbers = pc.sum(pc.match_substring_regex(column, _LONG_NUMBER)).as_py() or 0
    if not long_numbers:
        return False
    rounded = pc.sum(pc.match_substring_regex(column, _ROUNDED_NUMBER)).as_py() or 0
    return bool(rounded / long_numbers > 0.2)
