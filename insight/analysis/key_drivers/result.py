"""Which marks go along with the outcome, and who gives low ones."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import ClassVar

import pandas as pd

from insight.analysis.answers.method import DEFINITION, LIMITS
from insight.analysis.answers.questions import Question
from insight.analysis.answers.statements import MEMBERS, SCORES, bound
from insight.analysis.key_drivers import findings as sentences
from insight.analysis.key_drivers.cells import cells
from insight.analysis.key_drivers.method import IMPORTANCE, NO_CAUSE
from insight.analysis.key_drivers.params import KeyDriversParams
from insight.analysis.key_drivers.tables import COLUMNS as _COLUMNS
from insight.analysis.key_drivers.tables import LOW_MARKS
from insight.errors import ParameterError
from insight.i18n import _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDriversResult:
    """`n` responses mark the `outcome` and every driver; all drivers together explain `r_squared` of its spread.

    `drivers`: driver, text, importance (share of what is explained; they add up to 1) with low and high (bootstrap),
    correlation with the outcome, base, mean, mean_low, mean_high, position (of the mean on its scale, 0 to 1), place
    (mend, keep, watch, fine).
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar = ("asked",)

    params: KeyDriversParams
    survey: str
    outcome: str
    n: int
    r_squared: float
    drivers: pd.DataFrame
    asked: tuple[Question, ...]

    def findings(self) -> list[Finding]:
        """What to mend first, and how much the drivers explain at all."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, driver: str) -> Segment:
        """The known people who gave a driver one of its two lowest marks. Raises ParameterError for another driver."""
        found = next((each for each in self.asked if driver in (each.key, each.text, each.items[0].text)), None)
        if found is None:
            raise ParameterError("driver", driver, _("one of {names}", names=", ".join(self.drivers["text"])))
        lowest = sorted(found.options, key=lambda option: (found.points or {})[option])[:LOW_MARKS]
        said = [answer for answer, option in found.items[0].options.items() if option in lowest]
        return Segment(
            sentence=_(
                "Marked “{driver}” with {marks} ({survey})",
                driver=found.text,
                marks=", ".join(lowest),
                survey=self.survey,
            ),
            statement=MEMBERS,
            values=self._values() | {"numbers": [found.items[0].number] * len(said), "answers": said},
            as_of=self.params.as_of,
            analysis="key_drivers",
            parameters=asdict(self.params) | {"survey": self.survey, "driver": driver},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*IMPORTANCE, *DEFINITION),
            limits=(NO_CAUSE, *LIMITS),
            statements=(SCORES,),
            values=self._values(),
        )

    def _values(self) -> dict[str, object]:
        return bound(self.survey, self.params.as_of, is_weighted=self.params.is_weighted)
