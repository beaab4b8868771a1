"""What days stand out for: festivals, campaigns, and what staff noted."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from insight.calendar.day_notes import day_notes
from insight.calendar.festival_days import festival_days
from insight.i18n import Text, _
from insight.warehouse import Warehouse

Kind = Literal["note", "festival", "campaign"]

_OWN, _CAMPAIGN = 1, 2

_CAMPAIGNS = """
SELECT
    coalesce(named.campaign_id, touched.campaign_id) AS campaign_id,
    coalesce(named.name, named.campaign_id, touched.campaign_id) AS name,
    coalesce(named.starts_at, touched.sent_at)::DATE AS first,
    coalesce(named.ends_at, named.starts_at, touched.sent_at) AS ends_at
FROM (
    SELECT campaign_id, min(name) AS name, min(starts_at) AS starts_at, max(ends_at) AS ends_at
    FROM core.campaigns
    GROUP BY campaign_id
) AS named
FULL JOIN (
    SELECT campaign_id, min(sent_at) AS sent_at
    FROM core.touches
    WHERE campaign_id IS NOT NULL
    GROUP BY campaign_id
) AS touched ON touched.campaign_id = named.campaign_id
WHERE coalesce(named.starts_at, touched.sent_at) IS NOT NULL
ORDER BY first, campaign_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """From `first` to `last`, both included. The lower its `rank`, the sooner it gets room on a picture: festivals
    have 1 to 3, what staff noted ranks with what moves everybody."""

    kind: Kind
    name: Text
    short: Text
    first: dt.date
    last: dt.date
    rank: int


def festivals_on(first: dt.date, last: dt.date) -> list[Occasion]:
    """The festivals from `first` to `last`."""
    return [
        Occasion(
            kind="festival",
            name=found.festival.name,
            short=found.festival.short,
            first=found.day,
            last=found.day,
            rank=found.festival.rank,
        )
        for found in festival_days(first, last)
    ]


def campaigns_of(warehouse: Warehouse) -> list[Occasion]:
    """Every campaign from its start to its end; one that only its contacts know, on the day of the first of them."""
    return [
        Occasion(
            kind="campaign",
            name=_("{name}", name=row["name"]),
            short=_("{name}", name=row["name"]),
            first=row["first"],
            last=max(row["first"], _last_day(row["ends_at"])),
            rank=_CAMPAIGN,
        )
        for row in warehouse.arrow(_CAMPAIGNS).to_pylist()
    ]


def notes_of(warehouse: Warehouse) -> list[Occasion]:
    """What staff noted."""
    return [
        Occasion(
            kind="note",
            name=_("{name}", name=note.note),
            short=_("{name}", name=note.note),
            first=note.day,
            last=note.day,
            rank=_OWN,
        )
        for note in day_notes(warehouse)
    ]


def in_view(first: dt.date, last: dt.date, *more: list[Occasion]) -> list[Occasion]:
    """The festivals from `first` to `last`, and of the others what begins in these days; in order of time."""
    return sorted(
        (*festivals_on(first, last), *_beginning(first, last, *more)), key=lambda one: (one.first, one.rank, one.kind)
    )


def _beginning(first: dt.date, last: dt.date, *more: list[Occasion]) -> Iterator[Occasion]:
    return (one for occasions in more for one in occasions if first <= one.first <= last)


def _last_day(ends_at: dt.datetime) -> dt.date:
    """`ends_at` is the first moment that is no longer in it."""
    return (ends_at - dt.timedelta(microseconds=1)).date()
