"""What is known of everybody, trait by trait, and who is behind each number."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.traits import findings as sentences
from insight.analysis.traits.cells import cells
from insight.analysis.traits.groups import group_label
from insight.analysis.traits.params import TraitsParams
from insight.analysis.traits.people import group_values, people_where
from insight.errors import ParameterError
from insight.i18n import _
from insight.results import SINGLE, Cell, Declared, Finding, Frame, Method, declare
from insight.schema.shipped_traits import SHIPPED
from insight.schema.traits import Trait
from insight.segments import Segment
from insight.warehouse.traits import trait_table, trait_values


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitsResult:
    """`people`: everybody in the workspace. `trait`: the one whose groups are shown; None where nothing is known.
    `is_newest`: the day and currency are those of the newest data.

    `traits`: trait, label, dimension, kind, customers (of whom it is known), share (of all), is_constant (the same of
    everybody of whom it is known), source (tables, or the file that brought it), newest (day of the newest fact),
    unread (cells that did not fit). `texts`: columns of lists that make no groups: trait, label, customers,
    distinct_values. `groups`: value (code), label, customers, share (of those of whom it is known), the order of the
    trait.
    """

    COLUMNS: ClassVar[Declared] = {
        SINGLE: Frame(columns=(*declare("people", "people"), *declare("key", "trait"), *declare("flag", "is_newest"))),
        "traits": Frame(
            columns=(
                *declare("key", "trait", "dimension", "kind"),
                *declare("text", "label", "source"),
                *declare("people", "customers"),
                *declare("share", "share"),
                *declare("flag", "is_constant"),
                *declare("day", "newest"),
                *declare("count", "unread", is_safe=True),
            )
        ),
        "texts": Frame(
            columns=(
                *declare("key", "trait"),
                *declare("text", "label"),
                *declare("people", "customers"),
                *declare("count", "distinct_values", is_safe=True),
            )
        ),
        "groups": Frame(
            columns=(
                *declare("key", "value"),
                *declare("text", "label"),
                *declare("people", "customers"),
                *declare("share", "share"),
            )
        ),
    }

    params: TraitsParams
    people: int
    trait: str | None
    is_newest: bool
    traits: pd.DataFrame
    texts: pd.DataFrame
    groups: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The sentences worth saying."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, trait: str, value: str | None = None) -> Segment:
        """The people in a group of the trait shown, or all of whom a trait is known.

        Raises ParameterError for a trait that is not known, or a group that is not shown.
        """
        known = self.of(trait)
        if value is not None and (trait != self.trait or value not in set(self.groups["value"])):
            names = ", ".join(self.groups["value"]) if trait == self.trait else "–"
            raise ParameterError("value", value, _("one of {names}", names=names))
        found = None if self.is_newest else trait_values(self.params.as_of, self.params.currency)
        people = people_where(known, None if value is None else group_values(known, value), found)
        said = _("known") if value is None else group_label(known, value)
        cell: dict[str, Any] = {"trait": trait} | ({} if value is None else {"value": value})
        return Segment(
            sentence=_(
                "{trait}: {group}, as of {as_of:last_day}", trait=known.label, group=said, as_of=self.params.as_of
            ),
            statement=people.statement,
            values=people.values,
            as_of=self.params.as_of,
            analysis="traits",
            parameters=asdict(self.params) | cell,
        )

    def of(self, name: str) -> Trait:
        """A trait that is listed. Raises ParameterError for any other."""
        rows = self.traits[self.traits["trait"] == name]
        if rows.empty:
            raise ParameterError("trait", name, _("one of {names}", names=", ".join(self.traits["trait"])))
        row = rows.iloc[0]
        shipped = next((trait for trait in SHIPPED if trait.name == name), None)
        return shipped or Trait(
            name=name, label=row["label"], dimension=row["dimension"], kind=row["kind"], doc=row["source"]
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        values = trait_values(self.params.as_of, self.params.currency)
        return Method(definition=_DEFINITION, limits=_LIMITS, statements=(trait_table(),), values=values)


_DEFINITION = (
    _("A trait is what the exports say, or let work out, of each person; of whom they say nothing it is unknown."),
    _("Shares are of the people of whom the trait is known; who is unknown is counted and never assumed."),
    _("Other columns of customer lists are traits by what stands in their cells: number, day, yes or no, words."),
    _("Contacts, names and statements of consent are no traits."),
    _("Numbers stand in bands, a bound belongs to the band above it; a trait without bands is cut at fifths."),
)

_LIMITS = (
    _("What lists say is as known today, also for an earlier day; what orders and events say is as of the day."),
    _("Answers to surveys are what people said of themselves: they are inferred, not observed."),
)
