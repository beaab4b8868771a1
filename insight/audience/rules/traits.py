"""Traits as conditions: whatever is known of people, also by columns that only the shop's own lists have."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from insight.analysis.traits import find_trait, people_where, trait_source
from insight.audience.rule import Rule
from insight.errors import ParameterError
from insight.fields import MOST_AMOUNT, Below, Choice, Choices, Day, Field, Number, Values, Word, Words
from insight.i18n import Text, _
from insight.schema.months import MONTHS
from insight.schema.shipped_traits import SHIPPED
from insight.schema.traits import TraitKind
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, filled

_LABELS: Mapping[str, Text] = {trait.name: trait.label for trait in SHIPPED}
_WORDS: Mapping[str, Text] = {code: text for trait in SHIPPED for code, text in trait.words.items()}

RULE_OF: Mapping[TraitKind, str] = {
    "category": "trait_is",
    "number": "trait_between",
    "flag": "trait_flag",
    "month": "trait_month",
    "date": "trait_date",
}
"""The rule that speaks of traits of a kind."""


def _found_by(kind: TraitKind) -> Callable[[Warehouse, Values, dt.date], Bound]:
    """How a rule finds its people: as of the day, where the trait is worked out of dated facts."""

    def find(warehouse: Warehouse, values: Values, as_of: dt.date) -> Bound:
        trait = find_trait(warehouse, values["trait"])
        if trait.kind != kind:
            raise ParameterError("trait", trait.name, _("a trait of the kind {kind}", kind=KINDS[kind]))
        wanted = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
        return people_where(trait, wanted, trait_source(warehouse, as_of))

    return find


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitName(Word):
    """The name of a trait; what a list brought is called by its header."""

    def called(self, value: str) -> Text | str:
        return self.words.get(value, value.partition(":")[2] or value)


KINDS: Mapping[TraitKind, Text] = {
    "number": _("number"),
    "category": _("words"),
    "flag": _("yes or no"),
    "date": _("day"),
    "month": _("month"),
}


def _names(kind: TraitKind) -> str:
    """The traits of a kind that there are, with how many people they are known of."""
    lines = [
        filled("SELECT '{name}' AS value, count({name}) AS people FROM mart.traits", name=trait.name)
        for trait in SHIPPED
        if trait.kind == kind
    ]
    brought = filled("SELECT trait, people FROM mart.brought_trait_list WHERE kind = '{kind}'", kind=kind)
    union = "\nUNION ALL\n".join((*lines, brought))
    return filled(
        "SELECT value, people FROM ({union}) AS named WHERE people > 0 ORDER BY people DESC, value LIMIT 1000",
        union=union,
    )


def _values_of_names() -> str:
    """The codes of a category that people have."""
    lines = [
        filled("SELECT {name} AS value FROM mart.traits WHERE $trait = '{name}'", name=trait.name)
        for trait in SHIPPED
        if trait.kind == "category"
    ]
    brought = "SELECT text FROM mart.brought_traits WHERE trait = $trait"
    return filled(
        "SELECT value, count(*) AS people FROM ({union}) AS named WHERE value IS NOT NULL "
        "GROUP BY value ORDER BY people DESC, value LIMIT 1000",
        union="\nUNION ALL\n".join((*lines, brought)),
    )


def _rule(kind: TraitKind, label: Text, said: tuple[Text, Text], *fields: Field) -> Rule:
    trait = TraitName(name="trait", label=_("Trait"), offered=_names(kind), words=_LABELS)
    return Rule(
        name=RULE_OF[kind],
        subject="traits",
        label=label,
        sentence=said[0],
        negation=said[1],
        statement="",
        fields=(trait, *fields),
        find=_found_by(kind),
    )


TRAITS = (
    _rule(
        "category",
        _("Trait is one of"),
        (_("{trait}: {wanted}"), _("{trait} not known as {wanted}")),
        Words(name="wanted", label=_("Values"), offered=_values_of_names(), words=_WORDS),
    ),
    _rule(
        "number",
        _("Trait is a number between"),
        (_("{trait} {below}"), _("{trait} not known as {below}")),
        Number(name="least", label=_("At least"), default=-MOST_AMOUNT),
        Below(name="below", label=_("Less than")),
    ),
    _rule(
        "flag",
        _("Trait is yes or no"),
        (_("{trait}: {flag}"), _("{trait} not known as {flag}")),
        Choice(name="flag", label=_("Value"), options={"yes": _("yes"), "no": _("no")}, default="yes"),
    ),
    _rule(
        "month",
        _("Trait is a month"),
        (_("{trait} in {months}"), _("{trait} not known in {months}")),
        Choices(name="months", label=_("Months"), options=MONTHS),
    ),
    _rule(
        "date",
        _("Trait is a day between"),
        (
            _("{trait} from {since:day} to before {until:day}"),
            _("{trait} not known from {since:day} to before {until:day}"),
        ),
        Day(name="since", label=_("From"), default=dt.date(1900, 1, 1)),
        Day(name="until", label=_("Up to, not counted"), default=dt.date(2200, 1, 1)),
    ),
)
