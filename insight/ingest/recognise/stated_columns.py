"""What a person says of the columns of a sheet: which canonical column each is, or that it is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from insight.errors import ParameterError
from insight.i18n import _
from insight.ingest.recognise.cells.by_cells import find_by_cells
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.kinds import needs
from insight.ingest.recognise.mapping import fillable_columns
from insight.ingest.recognise.names.header import Header, normalise_header
from insight.ingest.recognise.names.synonyms import Stated

LEAVE_OUT = ("", "-")
"""What is said of a column that is to fill nothing."""

PARTS = {"survey_responses": "answer", "metric_daily": "value", "market": "value", "regions": "value"}
"""Kinds of row of which several columns may be one part each, and what is said of such a column."""

_ROLES = {"who": "who", "customer_ref": "who", "谁": "who", "when": "when", "how_much": "how_much", "state": "state"}


@dataclass(frozen=True, slots=True)
class StatedColumns:
    """By table; `parts` are the columns that become rows, `closed` those that nothing else may take."""

    tables: dict[str, dict[str, tuple[int, ...]]] = field(default_factory=dict)
    parts: tuple[int, ...] = ()
    closed: frozenset[int] = frozenset()

    def of(self, table: str) -> Stated:
        """The columns of one table."""
        return Stated(self.tables.get(table, {}), self.closed)


def stated_columns(kind: str, mapped: Mapping[str, str], header: Header, witness: Witnessed) -> StatedColumns:
    """What the words mean; several headers of one column are joined. Raises ParameterError for what means nothing."""
    tables: dict[str, dict[str, tuple[int, ...]]] = {}
    parts: list[int] = []
    closed: list[int] = []
    for name, wanted in mapped.items():
        position = _position(name, header)
        closed.append(position)
        if wanted in LEAVE_OUT:
            continue
        if wanted == PARTS.get(kind) or wanted.endswith(f".{PARTS.get(kind)}"):
            parts.append(position)
            continue
        table, column = _column(kind, wanted, position, header, witness)
        filled = tables.setdefault(table, {})
        filled[column] = (*filled.get(column, ()), position)
    return StatedColumns(tables, tuple(parts), frozenset(closed))


def _position(name: str, header: Header) -> int:
    wanted = normalise_header(name)
    if wanted not in header.exact:
        raise ParameterError("map", name, _("one of the headers {names}", names=", ".join(header.cells)))
    return header.exact[wanted]


def _column(kind: str, wanted: str, position: int, header: Header, witness: Witnessed) -> tuple[str, str]:
    """Table and column of a word such as `paid_amount`, `orders.paid_amount` or `who`."""
    table, _dot, column = wanted.rpartition(".")
    tables = [table] if table else _tables(kind)
    for name in tables:
        if name in _tables(kind) and column in fillable_columns(name):
            return name, column
    if column in _ROLES and not table:
        return _of_role(kind, _ROLES[column], position, header, witness)
    known = dict.fromkeys(each for name in _tables(kind) for each in fillable_columns(name))
    raise ParameterError("map", wanted, _("one of the columns {names}", names=", ".join(known)))


def _tables(kind: str) -> list[str]:
    return ["orders", "order_items"] if kind in ("orders", "order_items") else [kind]


def _of_role(kind: str, role: str, position: int, header: Header, witness: Witnessed) -> tuple[str, str]:
    """The column that says who, when, how much or in which state; who, by what the cells hold."""
    table = _tables(kind)[0]
    need = next((need for need in needs(kind) if need.what == role), None)
    if need is None:
        raise ParameterError("map", role, _("one of the columns {names}", names=", ".join(fillable_columns(table))))
    found = find_by_cells(table, need, [position], header, witness)
    return table, found[0].column if found else need.columns[0]
