"""The numbers of people whom the judge compares."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.judge.words import ARM_WORDS, group_words
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.judge.result import JudgeResult

_BOUGHT: dict[bool, Text] = {True: _("bought"), False: _("did not buy")}


def cells(result: "JudgeResult") -> Iterator[Cell]:
    """Each side, and of it who bought and who did not; those contacted of each group."""
    for row in result.arms.to_dict("records"):
        yield from arm_cells(row, ARM_WORDS[str(row["arm"])], picker="sides")
    for row in result.groups.to_dict("records"):
        kind, group = str(row["kind"]), str(row["group"])
        yield Cell(
            key={"arm": "treated", kind: group},
            label=_("{group} · {n:count} people contacted", group=group_words(row), n=whole(row["customers"])),  # type: ignore[arg-type]
            people=whole(row["customers"]),
            picker="responders",
            point=(kind, group),
            says_people=True,
        )


def arm_cells(row: dict[Any, Any], name: Text, *, picker: str) -> Iterator[Cell]:
    """An arm, and of it who bought and who did not: `row` has arm, customers and buyers."""
    arm, buyers = str(row["arm"]), row["buyers"]
    yield Cell(key={"arm": arm}, label=name, people=whole(row["customers"]), picker=picker, point=(arm, None))
    counts = {True: buyers, False: row["customers"] - buyers}
    for bought, label in _BOUGHT.items():
        yield Cell(
            key={"arm": arm, "bought": bought},
            label=_("{name} · {state}", name=name, state=label),
            people=whole(counts[bought]),
            picker=picker,
            point=(arm, bought),
        )
