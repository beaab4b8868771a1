"""The names under which any export may call a canonical column."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from insight.ingest.recognise.cells.cell_checks import cells_fit, is_known_state, is_rating, kind_of_document
from insight.ingest.recognise.cells.contacts import with_contacts_by_cells, with_second_contacts
from insight.ingest.recognise.cells.time_of_day import with_time_of_day
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.mapping import check_column
from insight.ingest.recognise.names.grammar import expanded
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.naming import plain_name, plain_positions
from insight.ingest.recognise.names.words import normalise_word, value_words
from insight.schema import TABLES, Kind

_FOLDER = Path(__file__).parents[2] / "synonyms"
_IN_WORDS = frozenset(
    {
        "product_name",
        "buyer_name",
        "name",
        "nickname",
        "city",
        "country",
        "province",
        "address",
        "category",
        "author",
        "text",
        "event",
        "page",
        "brand",
        "channel",
        "reason",
    }
)
"""Columns of texts that are never numbers."""
_NAMES_OF_PEOPLE = frozenset({"buyer_name", "name", "nickname"})
_MOST_CODES = 12
_ALSO_ADDRESSES = ("customer_ref", "respondent_ref")
"""Numbers of people where an e-mail is one, too."""

_CURRENCY = re.compile(r"[A-Za-z]{1,3}\$|[A-Za-z]{3}(\W.*)?|.*[元币圆¥$€£₩円].*|euros?", re.IGNORECASE)
_ADDRESS = re.compile(r"\S@[^@\s]+\.\w")
_KINDS_OF_ROWS = {"points_ledger": "kind"}


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The names of one table's columns, best first; several names in one tuple are joined.

    `not_this` rules it out; `unless_of_a_sale` too, unless all cells of it are words of selling. Of each of `needs` one
    column has to be filled; of `needed_headers` one has to be there. `kinds` are the headers that tell the kind of the
    rows, best kind first; `about_a_person` those of a survey that ask nothing.
    """

    table: str
    columns: dict[str, tuple[tuple[str, ...], ...]]
    not_this: frozenset[str]
    unless_of_a_sale: frozenset[str]
    needs: tuple[tuple[str, ...], ...]
    needed_headers: frozenset[str]
    kinds: dict[str, frozenset[str]]
    about_a_person: frozenset[str]


@cache
def synonyms(table: str) -> Synonyms:
    """The names for one canonical table. Raises ValueError where a column is not of that table."""
    raw = tomllib.loads((_FOLDER / f"{table}.toml").read_text(encoding="utf-8"))
    for column in raw["columns"]:
        check_column(table, column)
    columns = {column: tuple(_names(items)) for column, items in raw["columns"].items()}
    needs = raw.get("needs", {})
    return Synonyms(
        table=table,
        columns=columns,
        not_this=_plain_names(raw.get("not_this", {}).get("headers", ())),
        unless_of_a_sale=_plain_names(raw.get("not_this", {}).get("unless_of_a_sale", ())),
        needs=tuple(tuple(choices) for choices in needs.get("columns", ())),
        needed_headers=_plain_names(needs.get("headers", ())),
        kinds={kind: _plain_names(names) for kind, names in raw.get("kinds", {}).items()},
        about_a_person=_plain_names(raw.get("about_a_person", {}).get("headers", ())),
    )


def _plain_names(patterns: Iterable[str]) -> frozenset[str]:
    return frozenset(plain_name(name) for pattern in patterns for name in expanded(pattern))


