"""What personas found, who is in each group, and how it was computed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.personas import findings as sentences
from insight.analysis.personas import statements as sql
from insight.analysis.personas.cells import cells
from insight.analysis.personas.groups import Group
from insight.analysis.personas.kept import FRESH_DAYS
from insight.analysis.personas.method import COLUMNS as _COLUMNS
from insight.analysis.personas.method import DEFINITION, LIMITS
from insight.analysis.personas.params import PersonasParams
from insight.analysis.personas.portrait import Clause, clauses, sentence, strongest
from insight.analysis.traits import group_label
from insight.errors import ParameterError
from insight.i18n import LANGUAGES, Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.schema.traits import Trait
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH
from insight.warehouse.steps import Bound, Steps, steps


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonasResult:
    """The cards of one to four groups against their base, of whom there are `base_customers`.

    `cards`: group (its code), customers (those in the base), share (of the base), phone, wecom, email, consent,
    reachable, orders, net_amount (all so far, nan where nobody ever bought), recent_amount (of the last 365 days),
    net_amount_share (of the base's). `traits`: group, trait, value (code of a group of values), n (people of the group
    of whom the trait is known), with_value, share, base_n, base_with, base_share, index (100 x share / base share),
    low, high (95 %), effect (Cohen's h), p, p_corrected (Holm, over all values tried for the group), is_certain; values
    that fewer than ten people of the base have are not tried. `products`: group, product, customers, share, base_share,
    index. `hours`: group, hour, orders, share, base_share, index. `paths`: group, path, visits, customers, share.
    `moved`: group, region ("" for everywhere), trait, n_before, n, psi, level, p_corrected, difference (standard
    deviations, of numbers), low, high, is_moved; empty without `before`. `alarms` are rows of it. `evaluation`: group,
    outcome (key of OUTCOMES), about (the category), month, n (in the group on its first day; of a response those to
    whom something was sent), bought (of them, had the outcome in the month), rate, low, high, base_n, base_bought,
    base_rate, lift, lift_low, lift_high, expected (rate of the month before), calibration (rate / expected),
    calibration_low, calibration_high, is_kept (the interval holds 1; None where nothing is expected), p_corrected,
    is_certain; empty without `months`. `ages`: the newest day of what lists and answers stated.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar[tuple[str, ...]] = ("groups", "base", "traits_by", "compared", "ages")

    params: PersonasParams
    groups: tuple[Group, ...]
    base: Group
    traits_by: Bound
    compared: tuple[Trait, ...]
    ages: Mapping[str, dt.date | None]
    base_customers: int
    cards: pd.DataFrame
    traits: pd.DataFrame
    products: pd.DataFrame
    hours: pd.DataFrame
    paths: pd.DataFrame
    moved: pd.DataFrame
    evaluation: pd.DataFrame

    @property
    def known(self) -> Mapping[str, Trait]:
        """The traits that groups are compared by, by name."""
        return {trait.name: trait for trait in self.compared}

    def name(self, code: str) -> Text:
        """What a group is called."""
        return self._group(code).name

    def card(self, code: str) -> dict[str, Any]:
        """The row of a group."""
        row: dict[Any, Any] = self.cards[self.cards["group"] == code].to_dict("records")[0]
        return {str(name): value for name, value in row.items()}

    def say_value(self, trait: str, value: str) -> Text:
        """What a group of values is called."""
        return group_label(self.known[trait], value)

    def portrait(self, code: str) -> list[Clause]:
        """The clauses of a group's portrait, each a row of `traits`; what the group was made by is no clause."""
        return clauses(self.telling(code), self.known, self.past_traits())

    def set_apart(self, code: str, most: int) -> pd.DataFrame:
        """The rows of `traits` that set a group apart most beyond chance, one a trait, the strongest first."""
        return strongest(self.telling(code), most)

    def past(self, day: dt.date | None) -> dt.date | None:
        """The day where it is past its date, as of the day of the result."""
        is_past = day is not None and (self.params.as_of - day).days > FRESH_DAYS
        return day if is_past else None

    def past_traits(self) -> dict[str, dt.date]:
        """The traits of which nothing newer than a quarter is known, and the day that they are of."""
        days = {name: self.past(day) for name, day in self.ages.items()}
        return {name: day for name, day in days.items() if day is not None}

    def oldest(self, names: Iterable[str]) -> dt.date | None:
        """The oldest day of some traits that are past their date."""
        found = self.past_traits()
        return min((found[name] for name in names if name in found), default=None)

    def telling(self, code: str) -> pd.DataFrame:
        """The rows of `traits` of a group, but for the traits by which it was made."""
        made_by = self._group(code).made_by
        return self.traits[(self.traits["group"] == code) & ~self.traits["trait"].isin(made_by)]

    def portrait_sentence(self, code: str) -> Text:
        """The portrait as one sentence."""
        return sentence(self.name(code), int(self.card(code)["customers"]), self.portrait(code))

    def plain_card(self, code: str) -> dict[str, Any]:
        """What a version keeps: plain values, the portrait in every language, its clauses with their rows."""
        row = self.card(code)
        known = {name: row[name] for name in ("customers", "share", "reachable", "net_amount", "net_amount_share")}
        return {
            **{name: None if value != value else value for name, value in known.items()},
            "portrait": {language: self.portrait_sentence(code).render(language) for language in LANGUAGES},
            "clauses": [
                {"trait": each.trait, "value": each.value, "share": each.share, "index": each.index, "n": each.n}
                for each in self.portrait(code)
            ],
        }

    def findings(self) -> list[Finding]:
        """The sentences worth saying: who they are, what they bring, what moved, whether it told what came."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, group: str, trait: str | None = None, value: str | None = None) -> Segment:
        """The people of a group who are in the base; with trait and value those of them who have it.

        Raises ParameterError for a group, trait or value that is not shown.
        """
        found = self._group(group)
        cell: dict[str, Any] = {"group": group}
        said: Text = _("{group}, as of {as_of:day}", group=found.name, as_of=self.params.as_of)
        whole, values = group_steps(found, self.base)
        statement = whole.select(sql.OF_GROUP)
        if trait is not None or value is not None:
            shown = self.traits[(self.traits["group"] == group) & (self.traits["trait"] == trait)]
            if value not in set(shown["value"]):
                raise ParameterError("value", value, _("a trait with a value that the result shows"))
            cell |= {"trait": trait, "value": value}
            statement = whole.then(steps(known=self.traits_by.statement)).select(sql.OF_CLAUSE)
            values = {**values, **self.traits_by.values, "trait": trait, "value": value}
            label = self.known[str(trait)].label
            said = _("{who}; {trait}: {value}", who=said, trait=label, value=self.say_value(str(trait), str(value)))
        return Segment(
            sentence=said,
            statement=statement,
            values=values,
            as_of=self.params.as_of,
            analysis="personas",
            parameters=asdict(self.params) | cell,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=LIMITS,
            statements=(sql.TRAITS,),
            values={"as_of": self.params.as_of, "currency": self.params.currency},
        )

    def _group(self, code: str) -> Group:
        for group in self.groups:
            if group.code == code:
                return group
        raise ParameterError("group", code, _("one of {names}", names=", ".join(each.code for each in self.groups)))


def group_steps(group: Group, base: Group) -> tuple[Steps, dict[str, Any]]:
    """Steps `chosen_people` and `base`, and what they are bound to."""
    whole = steps(chosen_people=group.people.statement, base=base.people.statement)
    return whole, {**group.people.values, **base.people.values}
