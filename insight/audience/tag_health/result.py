"""What is wrong with the tags, what to do about it, and who is behind each number."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.audience.tag_health import findings as sentences
from insight.audience.tag_health import statements as sql
from insight.audience.tag_health.cells import cells
from insight.audience.tag_health.params import TagHealthParams
from insight.audience.tagging.people import TagPeople
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import SINGLE, Cell, Declared, Finding, Frame, Method, declare
from insight.segments import Segment
from insight.warehouse.steps import Bound


@dataclass(frozen=True, slots=True, kw_only=True)
class TagHealthResult:
    """`tags`: how many are in use; `sound`: those without any problem.

    `sizes`: tag, name, customers, is_sound. `problems`: problem (kind), tag, other (None for one tag alone), name,
    other_name, customers (whom it is about: of a pair who has both), tag_people, other_people, plan (merge, retire,
    correct), and what `why` says it by: share, others_share, day, is_part, is_expired. `plan`: a row for each merge
    that is proposed: tag (goes), into (stays), tag_people, into_people, both, after (people of `into` then).
    """

    INNER: ClassVar[tuple[str, ...]] = ("every",)
    COLUMNS: ClassVar[Declared] = {
        SINGLE: Frame(columns=declare("count", "tags", "sound", is_safe=True)),
        "sizes": Frame(
            columns=(
                *declare("key", "tag"),
                *declare("text", "name"),
                *declare("people", "customers"),
                *declare("flag", "is_sound"),
            )
        ),
        "problems": Frame(
            columns=(
                *declare("key", "problem", "tag", "other", "plan"),
                *declare("text", "name", "other_name"),
                *declare("people", "customers", "tag_people", "other_people"),
                *declare("share", "share", "others_share"),
                *declare("day", "day"),
                *declare("flag", "is_part", "is_expired"),
            )
        ),
        "plan": Frame(
            columns=(
                *declare("key", "tag", "into"),
                *declare("people", "tag_people", "into_people", "both", "after"),
            ),
        ),
    }

    params: TagHealthParams
    tags: int
    sound: int
    sizes: pd.DataFrame
    problems: pd.DataFrame
    plan: pd.DataFrame
    every: TagPeople

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the worst first."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, problem: str, tag: str, other: str | None = None) -> Segment:
        """The people whom a problem is about. Raises ParameterError for one that is not listed."""
        rows = self.problems[(self.problems["problem"] == problem) & (self.problems["tag"] == tag)]
        rows = rows[rows["other"].isna() if other is None else rows["other"] == other]
        if rows.empty:
            raise ParameterError("problem", f"{problem}, {tag}", _("a problem that is listed, with its tags"))
        row = rows.iloc[0]
        codes = [tag] if other is None else [tag, other]
        people = self.every.people(codes, with_all=True)
        if row["is_expired"]:
            people = Bound(sql.OF_EXPIRED, {"wanted": tag, "as_of": self.params.as_of})
        cell = {"problem": problem, "tag": tag} | ({} if other is None else {"other": other})
        return Segment(
            sentence=_said(row["name"], None if other is None else row["other_name"]),
            statement=people.statement,
            values=people.values,
            as_of=self.params.as_of,
            analysis="tag_health",
            parameters=asdict(self.params) | cell,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=_DEFINITION, limits=_LIMITS, statements=(sql.PAIRS, sql.ORDERS, sql.LISTED), values=_values(self)
        )


def _values(result: TagHealthResult) -> dict[str, Any]:
    return {"as_of": result.params.as_of, "order_days": result.params.order_days}


def _said(name: Text, other: Text | None) -> Text:
    if other is None:
        return _("People with the tag “{tag}”", tag=name)
    return _("People with both “{tag}” and “{other}”", tag=name, other=other)


_DEFINITION = (
    _("Same people: nearly all who have either tag have both. Same meaning: the names are alike and the people too."),
    _("Contradiction: two tags of which a person can have one at most: known pairs, denials, levels in the names."),
    _("Out of date: no list has had the tag for the days stated, or it was given for a time that is over."),
    _("Says nothing of the next order: whether its people ordered in the span differs surely by less than the margin."),
    _("Never used is said only where some tag is used in a saved segment or an exported list."),
)
_LIMITS = (
    _("What two names mean is told by their letters; look at a pair before it is merged. Every merge can be undone."),
    _("Tags of exports are as known today: orders that led to the tag count for it too."),
)
