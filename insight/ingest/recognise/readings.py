"""One sheet read as one kind of row: what its names, its cells and a person say of its columns."""

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from typing import TYPE_CHECKING

from insight.ingest.assumption import Assumption
from insight.ingest.recognise.assumed import baskets, by_cells, contacts_by_cells
from insight.ingest.recognise.cells.by_cells import EPOCH_WORTH, Found, find_by_cells
from insight.ingest.recognise.cells.cells import check
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.confidence import confidence_of
from insight.ingest.recognise.facts.facts import is_whole_key
from insight.ingest.recognise.facts.melt import Melt
from insight.ingest.recognise.facts.melt_spec import MeltSpec
from insight.ingest.recognise.facts.melting import answers_of, figures
from insight.ingest.recognise.kinds import Need, needs
from insight.ingest.recognise.mapping import PERSON_COLUMNS, Mapping
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.roles import roles_of
from insight.ingest.recognise.names.synonyms import (
    fill,
    kind_told_by,
    looks_like,
    named_so,
    ruled_out,
    says_who,
)
from insight.ingest.recognise.people import with_person
from insight.ingest.recognise.reading import SALES, WORDED, Guessed, Question, Reading, ReadSheet
from insight.ingest.recognise.sales.baskets import numbers_orders
from insight.ingest.recognise.sales.order_numbers import with_contact, with_order_number
from insight.ingest.recognise.sales.sale import Columns, Sale, find_sale
from insight.ingest.recognise.sales.sale_amounts import with_net_amount, with_price_paid
from insight.ingest.recognise.sales.sale_lines import lines_of
from insight.ingest.recognise.sales.states import with_states
from insight.ingest.recognise.stated import stated_period
from insight.ingest.recognise.stated_columns import PARTS, stated_columns
from insight.ingest.recognise.unknown import mapping_of
from insight.schema import Kind

if TYPE_CHECKING:
    from insight.ingest.read import TextTable

_SURE = frozenset({*SALES, "events"})
"""Kinds of row that stems may make; of people, answers and voices there are rules of their own."""
_FEWEST_ROWS, _FEW_NEEDS = 3, 2
_PLAINLY_LESS = 0.4


def read_as(
    kind: str, table: "TextTable", header: Header, witness: Witnessed, mapped: MappingOf[str, str] | None = None
) -> Reading:
    """The sheet as rows of one kind. Raises ParameterError where `mapped` names no header or no column of it."""
    sheet = ReadSheet(kind, table, header, witness, stated_columns(kind, mapped or {}, header, witness))
    mapping, guessed, chosen = _sales(sheet) if kind in SALES else (*_rows(sheet), ())
    questions = tuple(_open(sheet, mapping))
    spoken_of = {each.assumption.column for each in guessed} | {header.cells[at] for at in sheet.stated.closed}
    contacts = contacts_by_cells(mapping, header, spoken_of)
    return Reading(
        kind=kind,
        mapping=mapping,
        confidence=confidence_of(sheet, mapping, questions, guessed),
        open=questions,
        assumptions=(*(each.assumption for each in guessed), *chosen, *contacts, *baskets(mapping)),
        is_sure=_is_sure(sheet, questions, guessed),
    )


def _is_sure(sheet: ReadSheet, questions: tuple[Question, ...], guessed: tuple[Guessed, ...]) -> bool:
    """Whether names or their stems tell all that is needed but one, and for that one no second column will do."""
    untold = [each for each in guessed if not each.found.is_told]
    wanted = [need for need in needs(sheet.kind) if need.columns and (need.is_needed or need.what == "who")]
    has_rows = sheet.witness.cells.num_rows >= (_FEWEST_ROWS if guessed else _FEWEST_ROWS - 1)
    is_open = any(question.is_needed or question.what == "who" for question in questions)
    is_ruled_out = ruled_out(sheet.kind, sheet.header, sheet.witness) or looks_like(sheet.header) is not None
    is_ruled_out = is_ruled_out or (sheet.kind == "order_items" and _tells_events(sheet))
    return (
        sheet.kind in _SURE
        and has_rows
        and not is_open
        and not is_ruled_out
        and len(untold) <= (1 if len(wanted) > _FEW_NEEDS else 0)
        and not any(each.need.what == "what" for each in untold)
        and all(each.is_alone and (each.found.is_told or each.found.worth > EPOCH_WORTH) for each in guessed)
    )


