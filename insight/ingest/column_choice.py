"""Another column says who it was, when, or how much: chosen in place of the reader's, in every table it fills."""

import re
from collections.abc import Sequence

from insight.errors import ParameterError
from insight.i18n import _
from insight.ingest.answers import near
from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping, normalise_header
from insight.ingest.recognise.cells.by_cells import find_by_cells
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.kinds import Need, kind_of, needs
from insight.ingest.recognise.mapping import PERSON_COLUMNS, fillable_columns
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.rivals import NOBODY
from insight.ingest.recognise.sales.states import NO_STATE
from insight.schema import TABLES, Kind

_SALES = ("orders", "order_items")
_NUMBERED = re.compile(r"(?P<name>.*) #(?P<place>\d+)")


def with_header(mapping: Mapping, table: TextTable, what: str, header: str) -> Mapping:
    """The mapping after the column that says `what` (a need of its kind of row) was taken from another header.

    `header` may carry the place of its column, `amount #5`, where several are called the same; who it was may be
    `nobody`, the state `no`. Raises ParameterError for a header that is not there and for a key that the kind of row
    does not have.
    """
    kind = kind_of(mapping)
    need = next((need for need in needs(kind) if need.what == what and need.columns), None)
    if need is None:
        raise ParameterError(f"--assume {what}", header, _("a key that this kind of sheet has"))
    tables = _SALES if kind in _SALES else (kind,)
    if what == "who" and header == NOBODY:
        return _of_nobody(mapping, tables)
    if what == "state" and header == NO_STATE:
        return _without_state(mapping, need.columns, tables)
    place = _place_of(table, what, header)
    pairs = [(name, column) for column in need.columns for name in tables if column in _fillable(name, what)]
    now = next((pair for pair in pairs if mapping.positions(*pair)), None)
    target = _column_of_a_person(table, tables[0], need, place) if what == "who" else (now or pairs[0])
    if now is None or target[1] != now[1]:
        return (mapping.with_column(*now, ()) if now else mapping).with_column(*target, (place,))
    return _moved(mapping, tables, what, mapping.positions(*now), place)


def _fillable(name: str, what: str) -> tuple[str, ...]:
    return PERSON_COLUMNS[name] if what == "who" else fillable_columns(name)


def _moved(mapping: Mapping, tables: tuple[str, ...], what: str, former: tuple[int, ...], place: int) -> Mapping:
    """Every column that the former place fills, and the key of baskets that is put together from it."""
    for name in tables:
        for column, positions in tuple(mapping.columns.get(name, {}).items()):
            if positions == former and column in _fillable(name, what):
                mapping = mapping.with_column(name, column, (place,))
            elif column == "order_id" and len(positions) > 1:
                parts = tuple(place if (at,) == former else at for at in positions)
                mapping = mapping.with_column(name, column, parts)
    return mapping


def _of_nobody(mapping: Mapping, tables: tuple[str, ...]) -> Mapping:
    for name in tables:
        for column in PERSON_COLUMNS[name]:
            mapping = mapping.with_column(name, column, ())
    return mapping


def _without_state(mapping: Mapping, columns: Sequence[str], tables: Sequence[str]) -> Mapping:
    for name in tables:
        for column in columns:
            mapping = mapping.with_column(name, column, ()) if mapping.positions(name, column) else mapping
    return mapping


def _column_of_a_person(table: TextTable, name: str, need: Need, place: int) -> tuple[str, str]:
    """A phone, an address or a number, as the cells tell."""
    header, witness = Header.of(table.header, levels=len(table.header_rows)), Witnessed.of(table.cells)
    found = find_by_cells(name, need, (place,), header, witness)
    numbers = [column for column in PERSON_COLUMNS[name] if TABLES[name][column].kind is Kind.ID]
    return name, found[0].column if found else numbers[0]


def _place_of(table: TextTable, what: str, header: str) -> int:
    if (match := _NUMBERED.fullmatch(header)) and header not in table.header:
        place = int(match["place"]) - 1
        if place < len(table.header) and table.header[place] == match["name"]:
            return place
    wanted = normalise_header(header)
    for place, cell in enumerate(table.header):
        if normalise_header(cell) == wanted:
            return place
    raise ParameterError(f"--assume {what}", header, _("one of the headers {names}", names=near(header, table.header)))
