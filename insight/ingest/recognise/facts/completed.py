"""Who and when of rows that are facts, where no name tells these: an address, a phone, written moments."""

from insight.ingest.assumption import Assumption
from insight.ingest.recognise.assumed import by_cells
from insight.ingest.recognise.cells.by_cells import find_by_cells
from insight.ingest.recognise.cells.contacts import contact_columns
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.kinds import Need
from insight.ingest.recognise.mapping import PERSON_COLUMNS
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.roles import roles_of

Columns = dict[str, tuple[int, ...]]

_MOMENT = {"feedback": "at", "coupons": "issued_at", "touches": "sent_at"}
"""The moment of a row, for tables that can do without one: without it a row is of no day."""

_AT_LEAST = 0.8


def completed(
    table: str, columns: Columns, header: Header, witness: Witnessed
) -> tuple[Columns, tuple[Assumption, ...]]:
    """The columns with the person and the moment that only cells tell, and that this was so."""
    found = [_when(table, columns, header, witness), _who(table, columns, header, witness)]
    told = [(column, need, at, others) for column, need, at, others in filter(None, found)]
    said = tuple(by_cells(need, at, others, header) for _column, need, at, others in told)
    return columns | {column: (at,) for column, _need, at, _others in told}, said


def _when(table: str, columns: Columns, header: Header, witness: Witnessed) -> tuple[str, Need, int, list[int]] | None:
    column = _MOMENT.get(table)
    if column is None or column in columns:
        return None
    need = Need("when", (column,), is_needed=False)
    likely = [
        each.position
        for each in find_by_cells(table, need, _free(columns, header), header, witness)
        if each.worth >= _AT_LEAST
    ]
    return (column, need, likely[0], likely[1:]) if likely else None


def _who(table: str, columns: Columns, header: Header, witness: Witnessed) -> tuple[str, Need, int, list[int]] | None:
    names = PERSON_COLUMNS[table]
    if not names or any(name in columns for name in names):
        return None
    free = [at for at in _free(columns, header) if not roles_of(header.cells[at]) & {"other"}]
    told = contact_columns(free, witness)
    for contact in ("email", "phone"):
        if contact in told:
            column = contact if contact in names else "customer_ref"
            return (column, Need("who", names, is_needed=False), told[contact], []) if column in names else None
    return None


def _free(columns: Columns, header: Header) -> list[int]:
    used = {at for positions in columns.values() for at in positions}
    return [at for at in header.named if at not in used]