def _tells_events(sheet: ReadSheet) -> bool:
    """Whether a column called an event says in words what happened: then goods are what it happened to."""
    return any(
        roles_of(sheet.header.cells[at]) == {"event"} and not sheet.witness.agrees(Kind.NUMBER, at)
        for at in sheet.free(())
    )


def _sales(sheet: ReadSheet) -> tuple[Mapping, tuple[Guessed, ...], tuple[Assumption, ...]]:
    stated = sheet.stated
    sale = find_sale(sheet.header, sheet.witness, stated.of("orders"), stated.of("order_items"))
    taken = [at for columns in (sale.order, sale.goods) for positions in columns.values() for at in positions]
    order, goods, found = dict(sale.order), dict(sale.goods), list[Guessed]()
    for need in needs(sheet.kind):
        columns = goods if need.what == "what" else order
        if (filled := _by_cells(sheet, "orders", need, columns, taken)) is not None:
            found.append(filled)
    told, stated_in = with_states(Sale(order, goods, sale.lists), sheet.header, sheet.witness, stated.closed)
    told = with_contact(told, sheet.header, sheet.witness, stated.closed)
    told, named = _with_buyer(sheet, told)
    told, numbered = with_order_number(told, sheet.header, sheet.witness, stated.closed)
    with_net, chosen = with_net_amount(told, sheet.header, sheet.witness)
    priced, paid = with_price_paid(with_net, sheet.header, sheet.witness)
    lines = lines_of(priced, sheet.header, sheet.witness, by_line=sheet.kind == "order_items" or bool(paid))
    mapping = mapping_of(sheet.header, sheet.witness, lines.tables, "line" if lines.by_line else "order", lines.amounts)
    return replace(mapping, packed=lines.packed), tuple(found), (*stated_in, *named, *numbered, *chosen, *paid)


def _with_buyer(sheet: ReadSheet, sale: Sale) -> tuple[Sale, tuple[Assumption, ...]]:
    """Where a person said nothing and only a name tells who bought, equal names are one person."""
    is_told = any(name in sale.order for name in PERSON_COLUMNS["orders"])
    if is_told or "buyer_name" not in sale.order or "ordered_at" not in sale.order or sheet.stated.tables:
        return sale, ()
    order, said = with_person(sale.order, sheet.header, sheet.witness)
    return (sale._replace(order=order), (said,)) if order is not None else (sale, ())


def _rows(sheet: ReadSheet) -> tuple[Mapping, tuple[Guessed, ...]]:
    kind = sheet.kind
    columns = fill(kind, sheet.header, sheet.witness, sheet.stated.of(kind))
    taken = [at for positions in columns.values() for at in positions]
    found = [each for need in needs(kind) if (each := _by_cells(sheet, kind, need, columns, taken)) is not None]
    if kind in PARTS:
        for part in (PARTS[kind], "metric"):
            columns.pop(part, None) if (kind, part) not in _stated_pairs(sheet) else None
    mapping = mapping_of(sheet.header, sheet.witness, {kind: columns}, "fact", "order")
    if kind == "customers":
        mapping = replace(mapping, grain="customer")
    if kind == "feedback":
        said = kind_told_by("feedback", sheet.header) or "review"
        mapping = replace(mapping, constants={"feedback": {"kind": said}})
    return _with_parts(sheet, mapping), tuple(found)


def _stated_pairs(sheet: ReadSheet) -> set[tuple[str, str]]:
    return {(table, column) for table, columns in sheet.stated.tables.items() for column in columns}


