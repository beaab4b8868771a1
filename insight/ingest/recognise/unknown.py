"""The fallback for tables of no known export: columns named in usual words, borne out by what the cells hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from insight.errors import UploadError
from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.read import TextTable
from insight.ingest.recognise import refusals
from insight.ingest.recognise.assumed import by_cells
from insight.ingest.recognise.cells.by_cells import find_by_cells
from insight.ingest.recognise.cells.witness import Witnessed, any_filled
from insight.ingest.recognise.facts.facts import find_facts
from insight.ingest.recognise.home import home
from insight.ingest.recognise.kinds import Need
from insight.ingest.recognise.mapping import PERSON_COLUMNS, Amounts, Mapping
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.naming import plain_name
from insight.ingest.recognise.names.synonyms import looks_like, ruled_out
from insight.ingest.recognise.names.words import shared_refund_words, shared_status_words
from insight.ingest.recognise.people import VAGUE_TIMES, facts_about, find_people, of_months, with_person
from insight.ingest.recognise.sales.order_numbers import with_order_number
from insight.ingest.recognise.sales.sale import OF_THE_ORDER, Columns, Sale, find_sale
from insight.ingest.recognise.sales.sale_amounts import with_net_amount, with_price_paid, without_empty_amounts
from insight.ingest.recognise.sales.sale_lines import lines_of
from insight.ingest.recognise.sales.states import with_states
from insight.ingest.recognise.template import Template

GENERIC = Template(
    id="generic",
    evidence="hypothesis",
    source_system="generic",
    channel="",
    currency="",
    timezone="UTC",
    grain="",
    amounts="order",
    person="present",
    refuse="",
    titles={"zh_CN": "其他表格(按列名识别)", "en": "Any other table, by its column names"},
    must=(),
    must_not=(),
    typical=(),
    tables={},
    status_words={},
    refund_words={},
)
"""What a guess of the fallback carries in place of a template; its id is "generic"."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A mapping by words, and what was decided without proof."""

    mapping: Mapping
    assumptions: tuple[Assumption, ...] = ()


def map_by_words(header: Header, witness: Witnessed, *, states_day: bool) -> Worded | UploadError:
    """A mapping for orders, customers or facts, or why there is none. `states_day`: the file says what day it is of."""
    found = _people_or_orders(header, witness)
    if isinstance(found, Worded) and ("orders" in found.mapping.columns or _is_by_months(found, header, witness)):
        return found
    facts = find_facts(header, witness, states_day=states_day)
    if facts is None:
        return (_orders_without_money(header, witness) or found) if isinstance(found, UploadError) else found
    mapping = mapping_of(header, witness, facts.tables, "fact", "order")
    mapping = replace(mapping, constants=facts.constants, melts=facts.melts)
    tells_more = isinstance(found, UploadError) or len(mapping.used) > len(found.mapping.used)
    return Worded(mapping, facts.assumptions) if tells_more else found


def _orders_without_money(header: Header, witness: Witnessed) -> Worded | None:
    """Numbered and dated orders of somebody, or in some state, where no column could be an amount."""
    sale = find_sale(header, witness)
    used = {at for columns in (sale.order, sale.goods) for positions in columns.values() for at in positions}
    is_told = all(any_filled(witness, sale.order.get(name, ())) for name in ("order_id", "ordered_at"))
    if not is_told or sale.goods or looks_like(header) or ruled_out("orders", header, witness):
        return None
    likely = find_by_cells("orders", Need("how_much", _TOTAL), set(header.named) - used, header, witness)
    if likely or not (_names_someone(sale.order, "orders", witness) or "status" in sale.order):
        return None
    found = _of_a_sale(sale, header, witness)
    if isinstance(found, UploadError):
        return None
    said = _("No column says how much it was: orders and their people are kept, money and purchases cannot be counted")
    return replace(found, assumptions=(*found.assumptions, Assumption("amount", "none", said)))


def _is_by_months(found: Worded, header: Header, witness: Witnessed) -> bool:
    """People beside figures month by month: no figures of a day of which the people are the names."""
    people = found.mapping.columns.get("customers", {})
    return bool(people and of_months(people, header, witness))


def _people_or_orders(header: Header, witness: Witnessed) -> Worded | UploadError:
    sale = find_sale(header, witness)
    people = find_people(header, witness)
    other = looks_like(header)
    sale, told = _with_told_amount(sale, header, witness)
    is_sale = _is_sale(sale, witness) and other is None and not ruled_out("orders", header, witness)
    is_people = people is not None and other is None and not ruled_out("customers", header, witness)
    if people is not None and is_people and (not is_sale or _may_be_joining(sale, people.columns)):
        mapping = mapping_of(header, witness, {"customers": people.columns}, "customer", "order")
        return Worded(mapping, (*people.assumptions, *of_months(people.columns, header, witness)))
    if not is_sale:
        return refusals.look_alike(other, header.cells) if other else refusals.unknown_sheet(header.cells)
    found = _of_a_sale(sale, header, witness)
    return replace(found, assumptions=(*found.assumptions, *told)) if isinstance(found, Worded) else found


