"""The people behind an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from insight.analysis.answers.questions import Item, Question
from insight.analysis.answers.tables import PASSIVE, PROMOTER
from insight.errors import ParameterError
from insight.i18n import Text, _

BANDS = ("promoters", "passives", "detractors")
"""Bands of a net promoter score: 9 and 10, 7 and 8, 6 and less."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question and the answers meant; `values`: the columns and answers, in pairs."""

    question: Question
    item: Item | None
    option: str
    values: dict[str, list[str]] = field(default_factory=dict)

    def sentence(self, survey: str) -> Text:
        """Who these are, in words."""
        asked = (
            self.question.text
            if self.item is None or not self.item.text
            else f"{self.question.text} — {self.item.text}"
        )
        said: str | Text = _BAND_WORDS.get(self.option, self.option)
        return _("Answered “{question}” with {option} ({survey})", question=asked, option=said, survey=survey)


_BAND_WORDS = {
    "promoters": _("9 or 10"),
    "passives": _("7 or 8"),
    "detractors": _("6 or less"),
}


def people_of(asked: Sequence[Question], *, question: str, item: str = "", option: str) -> Answered:
    """Which answers of which columns are meant. Raises ParameterError for what was not asked or not offered."""
    found = next((each for each in asked if question in (each.key, each.text)), None)
    if found is None:
        keys = ", ".join(each.text for each in asked[:30])
        raise ParameterError("question", question, _("one of {names}", names=keys))
    items = [each for each in found.items if item in ("", each.text, each.number)]
    if not items or (found.kind in ("matrix", "ranking") and not item):
        raise ParameterError("item", item, _("one of {names}", names=", ".join(each.text for each in found.items)))
    pairs = [
        (each.number, answer) for each in items for answer, own in each.options.items() if _is_meant(found, own, option)
    ]
    offered = [*found.options, *(BANDS if found.kind == "nps" else ())]
    if option not in offered:
        raise ParameterError("option", option, _("one of {names}", names=", ".join(offered)))
    values = {"numbers": [number for number, _answer in pairs], "answers": [answer for _number, answer in pairs]}
    return Answered(found, items[0] if item else None, option, values)


def band(score: float) -> str:
    """Whether who gives this score recommends, does not mind, or advises against."""
    return BANDS[0] if score >= PROMOTER else BANDS[1] if score >= PASSIVE else BANDS[2]


def _is_meant(question: Question, own: str, option: str) -> bool:
    if own == option:
        return True
    return question.kind == "nps" and question.points is not None and band(question.points[own]) == option
