"""What the card of a persona says, one thing after another: page and picture say it alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from insight.analysis.personas import ROW_WORDS, Origin, PersonasResult, SheetRow, Written, sheet
from insight.govern.small_cells import whole
from insight.i18n import Money, Text, _

MOST_TRAITS = 8


@dataclass(frozen=True, slots=True)
class SaidTrait:
    """A bar of a card: how many times as common as in the base, the line on it, and how many people that stands on."""

    name: Text
    times: float
    low: float
    high: float
    shares: Text


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A row of the positioning sheet; the answer of what is not known says so."""

    question: Text
    answer: Text
    origin: Origin
    where_from: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaCard:
    """Who, how many, what they bring, who can be reached (`facts`: what it is, how much); portrait, traits, sheet."""

    name: Text
    facts: tuple[tuple[Text, Text], ...]
    portrait: Text
    traits: tuple[SaidTrait, ...]
    sheet: tuple[SaidRow, ...]


def persona_cards(result: PersonasResult, written: Mapping[str, Mapping[str, Written]]) -> list[PersonaCard]:
    """A card a group; `written`: group -> what staff wrote into its sheet."""
    return [
        PersonaCard(
            name=group.name,
            facts=_facts(result, result.card(group.code)),
            portrait=result.portrait_sentence(group.code),
            traits=tuple(_trait(result, row) for row in _rows(result, group.code)),
            sheet=tuple(_row(row) for row in sheet(result, group.code, written.get(group.code, {}))),
        )
        for group in result.groups
    ]


def cards_title(result: PersonasResult) -> Text:
    """What stands above the cards."""
    return _("Personas on {day:day}", day=result.params.as_of)


def bars_meaning(result: PersonasResult) -> Text:
    """What the bars of the traits stand for."""
    return _(
        "1×: as common as among those compared with ({base}, {n:count} people); in brackets: where it may lie (95 %)",
        base=result.base.name,
        n=whole(result.base_customers),
    )


def _facts(result: PersonasResult, row: Mapping[str, Any]) -> tuple[tuple[Text, Text], ...]:
    people, amount = whole(row["customers"]), row["net_amount"]
    each = amount / people if people else float("nan")
    return (
        (
            _("How many people"),
            _("{n:count} ({share:percent} of those compared with)", n=people, share=row["share"]),
        ),
        (
            _("Can be reached"),
            _("{n:count}, of whom {consent:count} consented", n=whole(row["reachable"]), consent=whole(row["consent"])),
        ),
        (
            _("Net amount so far"),
            _(
                "{amount:money} ({share:percent} of the money of those compared with)",
                amount=_money(result, amount),
                share=row["net_amount_share"],
            ),
        ),
        (_("Net amount a person"), _("{amount:money}", amount=_money(result, each))),
    )


def _money(result: PersonasResult, amount: float) -> Money | None:
    return None if amount != amount else Money(float(amount), result.params.currency)


def _rows(result: PersonasResult, code: str) -> list[dict[Any, Any]]:
    return result.set_apart(code, MOST_TRAITS).to_dict("records")


def _trait(result: PersonasResult, row: Mapping[Any, Any]) -> SaidTrait:
    trait = result.known[row["trait"]]
    name = _("{trait}: {value}", trait=trait.label, value=result.say_value(trait.name, row["value"]))
    if trait.is_inferred:
        name = _("{clause}, inferred", clause=name)
    past = result.oldest([trait.name])
    if past is not None:
        name = _("{said}, past its date: of {day:day}", said=name, day=past)
    shares = _(
        "{held:count} of {n:count} with a known value: {share:percent}, of those compared with {base:percent}",
        held=whole(row["with_value"]),
        n=whole(row["n"]),
        share=row["share"],
        base=row["base_share"],
    )
    times, low, high = (float(row[each]) / 100 for each in ("index", "low", "high"))
    return SaidTrait(name, times, low, high, shares)


def _row(row: SheetRow) -> SaidRow:
    if row.text is None:
        return SaidRow(ROW_WORDS[row.row], row.where_from, row.origin, None)
    return SaidRow(ROW_WORDS[row.row], row.text, row.origin, row.where_from)