def _with_told_amount(sale: Sale, header: Header, witness: Witnessed) -> tuple[Sale, tuple[Assumption, ...]]:
    """A day of the row and one further column whose stem says how much: what people took, not what is known of them."""
    when = sale.order.get("ordered_at", ())
    is_priced = {"quantity", "unit_price"} <= sale.goods.keys()
    if sale.amount or is_priced or not when or plain_name(header.cells[when[0]]) not in VAGUE_TIMES:
        return sale, ()
    used = {at for columns in (sale.order, sale.goods) for positions in columns.values() for at in positions}
    free = [at for at in header.named if at not in used.union(facts_about(header))]
    need = Need("how_much", _TOTAL)
    found = [each for each in find_by_cells("orders", need, free, header, witness) if each.is_told]
    if len(found) != 1:
        return sale, ()
    at = found[0].position
    return sale._replace(order=sale.order | {_TOTAL[0]: (at,)}), (by_cells(need, at, [], header),)


_TOTAL = ("paid_amount",)


def _of_a_sale(sale: Sale, header: Header, witness: Witnessed) -> Worded | UploadError:
    """Orders; of a person that only a name or a bare number tells, or of nobody, that is said."""
    assumptions: tuple[Assumption, ...] = ()
    if not _names_someone(sale.order, "orders", witness):
        order, assumption = with_person(sale.order, header, witness)
        if order is None:
            return refusals.nobody_named(header.cells)
        sale, assumptions = sale._replace(order=order), (assumption,)
    sale, stated = with_states(sale, header, witness)
    sale, emptied = without_empty_amounts(sale, header, witness)
    sale, numbered = with_order_number(sale, header, witness)
    sale, chosen = with_net_amount(sale, header, witness)
    sale, priced = with_price_paid(sale, header, witness)
    lines = lines_of(sale, header, witness, by_line=bool(priced))
    mapping = mapping_of(header, witness, lines.tables, "line" if lines.by_line else "order", lines.amounts)
    return Worded(replace(mapping, packed=lines.packed), (*assumptions, *stated, *emptied, *numbered, *chosen, *priced))


def _is_sale(sale: Sale, witness: Witnessed) -> bool:
    """A time and an amount, both with content; a price without a quantity is no amount."""
    priced = [sale.goods[name][0] for name in ("quantity", "unit_price") if name in sale.goods]
    has_amount = any_filled(witness, sale.amount) or (
        len(priced) == len(("quantity", "unit_price")) and not any(witness.is_blank(position) for position in priced)
    )
    return has_amount and any_filled(witness, sale.order.get("ordered_at", ()))


def _names_someone(columns: Columns, table: str, witness: Witnessed) -> bool:
    return any_filled(witness, (at for name in PERSON_COLUMNS[table] for at in columns.get(name, ())))


def _may_be_joining(sale: Sale, person: Columns) -> bool:
    """Without an order number or a state, a time that may be the day of joining makes no order."""
    is_ordered = bool({"order_id", "status", "payment_status", "currency"} & sale.order.keys())
    return not is_ordered and sale.order["ordered_at"] == person.get("joined_at")


def unmapped(header: Header, witness: Witnessed) -> Mapping:
    """A mapping that fills nothing yet."""
    return mapping_of(header, witness, {}, "", "order")


def mapping_of(header: Header, witness: Witnessed, tables: dict[str, Columns], grain: str, amounts: Amounts) -> Mapping:
    """The mapping of these columns in the shop's currency and time zone, as far as the sheet tells them."""
    at = home(header, witness, _amounts(tables))
    return Mapping(
        template=GENERIC.id,
        source_system=GENERIC.source_system,
        grain=grain,
        amounts=amounts,
        currency=at.currency,
        timezone=at.timezone,
        channel=GENERIC.channel,
        columns=tables,
        status_words=shared_status_words(),
        refund_words=shared_refund_words(),
    )


def _amounts(tables: dict[str, Columns]) -> Iterable[int]:
    """Where amounts of money stand, those of the whole order first."""
    wanted = ("paid_amount", "order_amount", "goods_amount", "line_paid", "unit_price", "shipping_fee", "discount")
    return (at for column in wanted for columns in tables.values() for at in columns.get(column, ()))


def rows_told(former: Mapping, mapping: Mapping, table: TextTable) -> Mapping:
    """The mapping of a sheet of sales after another column became the number of the order.

    Whether a row is an order or a line of one, and whose its amounts are, follows from the number anew.
    """
    number, known = (next(_numbers(each), ()) for each in (mapping, former))
    if number == known or not number or mapping.packed or mapping.template != GENERIC.id:
        return mapping
    header, witness = Header.of(table.header, levels=len(table.header_rows)), Witnessed.of(table.cells)
    goods = {name: at for name, at in mapping.columns.get("order_items", {}).items() if name not in OF_THE_ORDER}
    order = dict(mapping.columns.get("orders", {})) | {"order_id": number}
    lines = lines_of(Sale(order, goods, None), header, witness)
    grain = "line" if lines.by_line else "order"
    return replace(mapping, columns={**mapping.columns, **lines.tables}, grain=grain, amounts=lines.amounts)


def _numbers(mapping: Mapping) -> Iterator[tuple[int, ...]]:
    found = (mapping.positions(name, "order_id") for name in ("orders", "order_items"))
    return (each for each in found if each)
