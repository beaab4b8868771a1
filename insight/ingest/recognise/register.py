"""Registers of people who want no contact: told by their title or by one column, whatever else they lack."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.recognise.cells.contacts import contact_columns
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.mapping import Mapping
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.synonyms import fill
from insight.ingest.recognise.stated import survey_title
from insight.schema import Kind
from insight.warehouse.consent import (
    holds_replies,
    is_known_refusal,
    is_no_day,
    is_refusing_reply,
    is_title_of_refusals,
    meaning_of,
    moment_in,
    plain_words,
    speaks_of_will,
    tells_refusal,
)

if TYPE_CHECKING:
    from insight.ingest.read import TextTable

Columns = dict[str, tuple[int, ...]]

_NAMES = ("customer_ref", "phone", "email")
_MOMENT = re.compile(r"时间|日期|日$|\b(at|date|time|timestamp|on|created|since)$")
_CONTACT = re.compile(r"\+?[\d*•xX ()-]{7,20}|\S+@\S+\.\w+")
_ENOUGH = 0.5


def title_of_refusals(table: "TextTable") -> str | None:
    """What a list calls itself that holds only people who want no contact."""
    titles = [note.text for note in table.notes if note.kind == "title"]
    file = table.file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    named = (*titles, table.sheet or "", survey_title(table), file)
    return next((name.strip() for name in named if name and is_title_of_refusals(name)), None)


def with_first_row(table: "TextTable") -> "TextTable":
    """A register that begins with its first person has no header; any other table is left as it is."""
    if not title_of_refusals(table) or not any(_CONTACT.fullmatch(cell.strip()) for cell in table.header):
        return table
    row = table.header_rows[-1] if table.header_rows else 0
    first = {str(place): [cell or None] for place, cell in enumerate(table.header)} | {"source_row": [row]}
    cells = pa.concat_tables([pa.table(first, schema=table.cells.schema), table.cells])
    return replace(table, header=tuple(str(place + 1) for place in range(len(table.header))), cells=cells)


def find_register(table: "TextTable", header: Header, witness: Witnessed, like: Mapping) -> Mapping | None:
    """How to read a register of refusals; None where the sheet is none. `like`: a mapping of nothing."""
    filled = fill("consents", header, witness)
    names = {column: at for column, at in filled.items() if column in _NAMES and not witness.is_blank(at[0])}
    used = {position for positions in names.values() for position in positions}
    free = [at for at in header.named if at not in used]
    for column, at in contact_columns(free, witness).items():
        names.setdefault(column, (at,))
    if not names:
        return None
    when = {"at": filled["at"]} if "at" in filled else _moment(free, header, witness)
    if (title := title_of_refusals(table)) and not says_of_some(header, witness):
        return _register(like, names | when, {"purpose": title, "status": title})
    return _told_by_a_column(header, witness, names, when, filled, like)


def says_of_some(header: Header, witness: Witnessed) -> bool:
    """Whether a column of refusals holds their moments in some rows only: then the others refused nothing."""
    cells = {at: witness.values(at) for at in header.named if tells_refusal(header.cells[at])}
    told = {at: _told(values, header.cells[at]) for at, values in cells.items()}
    moments = [at for at, said in told.items() if _are_moments(said)]
    return bool(moments) and not any(len(told[at]) == len(cells[at]) for at in moments)


def _told(cells: Iterable[str], header: str) -> list[str]:
    """The cells that say something: an empty one does not, nor a day that is none."""
    return [cell for cell in cells if cell and not is_no_day(cell, header)]


def days_that_are_none(table: "TextTable") -> tuple[Assumption, ...]:
    """That a refusal on a day no calendar has, such as 0000-00-00, is none."""
    told = []
    for place, header in enumerate(table.header):
        if not tells_refusal(header):
            continue
        cells = pc.value_counts(table.cells.column(str(place)).combine_chunks().drop_null()).to_pylist()
        empty = {each["values"]: each["counts"] for each in cells if is_no_day(each["values"], header)}
        if empty:
            said = _("Programs write this where there is no day: these rows are taken to have refused nothing")
            told.append(
                Assumption(what="no_day", value=min(empty), column=header, rows=sum(empty.values()), evidence=said)
            )
    return tuple(told)


def _are_moments(said: Sequence[str]) -> bool:
    return bool(said) and all(moment_in(value) == value for value in said)


def _moment(free: list[int], header: Header, witness: Witnessed) -> Columns:
    told = (at for at in free if _MOMENT.search(plain_words(header.cells[at])) and witness.agrees(Kind.TIME, at))
    first = next(told, None)
    return {} if first is None else {"at": (first,)}


def _told_by_a_column(
    header: Header, witness: Witnessed, names: Columns, when: Columns, filled: Columns, like: Mapping
) -> Mapping | None:
    used = {position for positions in names.values() for position in positions}
    wills = [at for at in header.named if at not in used and speaks_of_will(header.cells[at])]
    if "status" in filled and "purpose" in filled and (wills or _are_answers(witness.values(filled["status"][0]))):
        return _register(like, names | when | {name: filled[name] for name in ("purpose", "status")}, {})
    if wills:
        return _of_the_column(wills[0], header, witness, names, when, like)
    for at in (each for each in header.named if each not in used):
        said = [value for value in witness.values(at) if value]
        refuses = is_refusing_reply if holds_replies(header.cells[at]) else is_known_refusal
        refusing = [value for value in said if refuses(value)]
        if refusing and len(refusing) >= _ENOUGH * len(said):
            return _register(like, names | when | {"status": (at,)}, {"purpose": header.cells[at]})
    return None


def _are_answers(values: Sequence[str]) -> bool:
    """Whether most of what a column says is known to mean yes or no."""
    said = [value for value in values if value]
    known = [value for value in said if meaning_of("–", value).will in ("granted", "denied", "withdrawn")]
    return bool(said) and len(known) >= _ENOUGH * len(said)


def _of_the_column(
    at: int, header: Header, witness: Witnessed, names: Columns, when: Columns, like: Mapping
) -> Mapping:
    cell = header.cells[at]
    said = witness.values(at)
    if tells_refusal(cell) and len(_told(said, cell)) == len(said) and any(moment_in(value) == value for value in said):
        return _register(like, names | {"at": (at,)}, {"purpose": cell, "status": cell})
    return _register(like, names | {c: p for c, p in when.items() if p != (at,)} | {"status": (at,)}, {"purpose": cell})


def _register(like: Mapping, columns: Columns, constants: dict[str, str]) -> Mapping:
    return replace(like, grain="fact", columns={"consents": columns}, constants={"consents": constants})
