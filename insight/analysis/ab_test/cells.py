"""The numbers of people in a test: each version, and of it who bought and who did not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.judge import arm_cells
from insight.i18n import _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.ab_test.result import AbTestResult


def cells(result: "AbTestResult") -> Iterator[Cell]:
    """None where nobody is named: numbers given by hand, and a test that is only planned."""
    for row in result.arms.to_dict("records") if result.compared is not None else []:
        yield from arm_cells(row, _("{name}", name=str(row["arm"])), picker="versions")
