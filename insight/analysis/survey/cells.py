"""The numbers of people in the answers to a survey."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.answers.words import LINE, short
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.survey.result import SurveyResult

_BANDS: dict[str, Text] = {
    "promoters": _("Promoters: 9 or 10"),
    "passives": _("Passives: 7 or 8"),
    "detractors": _("Detractors: 6 or less"),
}


def cells(result: "SurveyResult") -> Iterator[Cell]:
    """The known people who gave each answer; of a net promoter score also its three bands, uncounted."""
    for row in result.options.to_dict("records"):
        key = {name: row[name] for name in ("question", "item", "option")}
        text = f"{row['item']}: {row['option']}" if row["item"] else row["option"]
        yield Cell(
            key=key,
            label=_("{value}", value=short(text, LINE)),
            people=whole(row["customers"]),
            picker="survey_answer",
            point=tuple(key.values()),
        )
    for row in result.questions[result.questions["kind"] == "nps"].to_dict("records"):
        for band, label in _BANDS.items():
            yield Cell(
                key={"question": row["question"], "option": band},
                label=label,
                people=float("nan"),
                picker="survey_answer",
                point=(row["question"], "", band),
                says_people=True,
            )
