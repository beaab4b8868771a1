"""Which other columns could say who it was, when, or how much: what a person may choose instead with one click."""

from collections.abc import Iterator
from dataclasses import replace

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.recognise.assumed import WORDS
from insight.ingest.recognise.cells.by_cells import find_by_cells
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.kinds import Need, needs
from insight.ingest.recognise.mapping import Mapping
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.synonyms import named_so
from insight.schema import TABLES, Kind

NOBODY = "nobody"
_SALES = ("orders", "order_items")
_COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "orders": {"amount": ("paid_amount", "order_amount"), "person": ("buyer_ref",)},
    "customers": {"person": ("source_customer_id", "member_no")},
}
_SHOWN = 8


def with_rivals(
    told: tuple[Assumption, ...], kind: str, mapping: Mapping, header: Header, witness: Witnessed
) -> tuple[Assumption, ...]:
    """The assumptions with every column that could say it as well, and one for each choice among equals.

    Equals are columns that bear a name of the same canonical column, of which only one can fill it and whose cells
    differ.
    """
    known = {one.what for one in told}
    chosen = [one for one in _among_equals(mapping, header, witness) if one.what not in known]
    return tuple(_completed(one, kind, header, witness) for one in (*told, *chosen))


def label(header: Header, position: int) -> str:
    """The header, with the place of its column where an earlier one is called the same."""
    cell = header.cells[position]
    return cell if header.first(position) == position else f"{cell} #{position + 1}"


def _completed(one: Assumption, kind: str, header: Header, witness: Witnessed) -> Assumption:
    need = next((need for need in needs(kind) if WORDS.get(need.what) == one.what), None)
    if one.what not in ("amount", "time", "person") or need is None:
        return one
    others = [each for each in _likely(kind, need, header, witness) if each not in (one.value, *one.alternatives)]
    return replace(one, alternatives=(*others[:_SHOWN], *one.alternatives))


def _likely(kind: str, need: Need, header: Header, witness: Witnessed) -> Iterator[str]:
    table = "orders" if kind in _SALES else kind
    found = find_by_cells(table, need, header.named, header, witness)
    told = [each for each in found if each.is_told]
    for each in told or found:
        yield label(header, each.position)


def _among_equals(mapping: Mapping, header: Header, witness: Witnessed) -> Iterator[Assumption]:
    for table, roles in _COLUMNS.items():
        for what, columns in roles.items():
            column = next((each for each in columns if mapping.positions(table, each)), None)
            if column is None or len(mapping.positions(table, column)) > 1:
                continue
            (at,) = mapping.positions(table, column)
            rivals = [other for each in columns for other in _equals(table, each, at, mapping, header, witness)]
            if rivals:
                yield Assumption(
                    what=what,
                    value=header.cells[at],
                    column=header.cells[at],
                    alternatives=tuple(dict.fromkeys(label(header, other) for other in rivals)),
                    evidence=_("Several columns could say it; this one bears the most usual name"),
                )


def _equals(
    table: str, column: str, chosen: int, mapping: Mapping, header: Header, witness: Witnessed
) -> Iterator[int]:
    kind = TABLES[table][column].kind if column in TABLES[table].column_names else Kind.TEXT
    for at in named_so(table, column, header):
        is_free = at not in mapping.used and at != chosen and not witness.is_blank(at)
        if is_free and witness.agrees(kind, at) and witness.values(at) != witness.values(chosen):
            yield at
