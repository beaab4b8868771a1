"""An expression as of a day becomes one segment: one statement, its bound values, and a sentence."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from insight.analysis.clusters import find_clustering
from insight.audience.cells import ANALYSIS, EXPRESSION, cell_segment
from insight.audience.expression import AllOf, AnyOf, Condition, Expression, Not, to_json
from insight.audience.registry import find_rule
from insight.audience.rules.clusters import IN_CLUSTER, read_group
from insight.audience.rules.lists import ON_LIST
from insight.audience.rules.numbers import CELL, ENTERED, LEFT, SAVED
from insight.audience.rules.tags import HAS_TAG
from insight.audience.saved import SavedSegment, find_saved
from insight.audience.sentences import Said, all_of, any_of, not_, whole
from insight.audience.statements import KNOWN, met, united, without
from insight.audience.tagging import find_tag
from insight.audience.tagging.people import of_tag
from insight.audience.uploads import find_list
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.segments import Segment
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, numbered

_MOST_RESOLVED = 200


def compiled(
    warehouse: Warehouse,
    expression: Expression,
    as_of: dt.date,
    currency: str | None = None,
    *,
    within: int | None = None,
) -> Segment:
    """One statement for the whole tree. `within`: the saved segment that it is, which must not be met again."""
    people = _Compiler(warehouse, as_of, within=() if within is None else (within,)).whole(expression)
    parameters = {EXPRESSION: to_json(expression)} | ({"currency": currency} if currency else {})
    return Segment(
        sentence=whole(people.said, as_of),
        statement=people.found.statement,
        values=people.found.values,
        as_of=as_of,
        analysis=ANALYSIS,
        parameters=parameters,
    )


def compiled_condition(warehouse: Warehouse, leaf: Condition, as_of: dt.date) -> "People":
    """One condition alone, only people known before the day unless it is a number, a segment or a list."""
    return _Compiler(warehouse, as_of).whole(leaf)


@dataclass(frozen=True, slots=True)
class People:
    """Part of a tree: how its people are found, how it is said.

    `is_known`: all of them are known before the day. `is_open`: those who are not known before the day have still to be
    left out; once for the whole is enough.
    """

    found: Bound
    said: Said
    is_known: bool = False
    is_open: bool = False


@dataclass(slots=True)
class _Compiler:
    """Numbers of other pages, saved segments and uploaded lists stand for the people that are shown there, whether they
    were known before the day or not; every other condition holds only for people who were."""

    warehouse: Warehouse
    as_of: dt.date
    within: tuple[int, ...] = ()
    cells: dict[Condition, Segment] = field(default_factory=dict)
    places: int = 0
    tags: tuple[str, ...] = ()

    def whole(self, expression: Expression) -> People:
        return self._closed(self._part(expression))

    def _part(self, expression: Expression) -> People:
        if isinstance(expression, AllOf):
            return self._all_of(expression)
        if isinstance(expression, AnyOf):
            return self._any_of(expression)
        if isinstance(expression, Not):
            part = self._part(expression.part)
            return People(without(self._known(), [part.found]), not_(part.said), is_known=True)
        return self._condition(expression)

    def _all_of(self, expression: AllOf) -> People:
        """Who is left out is taken away from those who are in, not from everybody."""
        parts = [
            (self._part(part.part), True) if isinstance(part, Not) else (self._part(part), False)
            for part in expression.parts
        ]
        wanted = [part for part, is_left_out in parts if not is_left_out]
        is_known = not wanted or any(part.is_known for part in wanted)
        left_out = [part if is_known else self._closed(part) for part, is_left_out in parts if is_left_out]
        found = met([part.found for part in wanted]) if wanted else self._known()
        return People(
            without(found, [part.found for part in left_out]),
            all_of([not_(part.said) if is_left_out else part.said for part, is_left_out in parts]),
            is_known,
            is_open=not is_known and any(part.is_open for part in wanted),
        )

    def _any_of(self, expression: AnyOf) -> People:
        parts = [self._part(part) for part in expression.parts]
        said = any_of([part.said for part in parts])
        is_open = all(part.is_known or part.is_open for part in parts) and any(part.is_open for part in parts)
        if not is_open:
            parts = [self._closed(part) for part in parts]
        is_known = not is_open and all(part.is_known for part in parts)
        return People(united([part.found for part in parts]), said, is_known, is_open)

    def _closed(self, people: People) -> People:
        if not people.is_open:
            return people
        return People(met([people.found, self._known()]), people.said, is_known=True)

    def _condition(self, leaf: Condition) -> People:
        self.places += 1
        if self.places > _MOST_RESOLVED:
            raise ParameterError(
                "expression", self.places, _("at most {most} conditions, saved segments opened", most=_MOST_RESOLVED)
            )
        resolve = _RESOLVED.get(leaf.rule)
        if resolve is not None:
            return resolve(self, leaf)
        rule, values = find_rule(leaf.rule), dict(leaf.values)
        said = Said(rule.say(values), rule.say(values, holds=False))
        return People(self._found(leaf), said, is_known=rule.of_buyers, is_open=not (rule.of_buyers or rule.as_shown))

    def _cell(self, leaf: Condition) -> People:
        if leaf not in self.cells:
            self.cells[leaf] = cell_segment(self.warehouse, leaf, self.as_of)
        segment = self.cells[leaf]
        return People(
            self._placed(segment.statement, segment.values),
            Said(
                _("counted in “{sentence}”", sentence=segment.sentence),
                _("not counted in “{sentence}”", sentence=segment.sentence),
                alone=segment.sentence,
            ),
        )

    def _saved(self, leaf: Condition) -> People:
        saved = self._named_in(leaf)
        return replace(self._as_of(saved, self.as_of), said=_named(leaf, saved.name))

    def _moved(self, leaf: Condition) -> People:
        """In a segment now and not some days before, or the other way round."""
        saved = self._named_in(leaf)
        now = self._as_of(saved, self.as_of)
        then = self._as_of(saved, self.as_of - dt.timedelta(days=int(leaf.value("days"))))
        here, away = (now, then) if leaf.rule == ENTERED else (then, now)
        return replace(here, found=without(here.found, [away.found]), said=_named(leaf, saved.name))

    def _named_in(self, leaf: Condition) -> SavedSegment:
        number = int(leaf.value("segment"))
        if number in self.within:
            raise ParameterError("segment", number, _("segments that do not contain themselves"))
        return find_saved(self.warehouse, number)

    def _as_of(self, saved: SavedSegment, day: dt.date) -> People:
        inner = _Compiler(self.warehouse, day, within=(*self.within, saved.segment_id), places=self.places)
        people = inner.whole(saved.expression)
        self.places = inner.places
        return people

    def _list(self, leaf: Condition) -> People:
        found = find_list(self.warehouse, int(leaf.value("list_id")))
        return People(self._found(leaf), _named(leaf, found.name))

    def _cluster(self, leaf: Condition) -> People:
        number, cluster = read_group(leaf.value("group"))
        kept = find_clustering(self.warehouse, number)
        return People(self._found(leaf), _named(leaf, kept.called(cluster)))

    def _tag(self, leaf: Condition) -> People:
        tag = find_tag(self.warehouse, str(leaf.value("tag")))
        if tag.code in self.tags:
            raise ParameterError("tag", tag.code, _("a tag whose rule does not name itself"))
        inner = _Compiler(
            self.warehouse, self.as_of, within=self.within, places=self.places, tags=(*self.tags, tag.code)
        )
        found = of_tag(self.warehouse, lambda expression: inner.whole(expression).found, self.as_of, tag)
        self.places = inner.places
        rule = find_rule(leaf.rule)
        holds, fails = (Text(text.key, (("tag", tag.name),)) for text in (rule.sentence, rule.negation))
        return People(self._placed(found.statement, found.values), Said(holds, fails), is_open=True)

    def _found(self, leaf: Condition) -> Bound:
        found = find_rule(leaf.rule).found(self.warehouse, dict(leaf.values), self.as_of)
        return self._placed(found.statement, found.values)

    def _placed(self, statement: str, values: Mapping[str, Any]) -> Bound:
        return numbered(Bound(statement, values), self.places)

    def _known(self) -> Bound:
        self.places += 1
        return self._placed(KNOWN, {"as_of": self.as_of})


def _named(leaf: Condition, name: str | Text) -> Said:
    """A segment or a list is said by its name, not by its number."""
    rule = find_rule(leaf.rule)
    places = dict(leaf.values) | {rule.fields[0].name: name}
    holds, fails = (Text(text.key, tuple(sorted(places.items()))) for text in (rule.sentence, rule.negation))
    return Said(holds, fails)


_RESOLVED: dict[str, Callable[[_Compiler, Condition], People]] = {
    CELL: _Compiler._cell,
    SAVED: _Compiler._saved,
    ENTERED: _Compiler._moved,
    LEFT: _Compiler._moved,
    ON_LIST: _Compiler._list,
    IN_CLUSTER: _Compiler._cluster,
    HAS_TAG: _Compiler._tag,
}
