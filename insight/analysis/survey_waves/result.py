"""What has moved between two waves, and who said it in each."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import ClassVar, Literal

import pandas as pd

from insight.analysis.answers.method import DEFINITION, LIMITS
from insight.analysis.answers.people import people_of
from insight.analysis.answers.questions import Question
from insight.analysis.answers.statements import MEMBERS, TALLY, bound
from insight.analysis.survey_waves import findings as sentences
from insight.analysis.survey_waves.cells import cells
from insight.analysis.survey_waves.params import SurveyWavesParams
from insight.analysis.survey_waves.tables import COLUMNS as _COLUMNS
from insight.analysis.survey_waves.waves import Wave, Waves
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment

When = Literal["before", "after"]

_MOVED = (
    _(
        "Questions are the same where both waves asked them in the same words and kind; options where both have them. "
        "Others are not compared."
    ),
    _(
        "Shares: Newcombe's interval and the test of two shares; scores: the normal interval of their difference; "
        "means of marks: Welch. p is Holm's, over all numbers of both waves. Weighted answers count by their effective "
        "number."
    ),
    _("Scores of several surveys together: each survey counts by its answers."),
)
_SAME = _("Who answered both times counts in both: the change is then surer than the interval says.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyWavesResult:
    """`before` and `after` name the waves; `is_guessed`: the day between them was found, not stated. `both`: known
    people who answered in both. `alone`: questions with options that one wave alone has. `scored` people gave a score
    in any survey, all together `score` (-1 to 1), give or take `score_margin`.

    `changes`: question, item, option, text, kind, measure (nps, mean, share), base_before, base_after, n_before,
    n_after, customers_before, customers_after (of an option), before, after, difference, low, high, p, p_corrected,
    certain.
    `scores`: survey, first_at, last_at, base, nps, low, high.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar = ("waves", "asked_before", "asked_after")

    params: SurveyWavesParams
    before: Text
    after: Text
    is_guessed: bool
    responses_before: int
    responses_after: int
    both: int
    alone: int
    scored: int
    score: float
    score_margin: float
    changes: pd.DataFrame
    scores: pd.DataFrame
    waves: Waves
    asked_before: tuple[Question, ...]
    asked_after: tuple[Question, ...]

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def findings(self) -> list[Finding]:
        """How the score moved, what moved most, or that nothing can be seen to have moved."""
        return list(sentences.findings(self))

    def segment(self, *, question: str, option: str, item: str = "", wave: When = "after") -> Segment:
        """The known people who gave an answer in a wave; `item` names the row of a grid.

        Raises ParameterError for a question, option or wave that is not there.
        """
        if wave not in ("before", "after"):
            raise ParameterError("wave", wave, _("one of {names}", names="before, after"))
        asked = self.asked_after if wave == "after" else self.asked_before
        place = next((place for place, each in enumerate(self.asked_after) if question in (each.key, each.text)), None)
        name = question if place is None else asked[place].key
        people = people_of(asked, question=name, item=item, option=option)
        which = self.waves.after if wave == "after" else self.waves.before
        return Segment(
            sentence=_("{answered}", answered=people.sentence(which.survey))
            if which.since is None and which.until is None
            else _("{answered}; {wave}", answered=people.sentence(which.survey), wave=which.name),
            statement=MEMBERS,
            values=self._bound(which) | people.values,
            as_of=self.params.as_of,
            analysis="survey_waves",
            parameters=asdict(self.params) | {"question": question, "option": option, "item": item, "wave": wave},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*_MOVED, *DEFINITION),
            limits=(_SAME, *LIMITS),
            statements=(TALLY,),
            values=self._bound(self.waves.after),
        )

    def _bound(self, wave: Wave) -> dict[str, object]:
        own = self.params
        return bound(wave.survey, own.as_of, is_weighted=own.is_weighted, since=wave.since, until=wave.until)
