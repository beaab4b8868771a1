"""The names under which any export may call a canonical column."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from insight.ingest.recognise.header import Header, normalise_header, without_note
from insight.ingest.recognise.mapping import check_column
from insight.ingest.recognise.time_of_day import with_time_of_day
from insight.ingest.recognise.witness import Witnessed
from insight.schema import TABLES, Kind

_FOLDER = Path(__file__).parents[1] / "synonyms"
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_GAPS = re.compile(r"[\s_\-./#:·|&'’\"]+")
_ACCENTS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The names of one table's columns, best first; several names in one tuple are joined.

    `not_this` rules it out. Of each of `needs` one column has to be filled; of `needed_headers` one has to be there.
    `kinds` are the headers that tell the kind of the rows, best kind first.
    """

    table: str
    columns: dict[str, tuple[tuple[str, ...], ...]]
    not_this: frozenset[str]
    needs: tuple[tuple[str, ...], ...]
    needed_headers: frozenset[str]
    kinds: dict[str, frozenset[str]]


@lru_cache(maxsize=65_536)
def plain_name(header: str) -> str:
    """Without case, blanks, signs, camel case, accents and the English plural: `CustomerIDs` -> `customerid`."""
    spaced = _HUMPS.sub(" ", unicodedata.normalize("NFKC", header))
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", normalise_header(spaced)))
    words = _GAPS.sub(" ", unicodedata.normalize("NFC", bare)).split()
    return "".join(word[:-1] if len(word) > 2 and word.endswith("s") and word.isascii() else word for word in words)


@cache
def synonyms(table: str) -> Synonyms:
    """The names for one canonical table. Raises ValueError where a column is not of that table."""
    raw = tomllib.loads((_FOLDER / f"{table}.toml").read_text(encoding="utf-8"))
    for column in raw["columns"]:
        check_column(table, column)
    columns = {column: tuple(_names(item) for item in items) for column, items in raw["columns"].items()}
    needs = raw.get("needs", {})
    return Synonyms(
        table=table,
        columns=columns,
        not_this=_plain_names(raw.get("not_this", {}).get("headers", ())),
        needs=tuple(tuple(choices) for choices in needs.get("columns", ())),
        needed_headers=_plain_names(needs.get("headers", ())),
        kinds={kind: _plain_names(names) for kind, names in raw.get("kinds", {}).items()},
    )


def _plain_names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(plain_name(name) for name in names)


def _names(item: str | list[str]) -> tuple[str, ...]:
    return tuple(plain_name(name) for name in ([item] if isinstance(item, str) else item))


def fill(table: str, header: Header, witness: Witnessed) -> dict[str, tuple[int, ...]]:
    """Canonical column -> positions, wherever a name of it is there and the cells agree; no position serves twice."""
    known, filled, taken = _plain_positions(header), dict[str, tuple[int, ...]](), set[int]()
    for column, choices in synonyms(table).columns.items():
        kind = _kind(table, column)
        for names in choices:
            positions = tuple(known[name] for name in names if name in known and known[name] not in taken)
            if len(positions) == len(names) and all(witness.agrees(kind, position) for position in positions):
                filled[column] = positions
                taken.update(positions)
                break
    return with_time_of_day(table, filled, header, witness)


def ruled_out(table: str, header: Header) -> bool:
    """Whether some header says that the rows are something else."""
    return has_any(synonyms(table).not_this, header)


def has_any(names: frozenset[str], header: Header) -> bool:
    """Whether one of the plain names is a header."""
    return not names.isdisjoint(_plain_positions(header))


def kind_told_by(table: str, header: Header) -> str | None:
    """The first kind that some header tells."""
    return next((kind for kind, names in synonyms(table).kinds.items() if has_any(names, header)), None)


def _plain_positions(header: Header) -> dict[str, int]:
    positions: dict[str, int] = {}
    for name in (plain_name, _plain_without_note):
        for position in header.named:
            positions.setdefault(name(header.cells[position]), position)
    return positions


def _plain_without_note(header: str) -> str:
    stripped = len(normalise_header(header)) - len(without_note(header))
    return plain_name(unicodedata.normalize("NFKC", header).strip()[:-stripped] if stripped else header)


def _kind(table: str, column: str) -> Kind:
    return TABLES[table][column].kind if column in TABLES[table].column_names else Kind.TEXT
