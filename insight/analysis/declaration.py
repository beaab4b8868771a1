"""What an analysis says of itself, once: menu, page, needs, command line and lists of tests follow from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from insight.i18n import Text
from insight.results import Finding, Method
from insight.segments import Segment

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """One analysis.

    `name` is that of its package, of its command and of its page. `params` is the dataclass of its parameters, `run`
    the function. `icon`: a Material symbol; "" for an analysis that has no page of its own.
    """

    name: str
    params: type[Any]
    run: Callable[[Any, Any], Result]
    title: Text
    question: Text
    group: Group = "understand"
    icon: str = ""
    needs: Needs = Needs()
