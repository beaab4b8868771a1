"""What retention found, who is behind each number, and how it was computed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from insight.analysis.retention import findings as sentences
from insight.analysis.retention import look_back, statements
from insight.analysis.retention.cells import cells
from insight.analysis.retention.method import DEFINITION, LIMITS, formula, tier_is_today
from insight.analysis.retention.params import Average, RetentionParams
from insight.analysis.retention.people import Cell as Asked
from insight.analysis.retention.people import bound_by, people_of, people_won
from insight.analysis.retention.spans import Known
from insight.analysis.retention.tables import COLUMNS as _COLUMNS
from insight.analysis.traits import Apart
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionResult:
    """People of all currencies; net_amount in `params.currency`.

    `matrix`: one row a cohort and period that has begun: cohort (its first day), period_no (0 is the period of entry),
    n (people who entered), returned (of them, in the period), rate, low, high (95 %), orders (events where coming back
    is an event) and net_amount of the whole cohort in the period, is_complete (over for everybody in the cohort),
    starts_on, completes_on (as of this day it is over). `rate` is returned ÷ n; for money kept net_amount ÷
    net_amount of the period of entry, nan where that is 0. Periods that lie before the data on coming back begin are
    not in it.
    `average`: by period_no, over the cohorts whose period is over: cohorts, then as in `matrix`; `rate` is pooled (sum
    of returned ÷ sum of n), simple_rate the mean of the cohorts' rates.
    `values`: by value of the breakdown, most people first: value ("" not stated, None all others), customers, share.
    `curves`: by value and period_no, over the cohorts whose period is over: as in `matrix`; expected_rate is the rate
    of all people of the same cohorts, p_value that of no difference from them (Holm-corrected; nan where not tested).
    `won`: by festival, campaign and cohort: key, kind, name, starts_on, ends_on (first day after), n, returned (on a
    later day, within `return_days`), rate, low, high, others_n, others_returned, others_rate (won on other days, long
    enough ago), is_complete, completes_on, p_value (Holm-corrected; nan while not complete), differs.
    `people` entered; `undated` are known, but not since when, and left out (entry by joining only). The
    data on coming back reach from `known_from` (None: from the beginning) to before `known_until`.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar[tuple[str, ...]] = ("apart",)

    params: RetentionParams
    apart: Apart | None
    people: int
    undated: int
    known_from: dt.date | None
    known_until: dt.date
    matrix: pd.DataFrame
    average: pd.DataFrame
    values: pd.DataFrame
    curves: pd.DataFrame
    won: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the widest first."""
        return sentences.findings(self)

    def formula(self, period_no: int, average: Average | None = None) -> Text:
        """How the average of a period is computed, with its numbers: as the parameters say, or as asked."""
        return formula(self.params, self.average, period_no, average or self.params.average)

    @property
    def is_nested(self) -> bool:
        """Whether whoever is counted in a period is counted in every earlier one too."""
        return self.params.criterion == "on_or_after"

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        cohort: dt.date | str | None = None,
        period_no: int | None = None,
        returned: bool | None = None,
        value: str | None = None,
        is_rest: bool = False,
        won: str | None = None,
        is_others: bool = False,
    ) -> Segment:
        """The people of a cohort (a day in it), of a period of it (returned, not returned or both), of a row of
        `average` (period_no alone), of a value of the breakdown (`is_rest`: all other values), or of a row of `won`
        (`is_others`: those won on other days).

        Raises ParameterError for a cell that is not there.
        """
        cell = Asked(cohort=cohort, period_no=period_no, returned=returned, value=value, is_rest=is_rest)
        if won is None:
            return people_of(self.params, self.matrix, self.values, cell, self.apart)
        if cell != Asked(returned=returned):
            raise ParameterError("won", won, _("won with returned and is_others only"))
        known = Known(self.known_from, self.known_until)
        return people_won(self.params, self.won, known, won, is_others=is_others, returned=returned)

    def method(self) -> Method:
        """Definition, statements and limits."""
        counted = look_back.counted if self.params.looks_back else statements.counted
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=(*LIMITS, *tier_is_today(self.params)),
            statements=(counted(self.params, self.apart), statements.people(self.params, self.apart)),
            values=bound_by(self.params, self.apart),
        )
