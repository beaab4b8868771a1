"""A step of a funnel, what its events must be like, and what must not happen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from insight.analysis.funnel.durations import seconds_of
from insight.analysis.funnel.milestones import MILESTONES
from insight.errors import ParameterError
from insight.i18n import _

Test = Literal["is", "is_not", "contains", "at_least", "at_most", "known"]

COLUMNS = ("channel", "page", "object", "keyword", "device", "duration_s", "session_id")
"""Properties that have a column of their own; any other name is looked up in what else the source says."""

_MILESTONE = "milestone:"
_STEP_KEYS = ("event", "events", "milestone", "where", "optional", "least_gap", "most_gap", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One property of an event and what it must be; `values` are alternatives, and empty for "known"."""

    property: str
    test: Test = "is"
    values: tuple[str, ...] = ()

    @classmethod
    def read(cls, name: str, value: Any) -> "Condition":
        """From `{"property": "channel", "is": ["app"]}`. Raises ParameterError."""
        if isinstance(value, cls):
            return value
        given = _object(name, value, ("property", *get_args(Test)))
        tests = [test for test in get_args(Test) if test in given]
        if len(tests) != 1 or not _is_text(given.get("property")):
            raise ParameterError(
                name, value, _("a condition such as {example}", example='{"property": "channel", "is": ["app"]}')
            )
        test = tests[0]
        values = () if test == "known" else _texts(name, given[test])
        if test in ("at_least", "at_most"):
            _check_number(name, values)
        return cls(property=given["property"], test=test, values=values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Any of these events, or one milestone. `least_gap_s`..`most_gap_s` seconds after the last step that must be done.

    An optional step stops nobody: the steps after it are measured from the last step that is not optional.
    """

    events: tuple[str, ...] = ()
    milestone: str | None = None
    where: tuple[Condition, ...] = ()
    is_optional: bool = False
    least_gap_s: int = 0
    most_gap_s: int | None = None
    name: str | None = None

    @property
    def label(self) -> str:
        """What it is called: its name, its milestone, its events."""
        return self.name or self.milestone or " / ".join(self.events)

    @classmethod
    def read(cls, name: str, value: Any) -> "Step":
        """From the name of an event, `milestone:order_paid`, or an object. Raises ParameterError."""
        if isinstance(value, cls):
            return value
        given: Mapping[str, Any]
        if _is_text(value):
            given = {"milestone": value[len(_MILESTONE) :]} if value.startswith(_MILESTONE) else {"event": value}
        else:
            given = _object(name, value, _STEP_KEYS)
        milestone = given.get("milestone")
        if milestone is not None and milestone not in MILESTONES:
            raise ParameterError(name, milestone, _("one of {names}", names=", ".join(MILESTONES)))
        events = given.get("events", given.get("event"))
        if (events is None) == (milestone is None):
            raise ParameterError(name, value, _("an event or a milestone for each step"))
        return cls(
            events=() if events is None else _texts(name, events),
            milestone=milestone,
            where=_list(name, given.get("where", ()), Condition),
            is_optional=_flag(name, given.get("optional", False)),
            least_gap_s=seconds_of(name, given.get("least_gap", "0s")),
            most_gap_s=None if given.get("most_gap") is None else seconds_of(name, given["most_gap"]),
            name=None if given.get("name") is None else _texts(name, given["name"])[0],
        )

    def given(self) -> str | dict[str, Any]:
        """As it is written in JSON: what `read` reads again."""
        what: dict[str, Any] = {"milestone": self.milestone} if self.milestone else {"events": list(self.events)}
        where = [{"property": one.property, one.test: list(one.values) or True} for one in self.where]
        more = {
            "where": where or None,
            "optional": self.is_optional or None,
            "least_gap": f"{self.least_gap_s}s" if self.least_gap_s else None,
            "most_gap": None if self.most_gap_s is None else f"{self.most_gap_s}s",
            "name": self.name,
        }
        kept = {key: value for key, value in more.items() if value is not None}
        if kept or len(self.events) > 1:
            return what | kept
        plain = f"{_MILESTONE}{self.milestone}" if self.milestone else self.events[0]
        return what if not self.milestone and plain.startswith(_MILESTONE) else plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """What must not happen. `after` and `before` are numbers of two steps: whoever does it between goes no further.
    Without them it must not happen anywhere in the period: whoever did it is left out of the whole funnel.
    """

    step: Step
    after: int | None = None
    before: int | None = None

    @classmethod
    def read(cls, name: str, value: Any) -> "Exclusion":
        """From a step, with or without `{"after": 1, "before": 2}`. Raises ParameterError."""
        if isinstance(value, cls):
            return value
        given = dict(value) if isinstance(value, Mapping) else {}
        after, before = given.pop("after", None), given.pop("before", None)
        if after is None and before is None:
            return cls(step=Step.read(name, given or value))
        is_whole = all(isinstance(number, int) and not isinstance(number, bool) for number in (after, before))
        if not is_whole or not 1 <= after < before:
            raise ParameterError(name, value, _("the numbers of two steps as after and before, the earlier one first"))
        return cls(step=Step.read(name, given), after=after, before=before)

    def given(self) -> str | dict[str, Any]:
        """As it is written in JSON: what `read` reads again."""
        step = self.step.given()
        if self.is_anywhere:
            return step
        what: dict[str, Any] = {"after": self.after, "before": self.before}
        if isinstance(step, dict):
            return step | what
        if self.step.milestone is not None:
            return {"milestone": self.step.milestone} | what
        return {"event": step} | what

    @property
    def is_anywhere(self) -> bool:
        return self.after is None


def _object(name: str, value: Any, keys: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not value or any(key not in keys for key in value):
        raise ParameterError(name, value, _("only these keys: {names}", names=", ".join(keys)))
    return value


def _list(name: str, value: Any, kind: type[Condition]) -> tuple[Condition, ...]:
    if not isinstance(value, list | tuple):
        raise ParameterError(name, value, _("a list such as [1, 2]"))
    return tuple(kind.read(name, one) for one in value)


def _texts(name: str, value: Any) -> tuple[str, ...]:
    many = value if isinstance(value, list | tuple) else [value]
    texts = tuple(str(one) if isinstance(one, int | float) and not isinstance(one, bool) else one for one in many)
    if not texts or not all(_is_text(one) for one in texts):
        raise ParameterError(name, value, _("a text, or a list of texts"))
    return texts


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _flag(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ParameterError(name, value, _("true or false"))
    return value


def _check_number(name: str, values: tuple[str, ...]) -> None:
    try:
        (float(values[0]),)
    except ValueError as error:
        raise ParameterError(name, values[0], _("a number")) from error
    if len(values) > 1:
        raise ParameterError(name, list(values), _("a number"))
