"""What the check of the data found, which rows and which people are behind each number, and how it was computed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import ClassVar

import pandas as pd
import pyarrow as pa

from insight.analysis.quality import findings as sentences
from insight.analysis.quality import statements as sql
from insight.analysis.quality.cells import cells
from insight.analysis.quality.params import QualityParams
from insight.analysis.quality.registry import RULES, find_rule
from insight.analysis.quality.rule import Rule
from insight.analysis.quality.subjects import SUBJECTS
from insight.analysis.quality.tables import COLUMNS as _COLUMNS
from insight.errors import ParameterError
from insight.i18n import _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH, Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityResult:
    """`rules`: one row a rule that some row was asked, broken ones first, the gravest on top: rule, table, column (None
    where it is about the whole row), dimension, text, rows (asked), broken, rate (broken of asked) with low and high,
    amount (at stake, in `params.currency`; None where no money is), customers (people behind the broken rows, for rules
    about customers), weakens. Rules about the freshness of sources count sources, those about gaps count days.
    `over_time`: rule, period (first day of the month in which a row is dated, else imported), rows, broken, amount.
    `dimensions`: table, dimension, rules, broken_rules, rows, broken, rate (share of checks that hold).
    `tables`: table, label, rows, oldest, newest, sources, batches, score (mean of its rates).
    `columns`: table, column, source_system, rows, filled, rate (nan where the source never fills the column).
    `sources`: table, source_system, rows, oldest, newest (before as_of), age_days.
    `needs`: page, title, state (ok, weak, missing), lacks (tuple of sentences), tables (that would fill it).
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: QualityParams
    rules: pd.DataFrame
    over_time: pd.DataFrame
    dimensions: pd.DataFrame
    tables: pd.DataFrame
    columns: pd.DataFrame
    sources: pd.DataFrame
    needs: pd.DataFrame

    def rule(self, name: str) -> pd.Series:
        """One row of `rules`. Raises ParameterError for a rule that nothing was asked."""
        found = self.rules[self.rules["rule"] == find_rule(name).name]
        if found.empty:
            raise ParameterError("rule", name, _("one of {names}", names=", ".join(self.rules["rule"])))
        return found.iloc[0]

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the widest first."""
        return sentences.findings(self)

    def rows(self, warehouse: Warehouse, rule: str, limit: int | None = None, offset: int = 0) -> pa.Table:
        """The rows that break a rule, in the order of the files: source_system, batch_id, source_file, source_row, key
        (what the row is called), moment, value (what is wrong, as text).

        A gap has no file: its key is the day; of a stale source, the source. Raises ParameterError for another name.
        """
        statement = sql.broken_rows(find_rule(rule))
        return warehouse.arrow(statement, self.params.values() | {"limit": limit, "offset": offset})

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, rule: str) -> Segment:
        """The people whom the rows that break a rule speak of. Raises ParameterError where the rows name nobody."""
        found = find_rule(rule)
        if not names_people(found):
            known = ", ".join(name for name, each in RULES.items() if names_people(each))
            raise ParameterError("rule", rule, _("one of {names}", names=known))
        return Segment(
            sentence=_(
                "People behind rows before {as_of:day} that break the rule: {rule}",
                rule=found.text,
                as_of=self.params.as_of,
            ),
            statement=sql.people(found),
            values=self.params.values(),
            as_of=self.params.as_of,
            analysis="quality",
            parameters=asdict(self.params) | {"rule": rule},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        asked = {RULES[name].subject: None for name in self.rules["rule"]}
        return Method(
            definition=(*_DEFINITION, *ORDER_TRUTH),
            limits=_LIMITS,
            statements=tuple(sql.counts(subject).strip() for subject in asked),
            values=self.params.values(),
        )


def names_people(rule: Rule) -> bool:
    """Whether rows that break the rule can name a person; not where the rule is that they name one."""
    return SUBJECTS[rule.subject].person == "customer_id" and rule.broken != "customer_id IS NULL"


_DEFINITION = (
    _("A rule is asked of rows; its rate is the share of the rows asked that break it, with a 95 % interval (Wilson)."),
    _("Completeness is asked only of sources that fill the column in some row: a column never filled is not exported."),
    _("A month is the one in which a row is dated; rows without a date fall on the month of their import."),
    _("A cell of the grid is the share of all checks of that kind that hold; the score of a table is their mean."),
    _("A page is weak when a table that helps it is empty, or a column it uses is filled in under half of the rows."),
)

_LIMITS = (
    _("A rule finds what contradicts itself or the calendar; a wrong number that looks right is not found."),
    _("Rows dated on or after the as-of day are left out, except those dated after their own import."),
    _("Probable duplicates are only probable: two people may share a name and a birthday."),
    _("Rows left out at import are counted until their batch is undone, even when corrected rows came later."),
)
