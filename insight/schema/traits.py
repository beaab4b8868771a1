"""What a persona can say of everybody: the traits that are worked out of the canonical tables, one column each.

`mart.traits` has a column for each of `SHIPPED`, in this order, beside customer_id. Whatever else a customer list or a
survey says is a trait of the dimension `brought`, known only once the file is there.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

from insight.i18n import Text, _

Dimension = Literal["attributes", "consumption", "interests", "devices", "psychological", "social", "brought"]
TraitKind = Literal["number", "category", "flag", "date", "month"]
Unit = Literal["", "years", "money", "days", "share", "hours"]

DIMENSIONS: Mapping[Dimension, Text] = {
    "attributes": _("Attributes"),
    "consumption": _("Consumption"),
    "interests": _("Interests"),
    "devices": _("Devices"),
    "psychological": _("Values and lifestyle"),
    "social": _("Social"),
    "brought": _("From customer lists"),
}

_SQL_TYPES: Mapping[TraitKind, str] = {
    "number": "DOUBLE",
    "category": "VARCHAR",
    "flag": "BOOLEAN",
    "date": "DATE",
    "month": "BIGINT",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One thing that is known, or not known (null), of each person.

    `doc` says where it comes from and what null means. `bands`: the lower bounds of its groups, the lowest left out, so
    that a value equal to a bound is in the group above it; none: the shop's own quantiles. `words`: what the codes of a
    category are called; a code without a word is a word already. `family`: the step that yields it, "" for what a list
    brought. `sources`: the canonical tables it is read from.
    """

    name: str
    label: Text
    dimension: Dimension
    kind: TraitKind
    doc: Text
    unit: Unit = ""
    bands: tuple[float, ...] = ()
    words: Mapping[str, Text] = field(default_factory=dict)
    family: str = ""
    sources: tuple[str, ...] = ()

    @property
    def is_brought(self) -> bool:
        """Whether a file of the shop brought it, so that it stands in the long form."""
        return not self.family

    @property
    def is_inferred(self) -> bool:
        """Whether it is concluded from what a person said, and not a fact."""
        return self.dimension == "psychological"

    @property
    def sql_type(self) -> str:
        """The type of its column."""
        return _SQL_TYPES[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class CityTiers:
    """City -> code of its tier; the provinces whose other cities are below all tiers; who published it, and when."""

    of_city: Mapping[str, str]
    provinces: tuple[str, ...]
    source: str
    published: str


@cache
def city_tiers() -> CityTiers:
    """The list of tiers that is shipped."""
    table = tomllib.loads(files("insight.schema").joinpath("city_tiers.toml").read_text(encoding="utf-8"))
    return CityTiers(
        of_city={city: tier for tier in ("first", "new_first", "second") for city in table[tier]},
        provinces=tuple(table["provinces"]),
        source=table["source"],
        published=table["published"],
    )


CITY_TIERS: Mapping[str, Text] = {
    "first": _("First-tier city"),
    "new_first": _("New first-tier city"),
    "second": _("Second-tier city"),
    "other": _("Third tier and below"),
}

GENDERS: Mapping[str, Text] = {"female": _("female"), "male": _("male")}

HOURS: Mapping[str, Text] = {
    "morning": _("in the morning (6–11)"),
    "noon": _("around noon (11–14)"),
    "afternoon": _("in the afternoon (14–18)"),
    "evening": _("in the evening (18–22)"),
    "night": _("at night (22–6)"),
}

WEEKDAYS: Mapping[str, Text] = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
