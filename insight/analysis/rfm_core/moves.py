"""The names people can move between, the order they stand in, and what a way between two of them is called."""

from collections.abc import Sequence
from itertools import product
from typing import Literal

import pandas as pd

from insight.analysis.rfm_core.names import EIGHT, ELEVEN, GROUPS, Scheme
from insight.i18n import Text, _

Moved = Literal["stayed", "up", "down", "entered"]

MOVED: dict[Moved, Text] = {
    "stayed": _("Stayed"),
    "up": _("Moved up"),
    "down": _("Moved down"),
    "entered": _("Came in"),
}
"""Every way, with its name."""

ENTRANTS: dict[str, Text] = {
    "prospects": GROUPS["prospects"].label,
    "newcomers": _("Not known before"),
    "elsewhere": _("Bought elsewhere only"),
}
"""Where people come from who had no scores on the earlier day."""


def ladder(scheme: Scheme) -> tuple[str, ...]:
    """The names that have scores, the best first."""
    names = EIGHT if scheme == "eight" else ELEVEN
    return tuple(group.key for group in names if group.key != "prospects")


def label(name: str) -> Text:
    """What people call a name, or where entrants come from."""
    return ENTRANTS[name] if name in ENTRANTS else GROUPS[name].label


def way(from_group: str, to_group: str, scheme: Scheme) -> Moved:
    """What going from one name to another is called."""
    rungs = ladder(scheme)
    if from_group not in rungs:
        return "entered"
    climbed = rungs.index(from_group) - rungs.index(to_group)
    return "stayed" if climbed == 0 else "up" if climbed > 0 else "down"


def ways(origins: Sequence[str], scheme: Scheme) -> pd.DataFrame:
    """Every way from one of the origins to a name: from_group, to_group, moved."""
    rows = [(one, other, way(one, other, scheme)) for one, other in product(origins, ladder(scheme))]
    return pd.DataFrame(rows, columns=["from_group", "to_group", "moved"])