def _names(items: Iterable[str | list[str]]) -> Iterable[tuple[str, ...]]:
    """The choices for one column without doubles; the names of an inner list belong together, choice by choice."""
    choices = (
        joined
        for item in items
        for joined in zip(*(expanded(pattern) for pattern in ([item] if isinstance(item, str) else item)), strict=True)
    )
    return dict.fromkeys(tuple(plain_name(name) for name in joined) for joined in choices)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person said of the columns: canonical column -> positions, and positions that nothing else may take."""

    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)
    closed: frozenset[int] = frozenset()


NOTHING_STATED = Stated()


def fill(table: str, header: Header, witness: Witnessed, stated: Stated = NOTHING_STATED) -> dict[str, tuple[int, ...]]:
    """Canonical column -> positions, wherever a name of it is there and the cells agree; no position serves twice.

    A column that says nothing is taken only where no other of these names says anything. What is `stated` stays.
    """
    known, filled, taken = plain_positions(header), dict(stated.columns), set(stated.closed)
    for column, choices in synonyms(table).columns.items():
        if column in filled:
            continue
        kind = _kind(table, column)
        found = [
            at
            for names in choices
            if known.keys() >= set(names) and (at := _positions(column, names, known, taken, kind, header, witness))
        ]
        if found:
            saying = (
                at for at in _best_first(column, found, witness) if any(not witness.is_blank(each) for each in at)
            )
            filled[column] = next(saying, found[0])
            taken.update(filled[column])
    if (name := _NAMES.get(table)) and name not in stated.columns and (pair := _name_pair(known, taken, filled, name)):
        filled[name] = pair
    if table == "customers":
        filled = with_contacts_by_cells(filled, header, witness)
    filled = with_second_contacts(table, filled, lambda column: named_so(table, column, header), witness)
    return with_time_of_day(table, filled, header, witness)


def _best_first(column: str, found: list[tuple[int, ...]], witness: Witnessed) -> list[tuple[int, ...]]:
    """Of several columns called a state those go first whose words are known to be states: 700 and 900 say less."""
    if column != "status":
        return found
    return sorted(found, key=lambda at: not any(is_known_state(word) for word in set(witness.values(at[0])) if word))


_NAMES = {"customers": "name", "orders": "buyer_name"}
_WHOSE = ("", "customer", "contact", "billing", "buyer", "client", "billto", "shipping", "member", "user")
_GIVEN = tuple(
    plain_name(word)
    for word in (
        "first name",
        "first",
        "given name",
        "forename",
        "vorname",
        "prénom",
        "firstname",
        "fname",
        "nombre",
        "nome",
        "名字",
    )
)
_FAMILY = tuple(
    plain_name(word)
    for word in (
        "last name",
        "last",
        "family name",
        "surname",
        "nachname",
        "familienname",
        "lname",
        "second name",
        "zuname",
        "nom de famille",
        "apellido",
        "apellidos",
        "cognome",
        "sobrenome",
        "姓氏",
    )
)


def _name_pair(
    known: dict[str, tuple[int, ...]], taken: set[int], filled: dict[str, tuple[int, ...]], column: str
) -> tuple[int, ...]:
    """First and last name in any pair of usual words; none where the name is already put together."""
    if len(filled.get(column, ())) > 1:
        return ()
    own = set(filled.get(column, ()))
    for whose in _WHOSE:
        found = [
            next((at for word in words for at in known.get(whose + word, ()) if at not in taken or at in own), None)
            for words in (_GIVEN, _FAMILY)
        ]
        if None not in found and found[0] != found[1]:
            return tuple(at for at in found if at is not None)
    return ()


def named_so(table: str, column: str, header: Header) -> tuple[int, ...]:
    """The positions that are called like the column, whatever their cells hold; best names first."""
    known = plain_positions(header)
    choices = synonyms(table).columns.get(column, ())
    return tuple(dict.fromkeys(at for names in choices if len(names) == 1 for at in known.get(names[0], ())))


def _positions(
    column: str,
    names: Sequence[str],
    known: dict[str, tuple[int, ...]],
    taken: set[int],
    kind: Kind,
    header: Header,
    witness: Witnessed,
) -> tuple[int, ...]:
    """The columns of these names, all of them; none where one is missing, taken or holds something else."""
    free = [
        [at for at in known.get(name, ()) if at not in taken and _agrees(column, kind, at, header, witness)]
        for name in names
    ]
    positions = tuple(dict.fromkeys(found[0] for found in free if found))
    return positions if len(positions) == len(names) else ()


def _agrees(column: str, kind: Kind, position: int, header: Header, witness: Witnessed) -> bool:
    """Whether the cells look like the column: its kind, and words where it is said in words."""
    if column == "rating" and all(is_rating(value) for value in witness.values(position) if value):
        return True
    is_address = column in _ALSO_ADDRESSES and witness.agrees(Kind.EMAIL, position)
    if not is_address and not witness.agrees(kind, position):
        return False
    if not cells_fit(column, header.cells[position], witness.values(position)):
        return False
    if column in _NAMES_OF_PEOPLE and _are_addresses(witness.values(position)):
        return False
    if column == "currency":
        return all(_CURRENCY.fullmatch(value) for value in witness.values(position) if value)
    is_blank = not any(witness.values(position))
    is_code = column == "event" and len(set(witness.values(position))) <= _MOST_CODES
    return is_blank or is_code or column not in _IN_WORDS or not witness.agrees(Kind.MONEY, position)


def _are_addresses(values: Sequence[str]) -> bool:
    """Half of the cells or more; `小明@微信` is a name with the place it is from."""
    said = [value for value in values if value]
    return 2 * sum(bool(_ADDRESS.search(value)) for value in said) > len(said)


def ruled_out(table: str, header: Header, witness: Witnessed) -> bool:
    """Whether some header says that the rows are something else, and its cells do not say that they are not."""
    known = synonyms(table)
    if has_any(known.not_this, header):
        return True
    doubtful = [at for name, found in plain_positions(header).items() if name in known.unless_of_a_sale for at in found]
    return any(not witness.is_blank(at) and not _of_a_sale(witness.values(at)) for at in doubtful)


def _of_a_sale(values: Iterable[str]) -> bool:
    return all(kind_of_document(value) is not None for value in values if value)


def has_any(names: frozenset[str], header: Header) -> bool:
    """Whether one of the plain names is a header."""
    return not names.isdisjoint(plain_positions(header))


def looks_like(header: Header) -> str | None:
    """The sheet that it is, and that is easily taken for orders: a key of `refusals.REASONS`."""
    known = plain_positions(header)
    return next((reason for reason, names in look_alikes().items() if not names.isdisjoint(known)), None)


@cache
def look_alikes() -> dict[str, frozenset[str]]:
    """Reason to refuse, a key of `refusals.REASONS` -> the headers that tell it."""
    raw = tomllib.loads((_FOLDER / "look_alikes.toml").read_text(encoding="utf-8"))["reasons"]
    return {reason: _plain_names(names) for reason, names in raw.items()}


def says_who(header: Header, position: int) -> bool:
    """Whether a column of a survey is about the person or the way, and asks nothing; programs begin names so."""
    is_a_program_s_own = header.cells[position].startswith("_")
    return is_a_program_s_own or plain_name(header.cells[position]) in synonyms("survey_responses").about_a_person


def told_by_words(table: str, columns: dict[str, tuple[int, ...]], witness: Witnessed) -> bool:
    """Whether a column of kinds holds the table's own words and nothing else: points that come and go."""
    if table not in _KINDS_OF_ROWS or _KINDS_OF_ROWS[table] not in columns:
        return False
    said = {normalise_word(value) for value in witness.values(columns[_KINDS_OF_ROWS[table]][0]) if value}
    return len(said) > 1 and said <= value_words(table, _KINDS_OF_ROWS[table]).keys()


def kind_told_by(table: str, header: Header) -> str | None:
    """The first kind that some header tells."""
    return next((kind for kind, names in synonyms(table).kinds.items() if has_any(names, header)), None)


def _kind(table: str, column: str) -> Kind:
    return TABLES[table][column].kind if column in TABLES[table].column_names else Kind.TEXT
