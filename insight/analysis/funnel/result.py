"""What a funnel found, who is behind each number, and how it was computed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import ClassVar, Literal

import pandas as pd

from insight.analysis.funnel import findings as sentences
from insight.analysis.funnel.apart import Drivers, no_drivers
from insight.analysis.funnel.cells import cells
from insight.analysis.funnel.followed import UNKNOWN
from insight.analysis.funnel.method import LIMITS, TRAIT_LIMIT, definition
from insight.analysis.funnel.milestones import MILESTONES
from insight.analysis.funnel.params import FunnelParams
from insight.analysis.funnel.statements import Funnel
from insight.analysis.funnel.tables import COLUMNS as _COLUMNS
from insight.analysis.funnel.tables import OTHER
from insight.analysis.funnel.words import property_name
from insight.analysis.traits import Apart
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.schema.event_names import EVENT_NAMES
from insight.segments import Segment

State = Literal["entered", "converted", "open", "lost"]
STATES: tuple[State, ...] = ("entered", "converted", "open", "lost")

_NAMES = {UNKNOWN: _("Not stated"), OTHER: _("All others")}


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelResult:
    """Where people go on and where they stop. `by_day`: all steps were compared by the day (one has no times).

    `steps`, one row a step: step_no, before_no (the last step before that must be done; 0 for the first), step,
    is_optional, customers (who came to the step before; at the first step all
    who entered), converted (took the step), open (have not, their time still runs), lost (have not, it is over);
    customers = converted + open + lost. The same as people (`…_people`: other numbers where attempts are counted).
    rate = converted / (converted + lost), low, high (95 %, Wilson); rate_in_all: of those who entered and whose way is
    decided, the share that came so far; median_s, p75_s, p90_s: seconds since the step before (nan where unknown).
    `own`: step_no, step, events, people of each step by itself, by_day. `groups`: the columns of `steps` by group
    ((unknown) and (other) included), p_value against all other groups (Holm), certain. `times`: see `tables.times`.
    `what_if`: see `tables.what_if`. `periods`: against the period before, see `tables.periods`.

    `apart`, where a step was asked about (`drivers`), one row a thing known of people: kind (event, trait, tag),
    feature, value, label, is_of_today (may have come of it, so never certain), converted_with of converted_n (took the
    step, and of whom it is known), lost_with of lost_n, both shares, their difference with low, high (95 %, Newcombe),
    p_value (Holm over all rows), certain.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar = ("drivers", "told")

    params: FunnelParams
    by_day: bool
    steps: pd.DataFrame
    own: pd.DataFrame
    groups: pd.DataFrame
    times: pd.DataFrame
    what_if: pd.DataFrame
    periods: pd.DataFrame
    apart: pd.DataFrame = field(default_factory=no_drivers)
    drivers: Drivers | None = None
    told: Apart | None = None

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the whole way first, the largest gap next."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        step: str,
        state: State = "lost",
        group: str | None = None,
        kind: str | None = None,
        feature: str | None = None,
        value: str | None = None,
    ) -> Segment:
        """The people of one part of the bar of a step, by its name or its number; of one group or of all; those of a
        row of `apart` by its kind, feature and value.

        Raises ParameterError for what is not there.
        """
        number = self.number_of(step)
        if kind is not None:
            return self._with_feature(number, state, {"kind": kind, "feature": feature, "value": value})
        if state not in STATES:
            raise ParameterError("state", state, _("one of {names}", names=", ".join(STATES)))
        if group is not None and group not in set(self.groups["group"]):
            raise ParameterError("group", group, _("one of {names}", names=", ".join(self.groups["group"].unique())))
        found = Funnel(self.params, self.by_day, self.told).members(number, state)
        named = [name for name in self.groups["group"].unique() if name != OTHER]
        chosen = {"group": group, "other": OTHER, "named": named}
        return Segment(
            sentence=self._who(number, state, group),
            statement=found.statement,
            values=dict(found.values) | chosen,
            as_of=self.params.as_of,
            analysis="funnel",
            parameters=self._parameters()
            | {"step": step, "state": state}
            | ({} if group is None else {"group": group}),
        )

    def _with_feature(self, number: int, state: State, asked: dict[str, str | None]) -> Segment:
        rows = self.apart
        for name, wanted in asked.items():
            known = list(dict.fromkeys(rows[name]))
            rows = rows[rows[name] == wanted]
            if rows.empty:
                raise ParameterError(name, wanted, _("one of {names}", names=", ".join(map(str, known[:20])) or "–"))
        if self.drivers is None or number != self.drivers.number or state not in ("converted", "lost"):
            raise ParameterError("step", number, _("the step that drivers names, converted or lost"))
        found = self.drivers.members(str(asked["kind"]))
        who = _("{who} · {what}", who=self._who(number, state, None), what=rows["label"].iloc[0])
        return Segment(
            sentence=who,
            statement=found.statement,
            values=dict(found.values) | asked | {"is_converted": state == "converted"},
            as_of=self.params.as_of,
            analysis="funnel",
            parameters=self._parameters() | {"step": str(number), "state": state} | asked,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        made = Funnel(self.params, self.by_day, self.told)
        return Method(
            definition=definition(self.params, by_day=self.by_day),
            limits=LIMITS if self.told is None else (*LIMITS, TRAIT_LIMIT),
            statements=(made.counted().statement,),
            values=made.values(),
        )

    def number_of(self, step: str) -> int:
        """The number of a step that is named, or given by its number. Raises ParameterError."""
        names = list(self.params.names)
        if step in names:
            return names.index(step) + 1
        if str(step).isdecimal() and 1 <= int(step) <= len(names):
            return int(step)
        raise ParameterError("step", step, _("one of {names}", names=", ".join(names)))

    def label(self, number: int) -> Text:
        """What a step is called on a page: milestones and usual events in the reader's language."""
        step = self.params.steps[number - 1]
        if step.name is None and step.milestone is not None:
            return MILESTONES[step.milestone]
        name = self.params.names[number - 1]
        if step.name is None and len(step.events) == 1 and step.events[0] in EVENT_NAMES:
            return _("{event}{again}", event=EVENT_NAMES[step.events[0]], again=name.removeprefix(step.events[0]))
        return _("{value}", value=name)

    def group_name(self, group: str) -> Text:
        """What a group is called: its value as the data say it, or as a trait or tag calls it."""
        if group in _NAMES:
            return _NAMES[group]
        return _("{value}", value=group) if self.told is None else self.told.said(group)

    def _of_group(self, group: str) -> Text:
        """A group with what people are told apart by."""
        if self.told is not None and self.told.trait is not None and group not in _NAMES:
            return self.told.said(group)
        title = property_name(self.params.by or "") if self.told is None else self.told.title
        return _("{trait}: {value}", trait=title, value=self.group_name(group))

    def _who(self, number: int, state: State, group: str | None) -> Text:
        this, before = self.label(number), self.label(max(number - 1, 1))
        words: dict[State, Text] = {
            "entered": _("People who came to the step before “{step}”", step=this),
            "converted": _("People who came as far as “{step}”", step=this),
            "open": _("People who did “{before}” and still have time for “{step}”", before=before, step=this),
            "lost": _("People who did “{before}” and did not go on to “{step}” in time", before=before, step=this),
        }
        who = words[state]
        if group is not None:
            who = _("{who}, {value}", who=who, value=self._of_group(group))
        return _("{who}, as of {as_of:last_day}", who=who, as_of=self.params.as_of)

    def _parameters(self) -> dict[str, object]:
        return asdict(self.params) | {"steps": [step.given() for step in self.params.steps]}
