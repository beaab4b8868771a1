"""Where people go next, who goes there, and how it was computed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar, Literal

import pandas as pd

from insight.analysis.paths import findings as sentences
from insight.analysis.paths.apart import nothing_apart
from insight.analysis.paths.cells import cells
from insight.analysis.paths.params import PathsParams
from insight.analysis.paths.sides import Sides
from insight.analysis.paths.statements import Paths
from insight.analysis.paths.tables import COLUMNS as _COLUMNS
from insight.analysis.paths.words import path_name, step_name
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.schema.event_names import event_name
from insight.segments import Segment

_LIMITS = (
    _("Only events that name a person are counted: visits of strangers are not seen."),
    _("Whoever comes twice may go two ways: people of the ways can add up to more than those they come from."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsResult:
    """Visits of the `days` before as_of in which somebody did `start`, from its first time on; with `is_back` back from
    its last time, and `next` is what came before.

    `nodes`: step (0 is the event), event, customers, visits, folded (events that "(other)" stands for), started.
    `links`: step, event, next, customers, visits, here, share, low, high. `matrix`: event, next, customers, times,
    share: of all visits, wherever in them. `paths`: path (a JSON list of steps), customers, visits. `looped`: those
    visits with an event directly after itself, which is one step. "(other)" are rare events, "(end)" is the end of the
    visit; an event whose own name opens with a bracket stands with a second one.

    Where a group was chosen: `group` and `others` by name, how many of the people are `in_group`, `in_others`, and
    `in_both` and so counted in neither. `apart`: step, event, next, customers, here (people of the event), share (of
    its visits), the same of the others, difference of the shares, noise (what nineteen of twenty random splits of the
    same people stay below), p_value (Holm), certain.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar = ("sides",)

    params: PathsParams
    start: str
    looped: int
    nodes: pd.DataFrame
    links: pd.DataFrame
    matrix: pd.DataFrame
    paths: pd.DataFrame
    apart: pd.DataFrame = field(default_factory=nothing_apart)
    group: Text | None = None
    others: Text | None = None
    in_group: int = 0
    in_others: int = 0
    in_both: int = 0
    sides: Sides | None = None

    def findings(self) -> list[Finding]:
        """The sentences worth saying: where people go most, where they stop, the most common way."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        step: int | None = None,
        event: str | None = None,
        next: str | None = None,  # noqa: A002 - a keyword of the command line
        path: str | None = None,
        side: Literal["group", "others"] | None = None,
    ) -> Segment:
        """People of an event of a step, of a way on to `next`, of a pair of the matrix (no step), of a whole path; all
        who did the event without any of them. `side`: only those of the group, or of the others, on a step or a way.

        Raises ParameterError for what is not there.
        """
        if side is not None:
            return self._of_side(side, {"step": step, "event": event, "next": next})
        cell = {"step": step, "event": event, "next": next, "path": path}
        cell = {name: value for name, value in cell.items() if value is not None}
        statement, who = self._asked(cell)
        return Segment(
            sentence=_(
                "{who}, in the {days} days before {as_of:day}",
                who=who,
                days=self.params.days,
                as_of=self.params.as_of,
            ),
            statement=statement,
            values=self.values() | {f"at_{name}": value for name, value in cell.items()},
            as_of=self.params.as_of,
            analysis="paths",
            parameters=asdict(self.params) | {"start": self.start} | cell,
        )

    def _of_side(self, side: str, asked: dict[str, Any]) -> Segment:
        names = {"group": self.group, "others": self.others}
        if self.sides is None or side not in names:
            raise ParameterError("side", side, _("group or others, where a group was chosen"))
        cell = {name: value for name, value in asked.items() if value is not None}
        if not {"step", "event"} <= set(cell):
            raise ParameterError("side", side, _("a step and an event beside it"))
        _check(self.apart, cell)
        who = self._on_the_way(cell) if "next" in cell else self._on_step(cell)
        found = self.sides.members()
        return Segment(
            sentence=_(
                "{group}: {who}, in the {days} days before {as_of:day}",
                group=names[side],
                who=who,
                days=self.params.days,
                as_of=self.params.as_of,
            ),
            statement=found.statement,
            values=self.values()
            | {"at_side": side}
            | {f"at_{name}": value for name, value in cell.items()}
            | dict(found.values),
            as_of=self.params.as_of,
            analysis="paths",
            parameters=asdict(self.params) | {"start": self.start, "side": side} | cell,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(
                _(
                    "A visit is everything that a person did without a pause of more than {minutes} minutes; it "
                    "belongs to the day on which it began.",
                    minutes=self.params.session_minutes,
                ),
                _("A path starts at the first time of its event in a visit; backwards, at the last time."),
                _("Events of the same moment stand in the order of their names."),
                _("The same event again and again is one step."),
                _(
                    "A step names the {kept:count} events of most visits; rarer ones are “other events”, with their "
                    "number.",
                    kept=self.params.kept,
                ),
            ),
            limits=_LIMITS,
            statements=(self._statements.found(),),
            values=self.values(),
        )

    def values(self) -> dict[str, Any]:
        """What the statements are bound to; the filters of people are open."""
        return values_of(self.params, self.start)

    @property
    def _statements(self) -> Paths:
        return Paths.of(self.params)

    def _asked(self, cell: dict[str, Any]) -> tuple[str, Text]:
        """The statement of a cell, and who its people are."""
        match sorted(cell):
            case []:
                return self._statements.of_all(), _("People who did “{event}”", event=event_name(self.start))
            case ["path"]:
                _check(self.paths, cell)
                return self._statements.of_path(), _("People who went: {path}", path=self._path(cell["path"]))
            case ["event", "step"]:
                _check(self.nodes, cell)
                return self._statements.of_node(), self._on_step(cell)
            case ["event", "next", "step"]:
                _check(self.links, cell)
                return self._statements.of_node(), self._on_the_way(cell)
            case ["event", "next"]:
                _check(self.matrix, cell)
                return self._statements.of_pair(), _("People who went: {path}", path=self._pair(cell))
            case names:
                raise ParameterError(
                    "event", ", ".join(names), _("a step and an event, both with next, event and next, or a path")
                )

    def _on_step(self, cell: dict[str, Any]) -> Text:
        if not cell["step"]:
            return _("People who did “{event}”", event=event_name(self.start))
        return self._after(self._name(cell["event"]), cell["step"])

    def _on_the_way(self, cell: dict[str, Any]) -> Text:
        return self._after(self._pair(cell, is_back=self.params.is_back), cell["step"] + 1)

    def _after(self, what: Text, n: int) -> Text:
        start = event_name(self.start)
        if self.params.is_back:
            return _(
                "{what}, {n:count} step before “{start}”",
                "{what}, {n:count} steps before “{start}”",
                what=what,
                n=n,
                start=start,
            )
        return _(
            "{what}, {n:count} step after “{start}”",
            "{what}, {n:count} steps after “{start}”",
            what=what,
            n=n,
            start=start,
        )

    def _pair(self, cell: dict[str, Any], *, is_back: bool = False) -> Text:
        first, then = (cell["next"], cell["event"]) if is_back else (cell["event"], cell["next"])
        return _(
            "{from} → {to}",
            **{"from": step_name(first, is_back=is_back), "to": step_name(then, is_back=is_back)},
        )

    def _name(self, step: str) -> Text:
        return step_name(step, is_back=self.params.is_back)

    def _path(self, path: str) -> Text:
        return path_name(path, is_back=self.params.is_back)


def values_of(params: PathsParams, start: str) -> dict[str, Any]:
    """What the statements are bound to."""
    names = ("as_of", "since", "session_minutes", "steps", "kept")
    opened = dict.fromkeys(("at_step", "at_event", "at_next", "at_path"))
    nothing_before = {"before_since": params.since, "before_until": params.since}
    return {name: getattr(params, name) for name in names} | {"start": start} | nothing_before | opened


def _check(frame: pd.DataFrame, cell: dict[str, Any]) -> None:
    """Raises ParameterError for a cell that no row is about."""
    rows = frame
    for name, value in cell.items():
        known = list(dict.fromkeys(str(one) for one in rows[name]))
        rows = rows[rows[name] == value]
        if rows.empty:
            raise ParameterError(name, value, _("one of {names}", names=", ".join(known[:20])))
