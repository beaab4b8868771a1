"""Why somebody came into a segment or left it, in words, with the fact that shows it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insight.audience.expression import Condition
from insight.audience.registry import find_rule
from insight.audience.rule import Fact
from insight.audience.rules.numbers import CELL
from insight.audience.rules.orders import LAST_ORDER
from insight.i18n import Money, Text, _
from insight.warehouse import Warehouse

_GIVEN = "SELECT unnest($customer_ids::VARCHAR[]) AS customer_id"


@dataclass(frozen=True, slots=True)
class Flip:
    """A condition that began (`now`) or ceased to hold; without a condition it is about being known at all."""

    leaf: Condition | None
    said: Text
    now: bool

    def text(self, fact: Text | None = None) -> Text:
        """ "no longer: ordered within the last 90 days (last order 2 Aug 2025)" """
        text = _("now: {phrase}", phrase=self.said) if self.now else _("no longer: {phrase}", phrase=self.said)
        return text if fact is None else _("{reason} ({fact})", reason=text, fact=fact)


def in_words(flips: Sequence[Flip]) -> Text:
    """The reasons, one after the other."""
    return _joined([flip.text() for flip in flips])


def with_facts(warehouse: Warehouse, reasons: Mapping[str, tuple[Flip, ...]], day: dt.date) -> list[tuple[str, Text]]:
    """For each person the reasons with the facts of the day."""
    known: dict[Condition, dict[str, Text]] = {}
    for leaf in {flip.leaf for flips in reasons.values() for flip in flips if flip.leaf is not None}:
        people = [who for who, flips in reasons.items() if any(flip.leaf == leaf for flip in flips)]
        known[leaf] = _facts(warehouse, leaf, people, day)
    return [
        (who, _joined([flip.text(known[flip.leaf].get(who) if flip.leaf else None) for flip in flips]))
        for who, flips in reasons.items()
    ]


def _facts(warehouse: Warehouse, leaf: Condition, people: Iterable[str], day: dt.date) -> dict[str, Text]:
    """What can be said of each person beside a condition; nothing where nothing is known."""
    fact = _fact_of(leaf)
    if fact is None:
        return {}
    values = dict(leaf.values)
    bound = {"as_of": day} if leaf.rule == CELL else find_rule(leaf.rule).bind(warehouse, values, day)
    rows = warehouse.about(_GIVEN, {"customer_ids": list(people)}, fact.statement, bound).to_pylist()
    return {row["customer_id"]: _said(fact, row["fact"], values) for row in rows if row["fact"] is not None}


def _fact_of(leaf: Condition) -> Fact | None:
    return LAST_ORDER if leaf.rule == CELL else find_rule(leaf.rule).fact


def _said(fact: Fact, value: Any, values: Mapping[str, Any]) -> Text:
    is_money = "{fact:money}" in fact.sentence.key
    return Text(fact.sentence.key, (("fact", Money(value, values["currency"]) if is_money else value),))


def _joined(texts: Sequence[Text]) -> Text:
    joined = texts[0] if texts else _("the data say nothing of the reason")
    for text in texts[1:]:
        joined = _("{one}; {other}", one=joined, other=text)
    return joined
