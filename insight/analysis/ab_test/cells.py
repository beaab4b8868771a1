"""The numbers of people in a test of versions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.ab_test.result import AbTestResult

_BOUGHT: dict[bool | None, Text] = {None: _("All"), True: _("bought"), False: _("did not buy")}


def cells(result: "AbTestResult") -> Iterator[Cell]:
    """Each version, and of it who bought and who did not."""
    for row in result.arms.to_dict("records"):
        arm = str(row["arm"])
        people = {None: row["customers"], True: row["buyers"], False: row["customers"] - row["buyers"]}
        for bought, label in _BOUGHT.items():
            yield Cell(
                key={"arm": arm} | ({} if bought is None else {"bought": bought}),
                label=_("{name} · {state}", name=arm, state=label),
                people=whole(people[bought]),
                picker="versions",
                point=(arm, bought),
            )
