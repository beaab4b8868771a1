"""A rule about the rows of a table, and the rows it is asked of."""

from dataclasses import dataclass
from typing import Literal

from insight.analysis.quality.weakens import Weakens
from insight.i18n import Text, _

Dimension = Literal["completeness", "validity", "uniqueness", "consistency", "timeliness"]

DIMENSIONS: dict[Dimension, Text] = {
    "completeness": _("Completeness"),
    "validity": _("Validity"),
    "uniqueness": _("Uniqueness"),
    "consistency": _("Consistency"),
    "timeliness": _("Timeliness"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`text` says what should be. `asked` and `broken` are conditions on one row of the subject, written here only.

    `name`: key on the command line. `table`: the canonical table it speaks of. `column`: the canonical column, None
    where it is about the whole row. `subject`: the rows it is asked of; the table's own where it is the table's name.
    `value`: the expression that shows what is wrong. `by_source`: it is asked only of sources in which some row keeps
    it: a column that a source never fills is not exported, not empty. `amount`: money at stake, an expression.
    `asked_in`: the subject whose rows are asked, where the rule's own subject holds only rows that may break it.
    """

    name: str
    table: str
    dimension: Dimension
    text: Text
    weakens: Weakens
    broken: str
    subject: str
    column: str | None = None
    asked: str = "TRUE"
    value: str = "NULL"
    amount: str | None = None
    asked_in: str | None = None
    by_source: bool = False
