"""Who responded most: the effect by group, corrected for how many groups are looked at."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from insight.analysis.judge.comparisons import LEAST_ARM
from insight.analysis.judge.measured import Measured
from insight.analysis.judge.people import FREQUENCIES, RECENCIES
from insight.i18n import Text, _
from insight.statistics.corrections import holm
from insight.statistics.strata import matched
from insight.statistics.two_groups import Difference, shares_apart

COLUMNS = ("kind", "group", "customers", "others", "rate", "other_rate", "difference", "low", "high", "p", "certain")

RECENCY_WORDS: dict[str, Text] = {
    "never": _("Never bought before"),
    "30": _("Bought within 30 days before"),
    "90": _("Bought 31 to 90 days before"),
    "180": _("Bought 91 to 180 days before"),
    "365": _("Bought 181 to 365 days before"),
    "longer": _("Bought over a year before"),
}
FREQUENCY_WORDS: dict[str, Text] = {
    "0": _("No order before"),
    "1": _("One order before"),
    "2": _("Two orders before"),
    "3": _("Three to five orders before"),
    "6": _("Six or more orders before"),
}


def by_group(measured: Measured, by_rfm: pd.DataFrame, by_fact: pd.DataFrame, other: str) -> pd.DataFrame:
    """`other`: the arm to compare with; people alike are compared within each group. `by_rfm`: rfm_group, arm,
    customers, buyers; `by_fact`: kind, value and the same; only people held back are compared by them. p is Holm's,
    over all groups of all kinds."""
    held_back = (*_by_rfm(by_rfm), *_by_fact(by_fact)) if other == "control" else ()
    found = [*_by_history(measured, other), *held_back]
    corrected = holm([difference.p for _row, difference in found])
    rows = [
        row
        | {
            "difference": difference.value,
            "low": difference.low,
            "high": difference.high,
            "p": p,
            "certain": bool(p < 0.05 and difference.direction != 0),
        }
        for (row, difference), p in zip(found, corrected, strict=True)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _by_history(measured: Measured, other: str) -> Iterator[tuple[dict[str, Any], Difference]]:
    for kind, values in (("recency", RECENCIES), ("frequency", FREQUENCIES)):
        for value in values:
            part = Measured(measured.rows[measured.rows[kind] == value])
            sizes = part.customers("treated"), part.customers(other)
            if min(sizes) < LEAST_ARM:
                continue
            buyers = [int(part.total(arm, "people", 0)) for arm in ("treated", other)]
            yield _row(kind, value, sizes, buyers), _difference(part, other, sizes, buyers)


def _difference(part: Measured, other: str, sizes: tuple[int, int], buyers: list[int]) -> Difference:
    if other == "others":
        return matched(part.strata("treated", other, "people", 0)).difference
    return shares_apart(buyers[0], sizes[0], buyers[1], sizes[1])


def _by_rfm(rows: pd.DataFrame) -> Iterator[tuple[dict[str, Any], Difference]]:
    for group, part in rows.groupby("rfm_group", sort=True):
        yield from _directly("rfm", str(group), part)


def _by_fact(rows: pd.DataFrame) -> Iterator[tuple[dict[str, Any], Difference]]:
    """By tier and by channel, where there are several that can be compared."""
    for kind, part in rows.groupby("kind", sort=True):
        found = [
            one for value, own in part.groupby("value", sort=True) for one in _directly(str(kind), str(value), own)
        ]
        if len(found) > 1:
            yield from found


def _directly(kind: str, group: str, part: pd.DataFrame) -> Iterator[tuple[dict[str, Any], Difference]]:
    counts = {arm: part[part["arm"] == arm] for arm in ("treated", "control")}
    sizes = int(counts["treated"]["customers"].sum()), int(counts["control"]["customers"].sum())
    if min(sizes) >= LEAST_ARM:
        buyers = [int(counts[arm]["buyers"].sum()) for arm in ("treated", "control")]
        yield _row(kind, group, sizes, buyers), shares_apart(buyers[0], sizes[0], buyers[1], sizes[1])


def _row(kind: str, group: str, sizes: tuple[int, int], buyers: list[int]) -> dict[str, Any]:
    return {
        "kind": kind,
        "group": group,
        "customers": sizes[0],
        "others": sizes[1],
        "rate": buyers[0] / sizes[0],
        "other_rate": buyers[1] / sizes[1],
    }
