"""Some numbers of every analysis, as segments."""

import datetime as dt
from collections.abc import Iterator

from insight.analysis import ANALYSES
from insight.analysis.lifecycle import STAGES, LifecycleParams, lifecycle
from insight.analysis.overview import OverviewParams, overview
from insight.analysis.quality import QualityParams, quality
from insight.analysis.rfm import RfmParams, rfm
from insight.segments import Segment
from insight.warehouse import DuckWarehouse


def some_numbers(shop: DuckWarehouse, as_of: dt.date) -> Iterator[tuple[str, Segment]]:
    """Name of the analysis, and a segment of it."""
    scored = rfm(shop, RfmParams(as_of=as_of, currency="CNY", method="fixed", bins=3))
    for cell in ({"r": 3}, {"f": 1, "m": 2}, {"group": "prospects"}, {"eight": "key_value", "eleven": "champions"}):
        yield "rfm", scored.segment(**cell)
    looked = overview(shop, OverviewParams(as_of=as_of, currency="CNY"))
    for group in ("buyers", "repeat_buyers", "one_time_buyers", "members_without_orders"):
        yield "overview", looked.segment(group=group)
    yield "overview", looked.segment(group="new", period=dt.date(2025, 6, 1))
    yield "overview", looked.segment(channel="JD")
    if "lifecycle" in ANALYSES:
        yield from _of_lifecycle(shop, as_of)
    checked = quality(shop, QualityParams(as_of=as_of, currency="CNY"))
    for rule in checked.rules.loc[checked.rules["customers"] > 0, "rule"].iloc[:2]:
        yield "quality", checked.segment(rule=rule)


def _of_lifecycle(shop: DuckWarehouse, as_of: dt.date) -> Iterator[tuple[str, Segment]]:
    lives = lifecycle(shop, LifecycleParams(as_of=as_of, currency="CNY"))
    for stage in STAGES:
        yield "lifecycle", lives.segment(stage=stage.key)
    yield "lifecycle", lives.segment(stage="contacted", month=dt.date(2025, 5, 1))
