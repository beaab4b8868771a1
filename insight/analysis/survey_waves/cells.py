"""The numbers of known people who gave each answer in either wave."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.answers.words import short
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.survey_waves.result import SurveyWavesResult

_WAVES: dict[str, Text] = {"before": _("last time"), "after": _("now")}


def cells(result: "SurveyWavesResult") -> Iterator[Cell]:
    """Every option that both waves have, in the order of the later one."""
    for row in result.changes[result.changes["measure"] == "share"].to_dict("records"):
        question, item, option = str(row["question"]), str(row["item"]), str(row["option"])
        for wave, label in _WAVES.items():
            yield Cell(
                key={"question": question, "item": item, "option": option, "wave": wave},
                label=_("{name} · {state}", name=short(f"{item}: {option}" if item else option), state=label),
                people=whole(row[f"customers_{wave}"]),
                picker="wave_answer",
                point=(question, item, option, wave),
            )
