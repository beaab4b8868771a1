"""The numbers of people on journeys."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.journeys.words import PLACES, journey_name, move_name, stop_name
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.journeys.result import JourneysResult

_NAMES = tuple(PLACES)


def cells(result: "JourneysResult") -> Iterator[Cell]:
    """The channels of each place, the ways between places; whole journeys, and moves."""
    for row in result.places.to_dict("records"):
        place, channel = int(row["place"]), str(row["channel"])
        yield Cell(
            key={_NAMES[place]: channel},
            label=_("{place}: {name}", place=PLACES[_NAMES[place]], name=stop_name(channel)),
            people=whole(row["customers"]),
            picker="journey",
            point=("place", str(place), channel),
        )
    for row in result.ways.to_dict("records"):
        place, channel, then = int(row["place"]), str(row["channel"]), str(row["next"])
        here, there = _NAMES[place], _NAMES[place + 1]
        yield Cell(
            key={here: channel, there: then},
            label=_(
                "{place}: {name}, {then}: {next}",
                place=PLACES[here],
                name=stop_name(channel),
                then=PLACES[there],
                next=stop_name(then),
            ),
            people=whole(row["customers"]),
            picker="journey",
            point=("way", str(place), channel, then),
        )
    for row in result.journeys.to_dict("records"):
        key = {name: str(row[name]) for name in _NAMES}
        yield Cell(
            key=key,
            label=journey_name(row),
            people=whole(row["customers"]),
            picker="journey",
            point=("whole", *key.values()),
        )
    for row in result.moves.to_dict("records"):
        yield Cell(
            key={"channel": row["channel"], "then": row["then"]},
            label=move_name(row),
            people=whole(row["customers"]),
        )
