"""The zone of the clocks of a file whose cells tell their distance from UTC: the one land in which all are right."""

import datetime as dt
import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

ZONES = (
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Asia/Bangkok",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Athens",
    "Europe/Moscow",
    "America/Sao_Paulo",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "Australia/Sydney",
    "Australia/Brisbane",
    "Pacific/Auckland",
)
_OFFSET = re.compile(
    r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\D.*\d:\d{2}.*?(?:GMT|UTC)? ?([+-])(\d{1,2})(?::?(\d{2}))?$", re.IGNORECASE
)
_SAMPLE = 2_000


def told_zone(texts: pa.Table, columns: Iterable[str]) -> str | None:
    """The zone in which every clock of the columns stands as its offset says; None where all are UTC or none fits.

    Of zones that fit alike the first counts. Cells that tell no offset, or tell UTC, say nothing of the shop's clock.
    """
    filled = [texts.column(column) for column in columns if column in texts.column_names]
    moments = [moment for cells in filled for moment in _moments(cells)]
    if not any(moment.utcoffset() for moment in moments):
        return None
    return next((zone for zone in ZONES if _fits(moments, ZoneInfo(zone))), None)


def _fits(moments: list[dt.datetime], zone: ZoneInfo) -> bool:
    return all(moment.astimezone(zone).utcoffset() == moment.utcoffset() for moment in moments)


def _moments(cells: pa.ChunkedArray) -> list[dt.datetime]:
    """Moments of different cells, taken evenly from the column."""
    different = pc.drop_null(pc.unique(cells))
    step = max(1, len(different) // _SAMPLE)
    found = (_OFFSET.match(text.strip()) for text in different.to_pylist()[::step])
    return [moment for match in found if match and (moment := _moment(*match.groups()))]


def _moment(year: str, month: str, day: str, sign: str, hours: str, minutes: str | None) -> dt.datetime | None:
    """Noon of the day: an offset holds for a season."""
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        return dt.datetime(int(year), int(month), int(day), 12, tzinfo=dt.timezone(offset))
    except ValueError:
        return None
