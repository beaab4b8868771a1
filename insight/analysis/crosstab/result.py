"""A question by groups: who answers differently, and who they are."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import ClassVar

import pandas as pd

from insight.analysis.answers.method import DEFINITION, LIMITS
from insight.analysis.answers.people import people_of
from insight.analysis.answers.questions import Question
from insight.analysis.answers.statements import bound
from insight.analysis.crosstab import findings as sentences
from insight.analysis.crosstab import statements as sql
from insight.analysis.crosstab.cells import cells
from insight.analysis.crosstab.groups import Grouping
from insight.analysis.crosstab.method import TESTS
from insight.analysis.crosstab.params import CrosstabParams
from insight.analysis.crosstab.tables import COLUMNS as _COLUMNS
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosstabResult:
    """`question`, `text`, `kind`: what was asked; `by`: what the groups are. `base` answered, `ungrouped` of them are
    in no group.

    `groups`: group, letter, base, customers, effective_n, mean, mean_low, mean_high, nps, nps_low, nps_high, is_small,
    is_compared, higher_than (letters of the groups with a lower mean). `cells`: kind, option, place, group, base, n,
    customers, share, low, high, higher_than (letters of the groups in which fewer chose it), is_small. `tests`: option
    ("" for the whole question), test (chi2, fisher, permutation, welch, kruskal), statistic, df, p_value, p_corrected
    (Holm), effect (Cramér's V, omega or epsilon squared).
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar = ("asked", "grouping")

    params: CrosstabParams
    survey: str
    question: str
    text: str
    kind: str
    by: str
    base: int
    ungrouped: int
    is_weighted: bool
    groups: pd.DataFrame
    cells: pd.DataFrame
    tests: pd.DataFrame
    asked: Question
    grouping: Grouping

    def named(self, group: str) -> str | Text:
        """What people call a group."""
        return self.grouping.words.get(group, group)

    def findings(self) -> list[Finding]:
        """Whether the groups differ, and where most."""
        return sentences.findings(self)

    def countable(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, option: str, group: str) -> Segment:
        """The known people of a group who gave an answer. Raises ParameterError for another option or group."""
        if group not in set(self.groups["group"]):
            names = ", ".join(self.groups["group"])
            raise ParameterError("group", group, _("one of {names}", names=names))
        item = self.asked.items[0].text if self.asked.kind in ("matrix", "ranking") else ""
        people = people_of((self.asked,), question=self.question, item=item, option=option)
        return Segment(
            sentence=_(
                "{answered}; {title}: {group}",
                answered=people.sentence(self.survey),
                title=self.grouping.title,
                group=self.named(group),
            ),
            statement=sql.members(self.grouping.groups),
            values=self._values() | people.values | {"group": self.grouping.code(group)},
            as_of=self.params.as_of,
            analysis="crosstab",
            parameters=asdict(self.params)
            | {"survey": self.survey, "question": self.text, "option": option, "group": group},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*DEFINITION, *TESTS),
            limits=LIMITS,
            statements=(sql.tally(self.grouping.groups), sql.bases(self.grouping.groups)),
            values=self._values() | {"numbers": list(self.asked.numbers)},
        )

    def _values(self) -> dict[str, object]:
        own = bound(self.survey, self.params.as_of, is_weighted=self.params.is_weighted)
        return dict(self.grouping.values) | own
