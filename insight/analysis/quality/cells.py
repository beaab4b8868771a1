"""The numbers of people whom broken rows speak of."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.quality.registry import find_rule
from insight.govern.small_cells import whole
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.quality.result import QualityResult


def cells(result: "QualityResult") -> Iterator[Cell]:
    """Of each rule whose rows name people, those whom the rows that break it speak of."""
    for row in result.rules[result.rules["customers"].notna()].to_dict("records"):
        rule = find_rule(row["rule"])
        yield Cell(key={"rule": rule.name}, label=rule.text, people=whole(row["customers"]))
