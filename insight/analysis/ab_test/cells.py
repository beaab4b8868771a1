"""The numbers of people in a test: each version, and of it who bought and who did not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.ab_test.result import AbTestResult

_BOUGHT: dict[bool, Text] = {True: _("bought"), False: _("did not buy")}


def cells(result: "AbTestResult") -> Iterator[Cell]:
    """None where nobody is named: numbers given by hand, and a test that is only planned."""
    for row in result.arms.to_dict("records") if result.compared is not None else []:
        arm = str(row["arm"])
        name, everybody = _("{name}", name=arm), whole(row["customers"])
        yield Cell(key={"arm": arm}, label=name, people=everybody, picker="versions", point=(arm, None))
        counts = {True: row["buyers"], False: row["customers"] - row["buyers"]}
        for bought, label in _BOUGHT.items():
            yield Cell(
                key={"arm": arm, "bought": bought},
                label=_("{name} · {state}", name=name, state=label),
                people=whole(counts[bought]),
                picker="versions",
                point=(arm, bought),
            )
