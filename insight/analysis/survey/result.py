"""The answers of a survey, who gave them, and how they were counted."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.answers.method import DEFINITION, LIMITS
from insight.analysis.answers.people import people_of
from insight.analysis.answers.questions import Question
from insight.analysis.answers.statements import BASES, MEMBERS, RESPONSES, TALLY, bound
from insight.analysis.answers.weighting import Weighting
from insight.analysis.survey import findings as sentences
from insight.analysis.survey.cells import cells
from insight.analysis.survey.params import SurveyParams
from insight.analysis.survey.tables import COLUMNS as _COLUMNS
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResult:
    """`responses` to the survey, of which `customers` known people; `later` came on the as-of day or after it;
    `effective_n`: responses of equal weight that say as much. `median_s`: how long half of them took at most,
    None where it is not known.

    `questions`: question, item (a row of a grid, "" for the whole), text, kind, base (who answered), no_answer (saw it
    and refused), customers, effective_n, mean, mean_low, mean_high (of marks), nps, nps_low, nps_high (-1 to 1).
    `options`: question, kind, item, option, place (in its order), base, n (unweighted), customers, share (of the base,
    weighted), low, high. `quotes`: question, text, quote, n. `doubts`: doubt (too_fast, straight), question, n.
    `moved`: question, kind, item, option ("" for a score), base, n, customers, before, after: what weights to the
    members changed. `asked`: the questions as they were found.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar = ("asked", "weighting")

    params: SurveyParams
    survey: str
    responses: int
    customers: int
    later: int
    first_at: dt.datetime | None
    last_at: dt.datetime | None
    is_weighted: bool
    effective_n: float
    median_s: float | None
    questions: pd.DataFrame
    options: pd.DataFrame
    quotes: pd.DataFrame
    doubts: pd.DataFrame
    moved: pd.DataFrame
    asked: tuple[Question, ...]
    weighting: Weighting | None = None

    def findings(self) -> list[Finding]:
        """The sentences worth saying: the score first, then what most want, then what to be careful about."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, question: str, option: str, item: str = "") -> Segment:
        """The known people who gave an answer; `item` names the row of a grid.

        Options of a net promoter score may also be promoters, passives, detractors. Raises ParameterError for a
        question or an option that is not there.
        """
        people = people_of(self.asked, question=question, item=item, option=option)
        return Segment(
            sentence=people.sentence(self.survey),
            statement=MEMBERS,
            values=people.values | self._values(),
            as_of=self.params.as_of,
            analysis="survey",
            parameters=asdict(self.params)
            | {"survey": self.survey, "question": question, "option": option, "item": item},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=DEFINITION,
            limits=LIMITS,
            statements=(RESPONSES, TALLY, BASES, MEMBERS),
            values=self._values(),
        )

    def _values(self) -> dict[str, Any]:
        return bound(self.survey, self.params.as_of, is_weighted=self.params.is_weighted)
