"""A rule: a name, typed values, a static fragment that finds people, and a sentence."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from insight.fields import Field, Values
from insight.i18n import Text, _
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound

Subject = Literal[
    "orders",
    "products",
    "rfm",
    "stage",
    "people",
    "traits",
    "contact",
    "points",
    "coupons",
    "events",
    "surveys",
    "feedback",
    "touches",
    "consents",
    "lists",
    "segments",
]

SUBJECTS: dict[Subject, Text] = {
    "orders": _("Orders and spend"),
    "products": _("Products and categories"),
    "rfm": _("RFM scores and groups"),
    "stage": _("Stage of life"),
    "people": _("Who they are"),
    "traits": _("Traits, also those of your own lists"),
    "contact": _("How they can be reached"),
    "points": _("Points"),
    "coupons": _("Coupons"),
    "events": _("What they did"),
    "surveys": _("What they answered"),
    "feedback": _("What they said"),
    "touches": _("How they were contacted"),
    "consents": _("What they agreed to"),
    "lists": _("Uploaded lists"),
    "segments": _("Saved segments and numbers of pages"),
}
"""What rules speak of, in the order of the builder."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What can be said of a person beside a rule: a static statement that reads `chosen(customer_id)`.

    It yields customer_id and `fact` (a moment or a number); `sentence` has the place `fact`.
    """

    statement: str
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`statement` yields each customer_id once, for whom the rule holds before `$as_of`; bound to it are the `fields`.

    `sentence` and `negation` say it, with the places of the fields (and `span`, least to most), as phrases that fit one
    person and many: "ordered within the last 90 days". `of_buyers`: the people it finds have an order that counts
    before the day, so they are known by then; `as_shown`: a page shows how many they are, so all of them count, whoever
    is known by then. `values`: what the statement is bound to besides the fields, found in the data if need be. `fact`
    is what explains, for one person, that it began or ceased to hold. `find`: how the people are found where that
    depends on what the data hold, in place of `statement`.
    """

    name: str
    subject: Subject
    label: Text
    sentence: Text
    negation: Text
    statement: str
    fields: tuple[Field, ...] = ()
    of_buyers: bool = False
    as_shown: bool = False
    values: Callable[[Warehouse, Values, dt.date], Mapping[str, Any]] | None = None
    fact: Fact | None = None
    find: Callable[[Warehouse, Values, dt.date], Bound] | None = None

    def say(self, values: Values, *, holds: bool = True) -> Text:
        """The sentence, or its negation, with the values in their places."""
        text = self.sentence if holds else self.negation
        said = {each.name: each.said(values[each.name], values) for each in self.fields}
        if "least" in said and "most" in said:
            said["span"] = _span(said["least"], said["most"])
        return Text(text.key, tuple(sorted(said.items())))

    def found(self, warehouse: Warehouse, values: Values, as_of: dt.date) -> Bound:
        """The statement of the people for whom it holds, and what it is bound to."""
        if self.find is not None:
            return self.find(warehouse, values, as_of)
        return Bound(self.statement, self.bind(warehouse, values, as_of))

    def bind(self, warehouse: Warehouse, values: Values, as_of: dt.date) -> dict[str, Any]:
        """What the statement is bound to."""
        bound = {each.name: _bindable(values[each.name]) for each in self.fields}
        more = self.values(warehouse, values, as_of) if self.values else {}
        return {"as_of": as_of} | bound | dict(more)


def _span(least: Any, most: Any) -> Text:
    return _("{least} to {most}", least=least, most=most) if least != most else _("{least}", least=least)


def _bindable(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
