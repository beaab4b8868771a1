"""What an analysis says of itself, once: menu, page, needs, command line and lists of tests follow from it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from insight.i18n import Language, Text
from insight.results import Finding, Method, MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound

Group = Literal["understand", "act", "data"]


class Result(Protocol):
    """What every analysis returns: a frozen dataclass with its params and small frames."""

    @property
    def params(self) -> Any:
        """The parameters it was computed with."""
        ...

    def findings(self) -> list[Finding]:
        """The sentences worth saying."""
        ...

    @property
    def segment(self) -> Callable[..., Segment]:
        """The people behind one number; its keywords name the cell."""
        ...

    def method(self) -> Method:
        """Definition, statements and limits."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What must be there for a page to show anything, and what makes it better.

    `tables`: canonical tables, all of them; some stand with others between bars, of which any will do. `better`:
    (table, column) that weaken the page where few rows have them; a column may also be a name of `quality.needs`.
    """

    tables: tuple[str, ...] = ("orders",)
    better: tuple[tuple[str, str], ...] = ()

    @property
    def any_of(self) -> tuple[str, ...]:
        """Every table that helps."""
        named = [name for choice in self.tables for name in choice.split("|")]
        return tuple(dict.fromkeys([*named, *(table for table, _column in self.better)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What an analysis calls a person. `words`: every key, and what people call it; empty where what the statement
    yields is a word already. `codes`: what the statement yields for a key, where that is not the key itself."""

    title: Text
    words: Mapping[str, Text] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What an analysis says of everybody as of a day: rules of segments, columns of every list, and strata follow.

    `statement`: static; one row a person, customer_id and each of `columns`; of whom it says nothing, null or no row.
    `values`: what it is bound to as of a day, amounts in a currency, everything else as usual. `stratum`: the column
    within which control groups are drawn. `find`: statement and values where they depend on what staff kept.
    """

    statement: str = ""
    values: Callable[[Warehouse, dt.date, str], Mapping[str, Any]] = lambda _warehouse, _as_of, _currency: {}
    columns: Mapping[str, Label]
    stratum: str | None = None
    find: Callable[[Warehouse, dt.date, str], Bound] | None = None

    def found(self, warehouse: Warehouse, as_of: dt.date, currency: str) -> Bound:
        """The statement about everybody as of a day, and what it is bound to."""
        if self.find is not None:
            return self.find(warehouse, as_of, currency)
        return Bound(self.statement, self.values(warehouse, as_of, currency))


class Shown(Protocol):
    """Whatever has a page: `pages/<name>.py`, where the menu lists it, and the question it answers."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> Text: ...

    @property
    def question(self) -> Text: ...

    @property
    def group(self) -> Group: ...

    @property
    def icon(self) -> str: ...

    @property
    def needs(self) -> Needs: ...


GivenWithKept = Callable[[Warehouse, Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One analysis.

    `name` is that of its package, of its command and of its page. `params` is the dataclass of its parameters, `run`
    the function. `icon`: a Material symbol; "" for an analysis that has no page of its own. `labels`: what it calls
    each person. `reasons`: what a list of people behind one of its numbers says of each, why they are on it.
    `is_watched`: its findings may be worth a look today, and the overview asks it by its parameters' defaults.
    `with_saved`: what is meant by parameters of which one may name what staff kept.
    """

    name: str
    params: type[Any]
    run: Callable[[Any, Any], Result]
    title: Text
    question: Text
    group: Group = "understand"
    icon: str = ""
    needs: Needs = Needs()
    labels: Labels | None = None
    reasons: Callable[[Warehouse, Any, Segment, Language], MoreColumns | None] | None = None
    is_watched: bool = False
    with_saved: GivenWithKept | None = None

    def more(self, warehouse: Warehouse, result: Result, segment: Segment, language: Language) -> MoreColumns | None:
        """The reason columns of a list of people behind a number of a result; None where there are none."""
        return None if self.reasons is None else self.reasons(warehouse, result, segment, language)
