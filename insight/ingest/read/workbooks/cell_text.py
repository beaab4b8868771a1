"""Cells of a workbook as text: what a person would type to write them again."""

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

_EXACT = float(1 << 53)
_LONGEST_PLAIN = 40


def column_text(values: Sequence[object]) -> pa.Array:
    """One column as text: plain digits, "YYYY-MM-DD HH:MM:SS[.fff]", TRUE and FALSE; empty and error cells are null."""
    kinds = set(map(type, values))
    if kinds <= {str}:
        return _without_empty(pa.array(values, pa.string()))
    if kinds == {float}:
        return _number_texts(pa.array(values, pa.float64()))
    if kinds == {dt.datetime}:
        return _time_texts(pa.array(values, pa.timestamp("us")))
    return pa.array([_WRITE[type(value)](value) for value in values], pa.string())


def _without_empty(texts: pa.Array) -> pa.Array:
    empty = pc.equal(texts, "")
    return pc.if_else(empty, None, texts) if pc.any(empty).as_py() else texts


def _number_texts(numbers: pa.Array) -> pa.Array:
    whole = pc.and_(pc.equal(pc.trunc(numbers), numbers), pc.less_equal(pc.abs(numbers), _EXACT))
    digits = pc.cast(pc.cast(pc.if_else(whole, numbers, 0.0), pa.int64()), pa.string())
    if pc.all(whole).as_py():
        return digits
    texts = pc.if_else(whole, digits, pc.cast(numbers, pa.string()))
    is_large = pc.greater(pc.abs(numbers), _EXACT)
    if pc.any(pc.or_(pc.match_substring(texts, "e"), is_large)).as_py():
        return pa.array([number_text(number) for number in numbers.to_pylist()], pa.string())
    return texts


def number_text(number: float) -> str | None:
    """The shortest digits that give the number again, without an exponent where they fit into 40 characters.

    A whole number beyond what a spreadsheet holds exactly keeps its exponent: its last digits are not those that were
    written, and zeros would hide it.
    """
    if number != number or number in (float("inf"), float("-inf")):
        return None
    if number == int(number):
        return str(int(number)) if abs(number) <= _EXACT else _scientific(number)
    plain = format(Decimal(repr(number)), "f").removesuffix(".0")
    return plain if len(plain) <= _LONGEST_PLAIN else repr(number)


def _scientific(number: float) -> str:
    """6.932169358293001E+18, as the program shows it that spoilt it."""
    written = repr(number)
    return written.upper() if "e" in written else f"{number:.15E}"


def _time_texts(times: pa.Array) -> pa.Array:
    whole = times.cast(pa.timestamp("s"), safe=False)
    texts = whole.cast(pa.string())
    exact = pc.equal(whole.cast(pa.timestamp("us")), times)
    if pc.all(exact).as_py():
        return texts
    return pc.if_else(exact, texts, times.cast(pa.timestamp("ms"), safe=False).cast(pa.string()))


def _datetime_text(value: dt.datetime) -> str:
    return value.isoformat(sep=" ", timespec="milliseconds" if value.microsecond else "seconds")


def _time_text(value: dt.time) -> str:
    return value.isoformat(timespec="milliseconds" if value.microsecond else "seconds")


def _duration_text(value: dt.timedelta) -> str:
    """Hours may exceed a day: 30:05:00."""
    seconds = abs(round(value.total_seconds()))
    sign = "-" if value < dt.timedelta(0) else ""
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


_WRITE: dict[type, Callable[..., str | None]] = {
    str: lambda text: text or None,
    float: number_text,
    int: str,
    bool: lambda flag: "TRUE" if flag else "FALSE",
    dt.datetime: _datetime_text,
    dt.date: lambda day: f"{day.isoformat()} 00:00:00",
    dt.time: _time_text,
    dt.timedelta: _duration_text,
}
