"""Text to typed values, column by column; and the cells that could not be read.

Nearly every cell of an export is written in one plain form. A column is therefore read in two steps: a cheap expression
reads the plain form in all rows, and the full reading (macros.sql) is asked once for each other text that occurs.
Statements are put together from the names and kinds in `insight.schema` only.
"""

from collections.abc import Mapping as Dict
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.clean.chinese_numbers import chinese_number
from insight.ingest.clean.columns import HEADER, PART, ColumnHabits
from insight.ingest.clean.forms import FULL, FULL_BY_NAME, FULL_TEXT, IS_PLAIN, KNOWN_PLAIN, PLACES, PROBLEM
from insight.ingest.clean.hidden_digits import read_masked
from insight.ingest.clean.times import read_times
from insight.ingest.recognise.facts.melt import VALUE_COLUMN
from insight.schema import TABLES, Column, Kind
from insight.warehouse import Session

_FIRST, _FEW = 10_000, 8

_SECONDS = {"second_phone": ("phone", "as_second_phone(text)"), "second_email": ("email", "as_second_email(text)")}
"""A cell with two phones or two addresses names the person twice."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """How one column is read: from which text, when it is plain (nothing: it is taken for other), then in full."""

    column: Column
    text: str
    plain: tuple[str, ...]
    full: str


def type_table(
    session: Session, name: str, texts: pa.Table, habits: Dict[str, ColumnHabits], timezone: str
) -> pa.Table:
    """Fill the temporary table `typed_<name>` from the texts: the canonical columns typed, and `source_row`.

    Texts that are no canonical column, such as `part` and `header`, are passed on. Returns the cells with a text and no
    value: source_row, column_name, header (None where the mapping tells it), value, reason (a key of
    `problems.REASONS`). Leaves `texts` registered. A column that holds nothing costs nothing.
    """
    session.register("texts", texts)
    filled = {column for column in texts.column_names if texts.column(column).null_count < texts.num_rows}
    readings = [reading for column in TABLES[name].columns if (reading := _reading(name, column, filled))]
    problems = []
    read: dict[str, str] = {}
    values: dict[str, Any] = {}
    for reading in readings:
        own = _values(habits.get(reading.column.name, ColumnHabits()), timezone)
        if _read_others(session, reading, _has_few(texts.column(reading.text)), own):
            is_melted = HEADER in texts.column_names and VALUE_COLUMN[name] == reading.column.name
            problems.append(_unreadable(session, reading, is_melted=is_melted))
            read[reading.column.name] = _value(reading, with_others=True)
            read |= _second(session, name, reading.column.name, filled)
        else:
            read[reading.column.name] = _value(reading, with_others=False)
        values |= {f"{place}_{reading.column.name}": value for place, value in own.items()}
    passed_on = [column for column in texts.column_names if column not in TABLES[name].column_names]
    joins = _joins(read, filled)
    if "phone_masked" in TABLES[name].column_names:
        read["phone_masked"], of_masked = read_masked(session, name, filled)
        joins += of_masked
    session.execute(
        _typing_statement(name, read, joins, [column for column in passed_on if column != "address"]), values
    )
    return pa.concat_tables(problems) if problems else _NO_CELLS


_NO_CELLS = pa.table(
    {
        "source_row": pa.array([], pa.int64()),
        "column_name": pa.array([], pa.string()),
        "header": pa.array([], pa.string()),
        "value": pa.array([], pa.string()),
        "reason": pa.array([], pa.string()),
    }
)


def _values(habit: ColumnHabits, timezone: str) -> dict[str, Any]:
    return {
        "decimal_comma": habit.decimal_comma,
        "rounded": habit.rounded,
        "formats": habit.time_formats,
        "timezone": timezone,
    }


def _reading(name: str, column: Column, filled: set[str]) -> _Reading | None:
    """None for a column that no text fills."""
    if column.name in PLACES:
        own, from_address = PLACES[column.name]
        if column.name in filled:
            return _Reading(column, column.name, (), own)
        return _Reading(column, "address", (), from_address) if "address" in filled else None
    if column.name not in filled:
        return None
    full = FULL_BY_NAME.get((name, column.name)) or FULL.get(column.kind, FULL_TEXT)
    return _Reading(column, column.name, IS_PLAIN.get(column.kind, ()), full)


def _has_few(texts: pa.ChunkedArray) -> bool:
    """Whether the first cells hold few different texts: then each is looked at once, and not in every row."""
    first = texts.slice(0, _FIRST)
    return bool(pc.count_distinct(first).as_py() * _FEW <= len(first))


def _read_others(session: Session, reading: _Reading, has_few: bool, values: dict[str, Any]) -> bool:
    """Make `other_<column>(text, value)` of the texts that are not in the plain form; whether there are any."""
    others = f'"other_{reading.column.name}"'
    plain = " ".join(f"WHEN {condition.format(x='text')} THEN FALSE" for condition in reading.plain)
    is_other = f"CASE {plain} ELSE TRUE END" if plain else "TRUE"
    column, source = reading.text, "texts"
    if has_few:
        session.execute(_OTHERS.format(others=others, column=column, source=source, is_other="TRUE"))
        column, source = "text", others
    session.execute(_OTHERS.format(others=others, column=column, source=source, is_other=is_other), values)
    if not session.scalar(f"SELECT count(*) FROM {others}"):  # noqa: S608
        return False
    if reading.column.kind in (Kind.TIME, Kind.DATE):
        read_times(session, f"other_{reading.column.name}", values)
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE {others} AS "  # noqa: S608
        f"SELECT text, {reading.full.format(x='text')} AS value FROM {others}",
        values,
    )
    if reading.column.kind in _SPELLED:
        _read_spelled(session, reading.column)
    return True


_OTHERS = """
CREATE OR REPLACE TEMP TABLE {others} AS
SELECT DISTINCT text
FROM (SELECT "{column}" AS text FROM {source}) AS cells
WHERE text IS NOT NULL AND {is_other}
"""

_SPELLED = (Kind.MONEY, Kind.NUMBER, Kind.COUNT)


def _read_spelled(session: Session, column: Column) -> None:
    """Numbers in Chinese words, which no expression reads."""
    name = f'"other_{column.name}"'
    frame = session.query(f"SELECT text FROM {name} WHERE value IS NULL AND regexp_matches(text, '[一-龥]')")  # noqa: S608
    read = {text: value for text in frame["text"] if (value := chinese_number(str(text))) is not None}
    if not read:
        return
    spelled = {"text": pa.array(list(read), pa.string()), "value": pa.array(read.values(), pa.float64())}
    session.register("spelled", pa.table(spelled))
    session.execute(
        f"UPDATE {name} SET value = spelled.value::{column.kind.sql_type} FROM spelled WHERE spelled.text = {name}.text"  # noqa: S608
    )


def _value(reading: _Reading, *, with_others: bool) -> str:
    name, kind = reading.column.name, reading.column.kind
    if not reading.plain:
        return f'"other_{name}".value' if with_others else f"NULL::{kind.sql_type}"
    plain = KNOWN_PLAIN[kind].format(x=f'texts."{reading.text}"')
    return f'CASE WHEN "other_{name}".text IS NULL THEN {plain} ELSE "other_{name}".value END' if with_others else plain


def _typing_statement(name: str, read: dict[str, str], joins: list[str], passed_on: list[str]) -> str:
    """Every column of the table: read, or null."""
    columns = {column.name: read.get(column.name, f"NULL::{column.kind.sql_type}") for column in TABLES[name].columns}
    if name == "order_items":
        columns["exact_price"] = _exact_price("unit_price" in read)
        columns[PART] = "0"
    columns |= {column: f'texts."{column}"' for column in passed_on}
    selected = ", ".join(f'{expression} AS "{column}"' for column, expression in columns.items())
    return f'CREATE OR REPLACE TEMP TABLE "typed_{name}" AS SELECT {selected} FROM texts {" ".join(joins)}'  # noqa: S608


def _joins(read: dict[str, str], filled: set[str]) -> list[str]:
    """Each column with its dictionary of other texts joined by text."""
    return [
        f'LEFT JOIN "other_{column}" ON "other_{column}".text = texts."{_text_of(column, filled)}"'
        for column, expression in read.items()
        if f'"other_{column}".value' in expression
    ]


def _second(session: Session, name: str, first: str, filled: set[str]) -> dict[str, str]:
    """The column that takes the second phone or address of the cells of `first`; none where no cell has two."""
    second = next((column for column, (of, _reading) in _SECONDS.items() if of == first), None)
    if second is None or second not in TABLES[name].column_names or second in filled:
        return {}
    if not session.scalar(f'SELECT count(*) FROM "other_{first}" WHERE strlen(text) > 12'):  # noqa: S608
        return {}
    session.execute(
        f'CREATE OR REPLACE TEMP TABLE "other_{second}" AS '  # noqa: S608
        f'SELECT text, {_SECONDS[second][1]} AS value FROM "other_{first}" WHERE strlen(text) > 12'
    )
    return {second: f'"other_{second}".value'}


def _text_of(column: str, filled: set[str]) -> str:
    if column in _SECONDS and column not in filled:
        return _SECONDS[column][0]
    return "address" if column in PLACES and column not in filled else column


def _exact_price(is_filled: bool) -> str:
    """Prices below a cent matter as soon as they are multiplied with a quantity."""
    if not is_filled:
        return "NULL::DOUBLE"
    return "coalesce(try_cast(texts.unit_price AS DOUBLE), as_number(texts.unit_price, $decimal_comma_unit_price))"


def _unreadable(session: Session, reading: _Reading, *, is_melted: bool) -> pa.Table:
    """The rows of the texts that stand for no value and should."""
    check = PROBLEM.get(reading.column.kind)
    if check is None or reading.text != reading.column.name:
        return _NO_CELLS
    return session.arrow(
        f"""
        SELECT texts.source_row, '{reading.column.name}' AS column_name,
            {"texts.header" if is_melted else "NULL::VARCHAR"} AS header, bad.text AS value, bad.reason
        FROM (
            SELECT text, {check.format(x="text")} AS reason
            FROM "other_{reading.column.name}"
            WHERE value IS NULL
        ) AS bad
        JOIN texts ON texts."{reading.text}" = bad.text
        WHERE bad.reason IS NOT NULL
        ORDER BY texts.source_row
        """  # noqa: S608
    )
