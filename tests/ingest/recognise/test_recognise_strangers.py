"""Sheets in words that no list has: understood by the stems of their names and by their cells."""

import pytest

from insight.ingest.recognise import Mapping, propose, recognise
from tests.ingest.recognise.strangers import STRANGERS, Stranger

_LEFT_OPEN = {"receipts without people", "members of a club", "what visitors did", "answers in codes"}
"""Asked, with the right guess filled in."""

_WRONG = {"lines of baskets", "a newsletter with everyone twice", "tweets with a feeling", "sentences of guests"}
"""Not understood yet: a person has to say it."""


def _filled(mapping: Mapping, header: list[str], wanted: str) -> str | None:
    if wanted == "answers":
        return "|".join(header[each.position] for each in mapping.melts["survey_answers"].columns)
    table, columns = wanted.split(".")
    found = next((at for column in columns.split("|") if (at := mapping.positions(table, column))), ())
    return "+".join(header[at] for at in found) or None


@pytest.mark.parametrize(
    "stranger", [each for each in STRANGERS if each.name not in _WRONG], ids=lambda each: each.name
)
def test_a_sheet_in_unheard_words_says_who_when_and_how_much(sheet, stranger: Stranger) -> None:
    header = stranger.header.split(",")
    table = sheet(header, stranger.lines())
    found = recognise(table)
    if stranger.name in _LEFT_OPEN:
        assert found.proposal is not None
        mapping = found.proposal.best.mapping
    else:
        mapping = found.guesses[0].mapping
    assert {key: _filled(mapping, header, key) for key in stranger.columns} == stranger.columns
    assert not [key for key in stranger.without if _filled(mapping, header, key)]


@pytest.mark.parametrize(
    "stranger", [each for each in STRANGERS if each.columns.keys() & {"orders.buyer_ref"}], ids=lambda each: each.name
)
def test_a_person_who_names_the_columns_is_obeyed_whatever_they_are_called(sheet, stranger: Stranger) -> None:
    renamed = {name: f"zz {at}" for at, name in enumerate(stranger.header.split(","))}
    table = sheet(list(renamed.values()), stranger.lines())
    mapped = {
        renamed[header]: column.split("|")[0]
        for column, header in stranger.columns.items()
        if column.startswith(("orders.", "order_items."))
    }
    if "orders.ordered_at" not in mapped.values():
        mapped |= {renamed[stranger.header.split(",")[1]]: "ordered_at"}
    kind = "order_items" if any(column.startswith("order_items") for column in mapped.values()) else "orders"
    reading = propose(table, kind=kind, mapped=mapped).best
    for header, column in mapped.items():
        name, _dot, last = column.rpartition(".")
        assert reading.mapping.positions(name or "orders", last) == (table.header.index(header),)
