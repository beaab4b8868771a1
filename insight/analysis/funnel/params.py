"""What can be chosen about a funnel."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from insight.analysis.funnel.durations import DAY, LONGEST, seconds_of
from insight.analysis.funnel.milestones import MILESTONES
from insight.analysis.funnel.step import Exclusion, Step
from insight.analysis.funnel.words import TRAIT, property_name
from insight.errors import ParameterError
from insight.fields import AsOf, Choice, Day, Days, Flag, Given, InCurrency, Named, check_fields
from insight.fields.told import FROM, UNTIL
from insight.i18n import Text, _, in_context
from insight.schema.event_names import event_name

Order = Literal["ordered", "strict", "any"]
Count = Literal["people", "attempts"]
Compare = Literal["before"]

ORDERS: dict[Order, Text] = {
    "ordered": _("In this order"),
    "strict": _("Nothing between"),
    "any": in_context("of steps", "Any order"),
}
_COUNTS: dict[Count, Text] = {"people": _("Each person"), "attempts": _("Every attempt")}
_COMPARED: dict[Compare, Text] = {"before": _("yes")}


def _called(step: Step) -> Text | str:
    """What people call it: milestones and usual events have words of their own."""
    if step.name is None and step.milestone is not None:
        return MILESTONES[step.milestone]
    return event_name(step.events[0]) if step.name is None and len(step.events) == 1 else step.label


_STEPS = Given(
    label=_("Steps"),
    shape=_("events, or milestones such as milestone:order_paid"),
    in_words=_called,
)
_MUST_NOT = Given(
    label=_("Must not happen"),
    shape=_("events that must not happen, anywhere or between two steps"),
    in_words=lambda one: _called(one.step),
)
_WINDOW = _("a span longer than nothing")

MOST_STEPS = 20
MOST_EXCLUSIONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelParams:
    """`as_of` is the first day not counted. No steps: those that the workspace has the most people for.

    A person enters with a first step from `since` to before `until`; the later steps may follow until as_of. All steps
    lie within the window (`window`, such as 30m, else `window_days`), counted from the first one, the end included.
    `order`: other events may lie between ("ordered"), none may ("strict"), or the steps come as they like ("any").
    `count`: people, each by their best attempt, or every attempt; an attempt begins with each first step and ends where
    the next one begins. `re_entry` False: only the first time that a person enters counts. `hold`: a property that is
    the same in all steps of a chain. `by`: a property of the first step, or `person.` and a trait or tag (`person.age`,
    `person.tag:vip`). `compare`: with the period of the same length before `since`. `drivers`: a step by its name or
    number; told is what sets those who take it apart from those who are lost before it.
    """

    as_of: AsOf
    currency: InCurrency
    steps: Annotated[tuple[Step, ...], _STEPS] = ()
    order: Annotated[Order, Choice(options=ORDERS, label=_("Order"))] = "ordered"
    window_days: Annotated[int, Days(most=LONGEST // DAY, label=_("Within days"))] = 7
    window: Annotated[str | None, Given(label=_("Within"), shape=_WINDOW)] = None
    exclude: Annotated[tuple[Exclusion, ...], _MUST_NOT] = ()
    count: Annotated[Count, Choice(options=_COUNTS, label=_("Count"))] = "people"
    re_entry: Annotated[bool, Flag(label=_("People count again when they enter again"))] = True
    hold: Annotated[str | None, Named(label=_("The same in all steps"), in_words=property_name)] = None
    by: Annotated[str | None, Named(label=_("Split by"), in_words=property_name)] = None
    since: Annotated[dt.date | None, Day(label=_("Entered since"), told=FROM)] = None
    until: Annotated[dt.date | None, Day(label=_("Entered before"), told=UNTIL)] = None
    compare: Annotated[Compare | None, Choice(options=_COMPARED, label=_("Compare with the period before"))] = None
    drivers: Annotated[str | None, Named(label=_("What sets those apart who take this step"))] = None

    def __post_init__(self) -> None:
        check_fields(self)
        object.__setattr__(self, "steps", tuple(Step.read("steps", one) for one in self.steps))
        object.__setattr__(self, "exclude", tuple(Exclusion.read("exclude", one) for one in self.exclude))
        if self.window is not None and not seconds_of("window", self.window):
            raise ParameterError("window", self.window, _WINDOW)
        self._check_period()
        self._check_steps()
        self._check_exclusions()
        self._check_order()

    @property
    def window_s(self) -> int:
        """Seconds from the first step within which all others lie."""
        return self.window_days * DAY if self.window is None else seconds_of("window", self.window)

    @property
    def is_whole_days(self) -> bool:
        """Whether the window is so many whole days."""
        return self.window_s % DAY == 0

    @property
    def whole_days(self) -> int | None:
        """The window in days; None where it is no whole number of them."""
        return self.window_s // DAY if self.is_whole_days else None

    @property
    def trait(self) -> str | None:
        """What is known of a person by which the funnel is split."""
        return self.by[len(TRAIT) :] if self.by is not None and self.by.startswith(TRAIT) else None

    @property
    def names(self) -> tuple[str, ...]:
        """What each step is called, no two alike."""
        names: list[str] = []
        for step in self.steps:
            same = sum(other.label == step.label for other in self.steps[: len(names)])
            names.append(f"{step.label} ({same + 1})" if same else step.label)
        return tuple(names)

    def _check_period(self) -> None:
        since, until = self.since or dt.date.min, self.until or self.as_of
        if not since < until:
            raise ParameterError("since", self.since, _("a day before {day:day}", day=until))
        if until > self.as_of:
            raise ParameterError("until", self.until, _("no day after {day:day}", day=self.as_of))
        if self.compare is not None and self.since is None:
            raise ParameterError("compare", self.compare, _("a first day of the period (since) to compare with before"))

    def _check_steps(self) -> None:
        if len(self.steps) > MOST_STEPS:
            raise ParameterError("steps", len(self.steps), _("at most {most} steps", most=MOST_STEPS))
        if self.steps and self.steps[0].is_optional:
            raise ParameterError("steps", self.names[0], _("a first step that is not optional"))
        for step in self.steps:
            least, most = step.least_gap_s, step.most_gap_s
            if most is not None and most < least:
                raise ParameterError("steps", step.label, _("a most_gap no shorter than the least_gap"))
            if step.is_optional and (least or most is not None):
                raise ParameterError("steps", step.label, _("gaps for steps that are not optional only"))
        if sum(step.least_gap_s for step in self.steps) > self.window_s:
            raise ParameterError(
                "window_days", self.window or self.window_days, _("a window no shorter than the least gaps together")
            )

    def _check_exclusions(self) -> None:
        if len(self.exclude) > MOST_EXCLUSIONS:
            raise ParameterError("exclude", len(self.exclude), _("at most {most} exclusions", most=MOST_EXCLUSIONS))
        needed = [number for number, step in enumerate(self.steps, 1) if not step.is_optional]
        for one in self.exclude:
            if not one.is_anywhere and not {one.after, one.before} <= set(needed):
                raise ParameterError(
                    "exclude", f"{one.after}–{one.before}", _("the numbers of two steps that are not optional")
                )

    def _check_order(self) -> None:
        if self.count == "attempts" and not self.re_entry:
            raise ParameterError("re_entry", self.re_entry, _("true where every attempt counts"))
        if self.order == "ordered":
            return
        if self.order == "strict":
            self._refuse(any(step.is_optional for step in self.steps), _("ordered or any where a step is optional"))
            return
        has_gaps = any(step.least_gap_s or step.most_gap_s is not None for step in self.steps)
        self._refuse(has_gaps, _("ordered or strict where steps have gaps"))
        self._refuse(
            not all(one.is_anywhere for one in self.exclude), _("ordered or strict to exclude between two steps")
        )
        self._refuse(self.count == "attempts" or not self.re_entry, _("ordered or strict to tell attempts apart"))
        same = len({(step.events, step.milestone, step.where) for step in self.steps}) < len(self.steps)
        self._refuse(same, _("ordered or strict where a step stands twice"))

    def _refuse(self, is_wrong: bool, expected: object) -> None:
        if is_wrong:
            raise ParameterError("order", self.order, expected)  # type: ignore[arg-type]
