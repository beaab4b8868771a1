"""An expression as of a day becomes one segment: one statement, its bound values, and a sentence."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from insight.audience.cells import ANALYSIS, EXPRESSION, cell_segment
from insight.audience.expression import AllOf, AnyOf, Condition, Expression, Not, to_json
from insight.audience.registry import find_rule
from insight.audience.rules.numbers import CELL, SAVED
from insight.audience.saved import SavedSegment, find_saved
from insight.audience.sentences import Said, all_of, any_of, not_, whole
from insight.audience.statements import KNOWN, Bound, met, numbered, united, without
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.segments import Segment
from insight.warehouse import Warehouse

_MOST_RESOLVED = 200


def as_segment(
    warehouse: Warehouse, segment: SavedSegment | Expression, as_of: dt.date, currency: str | None = None
) -> Segment:
    """The people of a saved segment, or of an expression, as of a day.

    `currency` is what its list counts amounts in; conditions on money keep their own. Raises ParameterError or
    NotEnoughDataError where a number it speaks of cannot be had as of that day, or a segment or list is gone.
    """
    if isinstance(segment, SavedSegment):
        found = compiled(warehouse, segment.expression, as_of, currency, within=(segment.segment_id,))
        sentence = _("{name}: {sentence}", name=segment.name, sentence=found.sentence)
        return replace(found, sentence=sentence, parameters={"segment": segment.name, **found.parameters})
    return compiled(warehouse, segment, as_of, currency)


def compiled(
    warehouse: Warehouse,
    expression: Expression,
    as_of: dt.date,
    currency: str | None = None,
    *,
    within: tuple[int, ...] = (),
) -> Segment:
    """One statement for the whole tree. `within`: saved segments that must not be met again."""
    people = _Compiler(warehouse, as_of, within=within).whole(expression)
    parameters = {EXPRESSION: to_json(expression)} | ({"currency": currency} if currency else {})
    return Segment(
        sentence=whole(people.said, as_of),
        statement=people.found.statement,
        values=people.found.values,
        as_of=as_of,
        analysis=ANALYSIS,
        parameters=parameters,
    )


@dataclass(frozen=True, slots=True)
class People:
    """Part of a tree: how its people are found, how it is said. `is_known`: all of them are known before the day."""

    found: Bound
    said: Said
    is_known: bool


@dataclass(slots=True)
class _Compiler:
    warehouse: Warehouse
    as_of: dt.date
    within: tuple[int, ...] = ()
    cells: dict[Condition, Segment] = field(default_factory=dict)
    places: int = 0

    def whole(self, expression: Expression) -> People:
        """A single condition as it is; anything put together among the people known before the day."""
        people = self.part(expression)
        if people.is_known or (isinstance(expression, Condition) and expression.rule in (CELL, SAVED)):
            return people
        return replace(people, found=met([people.found, self._known()]), is_known=True)

    def part(self, expression: Expression) -> People:
        if isinstance(expression, AllOf):
            return self._all_of(expression)
        if isinstance(expression, AnyOf):
            parts = [self.part(part) for part in expression.parts]
            found = united([part.found for part in parts])
            return People(found, any_of([part.said for part in parts]), all(part.is_known for part in parts))
        if isinstance(expression, Not):
            part = self.part(expression.part)
            return People(without(self._known(), [part.found]), not_(part.said), is_known=True)
        return self._condition(expression)

    def _all_of(self, expression: AllOf) -> People:
        """Who is left out is taken away from those who are in, not from everybody."""
        wanted = [self.part(part) for part in expression.parts if not isinstance(part, Not)]
        unwanted = [self.part(part.part) for part in expression.parts if isinstance(part, Not)]
        found = met([part.found for part in wanted]) if wanted else self._known()
        is_known = not wanted or any(part.is_known for part in wanted)
        said = iter(part.said for part in wanted), iter(part.said for part in unwanted)
        in_order = [not_(next(said[1])) if isinstance(part, Not) else next(said[0]) for part in expression.parts]
        return People(without(found, [part.found for part in unwanted]), all_of(in_order), is_known)

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
        found = self._placed(rule.statement, rule.bind(values, self.as_of))
        return People(found, Said(rule.say(values), rule.say(values, holds=False)), rule.of_buyers)

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
            is_known=False,
        )

    def _saved(self, leaf: Condition) -> People:
        number = int(leaf.value("segment"))
        if number in self.within:
            raise ParameterError("segment", number, _("segments that do not contain themselves"))
        saved = find_saved(self.warehouse, number)
        inner = replace(self, within=(*self.within, number))
        people = inner.whole(saved.expression)
        self.places = inner.places
        rule = find_rule(SAVED)
        said = Said(_named(rule.sentence, saved.name), _named(rule.negation, saved.name))
        return replace(people, said=said)

    def _placed(self, statement: str, values: Mapping[str, Any]) -> Bound:
        return numbered(Bound(statement, values), self.places)

    def _known(self) -> Bound:
        self.places += 1
        return self._placed(KNOWN, {"as_of": self.as_of})


def _named(text: Text, name: str) -> Text:
    return Text(text.key, (("segment", name),))


_RESOLVED: dict[str, Callable[[_Compiler, Condition], People]] = {CELL: _Compiler._cell, SAVED: _Compiler._saved}
