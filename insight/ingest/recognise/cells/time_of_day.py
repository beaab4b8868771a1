"""A day in one column and the time of day in another are one moment."""

import re

from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.names.header import Header, normalise_header
from insight.schema import TABLES, Kind

_DAY_ONLY = re.compile(
    r"((19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(19|20)\d{6}"
    r"|\d{1,2}[ -]?[a-z]{3,9}\.?[ ,-]*\d{2,4}|[a-z]{3,9}\.? \d{1,2},? \d{4})([ T]0{1,2}:00(:00)?)?",
    re.IGNORECASE,
)
_TIME_ONLY = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(\s?[ap]\.?m\.?)?", re.IGNORECASE)
_BARE_TIME = re.compile(rf"{_TIME_ONLY.pattern}|([01]?\d|2[0-3])[0-5]\d[0-5]\d", re.IGNORECASE)
"""A clock without colons is one only under a name that says so."""

_NAMES = frozenset({"时间", "时刻", "time", "time of day", "hora", "heure", "uhrzeit", "時刻", "時間"})
_AS_TIME = (("日期", "时间"), ("date", "time"), ("日", "時刻"), ("fecha", "hora"), ("datum", "zeit"))


def with_time_of_day(
    table: str, filled: dict[str, tuple[int, ...]], header: Header, witness: Witnessed
) -> dict[str, tuple[int, ...]]:
    """Columns of days joined with the time of day beside them, where exactly one column is that by its cells,
    and by its name or its place right behind the day."""
    used = {position for positions in filled.values() for position in positions}
    joined = dict(filled)
    for column, positions in filled.items():
        is_time = column in TABLES[table].column_names and TABLES[table][column].kind is Kind.TIME
        if not is_time or len(positions) != 1 or not _all_match(_DAY_ONLY, witness, positions[0]):
            continue
        wanted = _names_beside(header.cells[positions[0]])
        times = [
            position
            for position in header.named
            if position not in used
            and (_is_called(header.cells[position], wanted) or position == positions[0] + 1)
            and _all_match(_BARE_TIME if _is_called(header.cells[position], wanted) else _TIME_ONLY, witness, position)
        ]
        if len(times) == 1:
            joined[column] = (positions[0], times[0])
            used.add(times[0])
    return joined


def _is_called(header: str, wanted: frozenset[str]) -> bool:
    return normalise_header(header).replace("_", " ") in wanted


def _names_beside(date_header: str) -> frozenset[str]:
    """`下单日期` goes with `下单时间`, and any day with a plain `时间`."""
    name = normalise_header(date_header).replace("_", " ")
    return _NAMES | {name.replace(day, time) for day, time in _AS_TIME if day in name}


def _all_match(form: re.Pattern[str], witness: Witnessed, position: int) -> bool:
    said = [value for value in witness.values(position) if value]
    return bool(said) and all(form.fullmatch(value) for value in said)
