"""The numbers of people in channels."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.channels.words import STATES, channel_name
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.channels.result import ChannelsResult

_COUNTED = ("won", "kept_7", "kept_30", "kept_90", "ordered", "left", "valued")
_UNCOUNTED = ("away_7", "young_7", "away_30", "young_30", "away_90", "young_90", "untraced")


def cells(result: "ChannelsResult") -> Iterator[Cell]:
    """Of each channel whom its numbers count, and who is left over from them."""
    for row in result.channels.to_dict("records"):
        channel = str(row["channel"])
        for state in (*_COUNTED, *_UNCOUNTED):
            is_counted = state in _COUNTED
            yield Cell(
                key={"channel": channel, "state": state},
                label=_("{name}: {what}", name=channel_name(channel), what=STATES[state]),
                people=whole(row[state]) if is_counted else float("nan"),
                picker="channel_people",
                point=(row["channel"], state),
                says_people=not is_counted,
            )
