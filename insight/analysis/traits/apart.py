"""What people can be told apart by, whatever is counted of them: any trait, and any tag, by its name.

A tag is told as `tag:` and its code. Most of it is only known as of the day that is asked for: what a person did since
may have made it, so that a difference says nothing of what came first.
"""

import datetime as dt
from dataclasses import dataclass

from insight.analysis.traits.columns import trait_titles
from insight.analysis.traits.groups import NO, YES, group_label, trait_groups
from insight.analysis.traits.read import find_trait
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.schema.traits import Trait
from insight.segments.saved import all_made_by_staff, made_by_staff
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, Steps, filled, numbered, steps

_TAG, _IN_USE = "tag:", "tag_in_use"
_EXPECTED = _("a trait that is known now, or tag: and a tag that is in use")
_PLACE = 9700
"""Behind the names of bound values, higher than any statement's own."""

_OF_TRAIT = "SELECT customer_id, value FROM ({known}) AS known"
_HAS_TAG = "SELECT customer_id, 'yes' AS value FROM ({people}) AS tagged"
_LASTING = ("gender", "age", "birthday_month", "country", "province", "city", "city_tier", "is_invited")
"""What coming back does not change."""


@dataclass(frozen=True, slots=True)
class Apart:
    """`people` yields customer_id and `value` of those of whom it is known; the others have the value `unknown`.

    `is_lasting`: what a person does later does not change it, so that groups may be compared.
    """

    name: str
    title: Text
    people: Bound
    unknown: str
    is_lasting: bool
    trait: Trait | None = None

    @property
    def steps(self) -> Steps:
        """The step `told`."""
        return steps(told=self.people.statement)

    @property
    def quoted(self) -> Text:
        """The title within a sentence; the name of a tag stands in marks already."""
        return self.title if self.trait is None else _("“{value}”", value=self.title)

    def said(self, value: str) -> Text:
        """What the people of a value are called."""
        if self.trait is None:
            return _("with the tag") if value == YES else _("without the tag")
        return _("{trait}: {value}", trait=self.title, value=group_label(self.trait, value))


def told_apart(warehouse: Warehouse, name: str, as_of: dt.date, currency: str) -> Apart:
    """Raises ParameterError for a trait or tag that is not there."""
    if name.startswith(_TAG):
        return _by_tag(warehouse, name, as_of)
    try:
        trait = find_trait(warehouse, name)
    except ParameterError as error:
        raise ParameterError("trait", name, _EXPECTED) from error
    found = trait_groups(warehouse, [trait.name], as_of=as_of, currency=currency)
    people = numbered(Bound(filled(_OF_TRAIT, known=found.statement), found.values), _PLACE)
    return Apart(name, trait.label, people, "", trait.name in _LASTING, trait)


def apart_titles(warehouse: Warehouse) -> dict[str, Text]:
    """Name -> title of all that people can be told apart by: traits, then tags."""
    traits = dict(trait_titles(warehouse))
    tags = all_made_by_staff(warehouse, _IN_USE)
    return traits | {f"{_TAG}{code}": _("tag “{tag}”", tag=name) for code, name in tags.items()}


def _by_tag(warehouse: Warehouse, name: str, as_of: dt.date) -> Apart:
    code, titles = name.removeprefix(_TAG), all_made_by_staff(warehouse, _IN_USE)
    found = made_by_staff(warehouse, "tag", code, as_of) if code in titles else None
    if found is None:
        raise ParameterError("trait", name, _EXPECTED)
    people = numbered(Bound(filled(_HAS_TAG, people=found.statement), found.values), _PLACE)
    return Apart(name, _("tag “{tag}”", tag=titles[code]), people, NO, is_lasting=False)