def _with_parts(sheet: ReadSheet, mapping: Mapping) -> Mapping:
    """The columns that become rows: those a person named, else all that ask or count."""
    kind = sheet.kind
    if kind not in PARTS or mapping.positions(kind, PARTS[kind]):
        return mapping
    free = sheet.stated.parts or sheet.free(mapping.used)
    if kind != "survey_responses":
        melted = figures(free, sheet.header, sheet.witness)
        return replace(mapping, melts={kind: Melt(melted)}) if melted else mapping
    asked = sheet.stated.parts or tuple(at for at in free if not says_who(sheet.header, at))
    first = next(iter(asked), None)
    is_number = first is not None and first not in sheet.stated.parts and is_whole_key(sheet.witness.values(first))
    if first is not None and is_number and not mapping.positions(kind, "response_id"):
        mapping, asked = mapping.with_column(kind, "response_id", (first,)), asked[1:]
    melt = answers_of(asked, sheet.header, sheet.witness, MeltSpec())
    own = mapping.positions(kind, "response_id")
    columns = mapping.columns | ({"survey_answers": {"response_id": own}} if own else {})
    return replace(mapping, columns=columns, melts={"survey_answers": melt} if asked else {})


def _by_cells(sheet: ReadSheet, table: str, need: Need, columns: Columns, taken: list[int]) -> Guessed | None:
    """Fill what is needed and no name tells with the likeliest column, if any; `columns` and `taken` grow."""
    is_wanted = need.is_needed or need.what == "who"
    is_worded = need.what == "what" and table in WORDED
    if not need.columns or not is_wanted or is_worded or any(name in columns for name in need.columns):
        return None
    found = find_by_cells(table, need, sheet.free(taken), sheet.header, sheet.witness)
    if need.what == "who" and table == "orders":
        when = columns.get("ordered_at", ())
        found = [each for each in found if each.is_told or not numbers_orders(sheet.witness, each.position, when)]
    if not found:
        return None
    first, *others = found
    columns[first.column] = (first.position,)
    taken.append(first.position)
    rivals = [each for each in others if (each.is_told or not first.is_told) and _is_rival(each, first, need, sheet)]
    return Guessed(
        need, first, not rivals, by_cells(need, first.position, [at.position for at in others], sheet.header)
    )


def _is_rival(other: Found, first: Found, need: Need, sheet: ReadSheet) -> bool:
    """A name beside a number or an address is of the same person; whole numbers beside amounts are pieces."""
    if need.what == "who" and first.is_told:
        numbered = ["number" in roles_of(sheet.header.cells[each.position]) for each in (first, other)]
        return first.column not in ("phone", "email") and numbered != [True, False]
    return need.what != "how_much" or first.worth - other.worth < _PLAINLY_LESS


def _open(sheet: ReadSheet, mapping: Mapping) -> Iterable[Question]:
    table = "orders" if sheet.kind in SALES else sheet.kind
    for need in needs(sheet.kind):
        if _is_said(sheet, mapping, need):
            continue
        free = sheet.free(mapping.used)
        named = next(
            (at for column in need.columns for at in named_so(table, column, sheet.header) if at in free), None
        )
        likely = [each.position for each in find_by_cells(table, need, free, sheet.header, sheet.witness)]
        first = [*([] if named is None else [named]), *likely]
        headers = tuple(sheet.header.cells[at] for at in dict.fromkeys((*first, *free)))
        question = Question(need.what, need.question, need.columns, headers, need.is_needed)
        if named is not None:
            checked = check(sheet.table, sheet.witness, table, need.columns[0], named)
            question = replace(question, named=sheet.header.cells[named], check=checked)
        yield question


def _is_said(sheet: ReadSheet, mapping: Mapping, need: Need) -> bool:
    if need.what in ("answers", "figures"):
        return bool(mapping.melts) or bool(mapping.positions(sheet.kind, "value"))
    if need.what == "when" and sheet.kind == "metric_daily" and stated_period(sheet.table):
        return True
    tables = SALES if sheet.kind in SALES else (sheet.kind,)
    return any(mapping.positions(table, column) for table in tables for column in need.columns)
