"""Who responded most: the effect by group, corrected for how many groups are looked at."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from insight.analysis.judge.comparisons import LEAST_ARM
from insight.analysis.judge.measured import Measured
from insight.analysis.judge.statements import FREQUENCIES, RECENCIES
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


def by_group(measured: Measured, by_rfm: pd.DataFrame, other: str) -> pd.DataFrame:
    """`other`: the arm to compare with; people alike are compared within each group. `by_rfm`: rfm_group, arm,
    customers, buyers; only people held back are compared by it. p is Holm's, over all groups of all kinds."""
    found = [*_by_history(measured, other), *(_by_rfm(by_rfm) if other == "control" else ())]
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
        counts = {arm: part[part["arm"] == arm] for arm in ("treated", "control")}
        sizes = int(counts["treated"]["customers"].sum()), int(counts["control"]["customers"].sum())
        if min(sizes) < LEAST_ARM:
            continue
        buyers = [int(counts[arm]["buyers"].sum()) for arm in ("treated", "control")]
        yield _row("rfm", str(group), sizes, buyers), shares_apart(buyers[0], sizes[0], buyers[1], sizes[1])


def _row(kind: str, group: str, sizes: tuple[int, int], buyers: list[int]) -> dict[str, Any]:
    return {
        "kind": kind,
        "group": group,
        "customers": sizes[0],
        "others": sizes[1],
        "rate": buyers[0] / sizes[0],
        "other_rate": buyers[1] / sizes[1],
    }
