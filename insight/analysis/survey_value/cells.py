"""The numbers of people with each wish, and of them who bought and who did not."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.survey_value.result import SurveyValueResult

_BOUGHT: dict[bool, Text] = {True: _("bought"), False: _("did not buy")}


def cells(result: "SurveyValueResult") -> Iterator[Cell]:
    """The most valuable wish first."""
    for row in result.wishes.to_dict("records"):
        option = str(row["option"])
        name, everybody = _("{name}", name=option), whole(row["customers"])
        yield Cell(key={"option": option}, label=name, people=everybody, picker="wish", point=(option,))
        counts = {True: row["buyers"], False: row["customers"] - row["buyers"]}
        for bought, label in _BOUGHT.items():
            yield Cell(
                key={"option": option, "bought": bought},
                label=_("{name} · {state}", name=name, state=label),
                people=whole(counts[bought]),
            )
