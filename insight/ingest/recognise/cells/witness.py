"""What the cells say about a column, whatever its header says."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from insight.schema import Kind

_ROWS = 200
_ENOUGH = 0.8
_UNIQUE_ENOUGH = 0.8
_NOTHING = frozenset(
    {"-", "--", "—", "/", "\\n", "n/a", "na", "nan", "null", "none", "#n/a", "0000-00-00", "0000-00-00 00:00:00"}
)
_BETWEEN = "\x1f"
_PROTECTED = re.compile(r'^=?"(.*)"$')

_OTHER_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_BEFORE_A_DATE = re.compile(r"\D{3,}\s(?:on|vom|am|le|el|il|op|em|den)\s+(?=\d|[^\W\d]{3,9}\.? \d)", re.IGNORECASE)
"""What stands before the date of a review: `Reviewed in Canada on April 13, 2025`."""

_WRITTEN_TIME = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?(?:(?:民[國国])?\s?1\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}|"
    r"(?:令和|平成|昭和|[rhs]\.?)\s?(?:元|\d{1,2})\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}|"
    r"(19|20|25)\d{2}([-/年]\s?\d{1,2}([-/月]|$)|\.\s?\d{1,2}\.)|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(\D|$)"
    r"|(\d{1,2}[\s.-]*)?[a-zà-ÿ]{3,9}\.?[\s-]*\d{1,2}(st|nd|rd|th)?,?[\s-]+\d{2,4}"
    r"|\d{1,2}[\s.-]+(?:de\s+)?[^\W\d_]{3,9}\.?,?[\s-]+(?:del?\s+|of\s+)?\d{2,4})",
    re.IGNORECASE,
)
_WHOLE_DATE = re.compile(
    r"((19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}/\d{1,2}/\d{2,4})([T\s]|$)", re.IGNORECASE
)
_NUMERIC_TIME = re.compile(
    r"(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\d{4}|\d{6})?(\.0)?$|[2-6]\d{4}(\.\d+)?$|1\d{9}(\d{3}|\d{6})?(\.\d+)?$"
)
_MONTH_AND_DAY = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?$")
_UNITS = (
    "aed|ars|aud|bdt|brl|cad|chf|clp|cny|cop|czk|dkk|egp|eur|gbp|hkd|huf|idr|ils|inr|jpy|krw|mxn|myr|ngn|nok|nzd|pen|"
    "php|pkr|pln|rmb|ron|rub|sar|sek|sgd|thb|try|twd|uah|usd|vnd|zar|rp|rm|rs|ksh|kr|fr|tk|sfr|lei|zł|r(?=\\s)|[a-z]{1,2}(?=\\$)"
)
_AMOUNT = re.compile(
    rf"\(?[+-]?\s?((?:{_UNITS})\.?\$?\s?|[^\w\s.,()+\-:/]\s?)?((?<![a-z])[+-])?\.?\d(?:[\d,.'’]|\s(?=\d{{3}}(?!\d)))*(e\+\d+)?\s?([a-z]{{1,3}}|[^\d\s]{{1,2}}|[^\W\da-z]{{1,5}}(\.[^\W\da-z]{{1,3}})?\.?|euros?|dollars?)?\)?$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?[\d*]{6,16}$|\+?[\d*]{6,16}(ext|x|转|_|#)\d+$|\d+E\+\d+$", re.IGNORECASE)
_SEVERAL = re.compile(r"(?<=\d{6})\s*[/、;,，；|\n]\s*(?=\+?\d{6})")
_PHONE_SIGNS = re.compile(r"[\s\-()/.]")
_DURATION = re.compile(
    r"\d{1,3}:\d{2}(:\d{2})?(\.\d+)?|(\d+\s*(小时|时|h))?\s*(\d+\s*(分钟|分|min|m))?\s*([\d.]+\s*(秒|sec|s))?",
    re.IGNORECASE,
)
_NO_DIGITS = re.compile(r"[^\d.,+-]")


@dataclass(frozen=True, slots=True)
class Witnessed:
    """The first rows of a sheet, by column; a cell that says nothing is an empty text."""

    columns: tuple[tuple[str, ...], ...]
    cells: pa.Table

    @classmethod
    def of(cls, cells: pa.Table) -> "Witnessed":
        """Look at the first 200 rows of the columns "0", "1", …"""
        first = cells.slice(0, _ROWS)
        names = sorted((name for name in first.column_names if name.isdigit()), key=int)
        return cls(tuple(tuple(_said(cell) for cell in first.column(name).to_pylist()) for name in names), cells)

    def values(self, position: int) -> tuple[str, ...]:
        """The cells of a column, row by row; none where the sheet has no such column."""
        return self.columns[position] if position < len(self.columns) else ()

    def numbers(self, position: int) -> tuple[float | None, ...]:
        """The plain numbers of a column, row by row; None for any other cell."""
        return tuple(_number(value) for value in self.values(position))

    def is_blank(self, position: int) -> bool:
        """Whether there are rows and the column says nothing in any of them."""
        values = self.values(position)
        return bool(values) and not any(values)

    def agrees(self, kind: Kind, position: int) -> bool:
        """Whether at least four cells in five look like the kind; a blank column contradicts nothing."""
        said = [value for value in self.values(position) if value]
        return not said or _share(kind, said) >= _ENOUGH

    def is_figure(self, position: int) -> bool:
        """Whether the cells are numbers, or lengths of time such as 00:02:31 and 2分31秒."""
        said = [value for value in self.values(position) if value]
        durations = sum(bool(_DURATION.fullmatch(value)) for value in said)
        return self.agrees(Kind.NUMBER, position) or durations >= _ENOUGH * len(said)

    def where_repeated(self, key: Sequence[int]) -> "Witnessed":
        """The first rows, of the whole sheet, whose values in these columns stand in several rows."""
        column = self._joined(key)
        counted = column.drop_null().value_counts()
        several = counted.field("values").filter(pc.greater(counted.field("counts"), 1))
        return Witnessed.of(self.cells.filter(pc.is_in(column, value_set=several.slice(0, _ROWS))))

    def _joined(self, key: Sequence[int]) -> pa.Array:
        columns = [self.cells.column(str(at)).combine_chunks() for at in key]
        return columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, _BETWEEN)

    @property
    def has_rows(self) -> bool:
        """Whether there is any row at all."""
        return bool(self.cells.num_rows)

    def tells_apart(self, position: int) -> bool:
        """Whether nearly every filled row has a value of its own."""
        said = [value for value in self.values(position) if value]
        return len(set(said)) >= _UNIQUE_ENOUGH * len(said)

    def own_share(self, position: int) -> float:
        """How many different values there are for a filled row."""
        said = [value for value in self.values(position) if value]
        return len(set(said)) / len(said) if said else 0.0

    @staticmethod
    def is_own(share: float) -> bool:
        """Whether nearly every row has a value of its own."""
        return share >= _UNIQUE_ENOUGH

    def constant_within(self, group: Sequence[int], position: int) -> bool:
        """Whether the rows that agree in the columns `group` never hold two different values."""
        seen: dict[tuple[str, ...], str] = {}
        keys = zip(*(self.values(at) for at in group), strict=False)
        pairs = zip(keys, self.values(position), strict=False)
        return all(seen.setdefault(key, value) == value for key, value in pairs if all(key) and value)


def _said(cell: str | None) -> str:
    text = unicodedata.normalize("NFKC", cell or "").translate(_OTHER_DIGITS).strip().removeprefix("'").strip()
    text = _PROTECTED.sub(r"\1", text).strip()
    return "" if text.lower() in _NOTHING else text


def _number(value: str) -> float | None:
    try:
        return float(_NO_DIGITS.sub("", value).replace(",", ""))
    except ValueError:
        return None


def _share(kind: Kind, said: Sequence[str]) -> float:
    return sum(looks_like(kind, value) for value in said) / len(said)


def looks_like(kind: Kind, value: str) -> bool:
    """Whether one cell looks like the kind."""
    match kind:
        case Kind.TIME:
            return _is_time(value)
        case Kind.DATE:
            return _is_time(value) or bool(_MONTH_AND_DAY.match(value))
        case Kind.MONEY | Kind.NUMBER | Kind.COUNT:
            return bool(_AMOUNT.match(value))
        case Kind.PHONE:
            return all(_PHONE.match(_PHONE_SIGNS.sub("", part)) for part in _SEVERAL.split(value))
        case Kind.EMAIL:
            return "@" in value
        case Kind.ID:
            return not _WHOLE_DATE.match(value) and "@" not in value
        case _:
            return True


def is_written_time(value: str) -> bool:
    """Whether a cell is a day or a moment that is no bare number."""
    return bool(_WRITTEN_TIME.match(_BEFORE_A_DATE.sub("", value, count=1)))


def _is_time(value: str) -> bool:
    return bool(is_written_time(value) or _NUMERIC_TIME.match(value))


def any_filled(witness: Witnessed, positions: Iterable[int]) -> bool:
    """Whether one of the columns says something, or the sheet has no rows to say it in."""
    return any(not witness.is_blank(position) for position in positions)
