"""Wishes by value, and whose they are."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.survey_value import findings as sentences
from insight.analysis.survey_value.cells import cells
from insight.analysis.survey_value.params import SurveyValueParams
from insight.analysis.survey_value.statements import BUYERS, VALUED
from insight.errors import ParameterError
from insight.i18n import _
from insight.results import SINGLE, Cell, Declared, Finding, Frame, Method, Total, among, declare, per
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

_DEFINITION = (
    _("The value of a wish is what the known people who have it spent in the days that count, refunds taken off."),
    _("Of a ranking the wish is what is put first. Where several could be chosen, a person counts in each."),
)
_LIMITS = (
    _("What people with a wish spend is not what granting it would bring: test it with people held back."),
    _("Answers of people whom nobody knows are not in it."),
)

_ONE_EACH = among(per("kind"), lambda row: row["kind"] != "multiple")
"""Wishes of which everybody has one: they add up to everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyValueResult:
    """`customers` known people with a wish spent `money`, each counted once.

    `wishes`, the most valuable first: option, kind (of the question), customers, buyers, net_amount, share (of `money`;
    of several choices they add up to more), each (money a person) with low and high.
    """

    COLUMNS: ClassVar[Declared] = {
        SINGLE: Frame(
            columns=(
                *declare("text", "survey", "question", "text"),
                *declare("people", "customers"),
                *declare("money", "money", about=("customers",)),
            )
        ),
        "wishes": Frame(
            columns=(
                *declare("text", "option", "kind"),
                *declare("people", "customers"),
                *declare("people", "buyers", part_of="customers"),
                *declare("money", "net_amount", "each", "low", "high", about=("customers", "buyers")),
                *declare("share", "share", about=("customers", "buyers")),
            ),
            totals=(Total(column="customers", alike=_ONE_EACH), Total(column="buyers", alike=_ONE_EACH)),
        ),
    }
    INNER: ClassVar = ("values",)

    params: SurveyValueParams
    survey: str
    question: str
    text: str
    customers: int
    money: float
    wishes: pd.DataFrame
    values: Mapping[str, Any]

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def findings(self) -> list[Finding]:
        """The wish that is worth most, and the one of most people where it is another."""
        return list(sentences.findings(self))

    def segment(self, *, option: str, bought: bool | None = None) -> Segment:
        """The known people who have a wish; of them those who bought in the days that count, or did not.

        Raises ParameterError for another option.
        """
        names = [str(name) for name in self.wishes["option"]]
        if option not in names:
            raise ParameterError("option", option, _("one of {names}", names=", ".join(names)))
        sentence = _(
            "Answered “{question}” with {option} ({survey})", question=self.text, option=option, survey=self.survey
        )
        if bought is not None:
            did = _("bought within {days} days", days=self.params.days)
            did_not = _("did not buy within {days} days", days=self.params.days)
            sentence = _("{who} · {trait}", who=sentence, trait=did if bought else did_not)
        cell = {"option": option} | ({} if bought is None else {"bought": bought})
        return Segment(
            sentence=sentence,
            statement=BUYERS,
            values=dict(self.values) | {"option": option, "is_buyer": bought},
            as_of=self.params.as_of,
            analysis="survey_value",
            parameters=asdict(self.params) | {"survey": self.survey, "question": self.text} | cell,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*_DEFINITION, *ORDER_TRUTH),
            limits=_LIMITS,
            statements=(VALUED, BUYERS),
            values=dict(self.values),
        )
