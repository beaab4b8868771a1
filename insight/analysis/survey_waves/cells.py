"""The numbers of people in the answers of two waves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.answers.words import LINE, short
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.survey_waves.result import SurveyWavesResult

_WAVES: dict[str, Text] = {"before": _("earlier"), "after": _("now")}


def cells(result: "SurveyWavesResult") -> Iterator[Cell]:
    """The known people who gave each answer, in either wave."""
    for row in result.changes[result.changes["measure"] == "share"].to_dict("records"):
        asked = {name: row[name] for name in ("question", "item", "option")}
        text = short(f"{row['item']}: {row['option']}" if row["item"] else row["option"], LINE)
        for wave, label in _WAVES.items():
            yield Cell(
                key={**asked, "wave": wave},
                label=_("{option} · {wave}", option=text, wave=label),
                people=whole(row[f"customers_{wave}"]),
                picker="wave_answer",
                point=(*asked.values(), wave),
            )
