"""The fallback for tables of no known export: columns named in usual words, borne out by what the cells hold."""

from collections.abc import Iterable
from dataclasses import replace

from insight.errors import UploadError
from insight.ingest.recognise import refusals
from insight.ingest.recognise.facts import find_facts
from insight.ingest.recognise.header import Header
from insight.ingest.recognise.home import home
from insight.ingest.recognise.mapping import PERSON_COLUMNS, Amounts, Mapping
from insight.ingest.recognise.sale import Columns, Sale, find_sale, lines_of
from insight.ingest.recognise.synonyms import fill, looks_like, ruled_out
from insight.ingest.recognise.template import Template
from insight.ingest.recognise.witness import Witnessed, any_filled
from insight.ingest.recognise.words import shared_refund_words, shared_status_words

_LARGE_SHARE, _SMALL_SHARE = 0.5, 0.25
_FEW_FACTS, _MANY_FACTS = 2, 4

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


def map_by_words(header: Header, witness: Witnessed, *, states_day: bool) -> Mapping | UploadError:
    """A mapping for orders, customers or facts, or why there is none. `states_day`: the file says what day it is of."""
    found = _people_or_orders(header, witness)
    if isinstance(found, Mapping) and "orders" in found.columns:
        return found
    facts = find_facts(header, witness, states_day=states_day)
    if facts is None:
        return found
    mapping = _mapping(header, witness, facts.tables, "fact", "order")
    mapping = replace(mapping, constants=facts.constants, melts=facts.melts)
    tells_more = isinstance(found, UploadError) or len(mapping.used) > len(found.used)
    return mapping if tells_more else found


def _people_or_orders(header: Header, witness: Witnessed) -> Mapping | UploadError:
    sale = find_sale(header, witness)
    person = fill("customers", header, witness)
    other = looks_like(header)
    is_sale = _is_sale(sale, witness) and other is None and not ruled_out("orders", header, witness)
    is_customer = (
        other is None and _is_customer(person, header, witness) and not ruled_out("customers", header, witness)
    )
    if is_customer and (not is_sale or _may_be_joining(sale, person)):
        return _mapping(header, witness, {"customers": person}, "customer", "order")
    if not is_sale:
        return refusals.look_alike(other, header.cells) if other else refusals.unknown_sheet(header.cells)
    if not _names_someone(sale.order, "orders", witness):
        return refusals.nobody_named(header.cells)
    return _sale_mapping(sale, header, witness)


def _is_sale(sale: Sale, witness: Witnessed) -> bool:
    """A time and an amount, both with content; a price without a quantity is no amount."""
    priced = [sale.goods[name][0] for name in ("quantity", "unit_price") if name in sale.goods]
    has_amount = any_filled(witness, sale.amount) or (
        len(priced) == len(("quantity", "unit_price")) and not any(witness.is_blank(position) for position in priced)
    )
    return has_amount and any_filled(witness, sale.order.get("ordered_at", ()))


def _names_someone(columns: Columns, table: str, witness: Witnessed) -> bool:
    return any_filled(witness, (at for name in PERSON_COLUMNS[table] for at in columns.get(name, ())))


def _is_customer(person: Columns, header: Header, witness: Witnessed) -> bool:
    """An identifier that tells the rows apart, and enough known columns for the sheet to be about people."""
    apart = [
        at
        for name in PERSON_COLUMNS["customers"]
        for at in person.get(name, ())
        if not witness.is_blank(at) and witness.tells_apart(at)
    ]
    share = len({at for positions in person.values() for at in positions}) / max(1, len(header.named))
    enough = (len(person) >= _FEW_FACTS and share >= _LARGE_SHARE) or (
        len(person) >= _MANY_FACTS and share >= _SMALL_SHARE
    )
    return bool(apart) and enough


def _may_be_joining(sale: Sale, person: Columns) -> bool:
    """Without an order number, a time that may be the day of joining makes no order."""
    return "order_id" not in sale.order and sale.order["ordered_at"] == person.get("joined_at")


def _sale_mapping(sale: Sale, header: Header, witness: Witnessed) -> Mapping:
    lines = lines_of(sale, header, witness)
    mapping = _mapping(header, witness, lines.tables, "line" if lines.by_line else "order", lines.amounts)
    return replace(mapping, packed=lines.packed)


def unmapped(header: Header, witness: Witnessed) -> Mapping:
    """A mapping that fills nothing yet."""
    return _mapping(header, witness, {}, "", "order")


def _mapping(header: Header, witness: Witnessed, tables: dict[str, Columns], grain: str, amounts: Amounts) -> Mapping:
    currency, timezone = home(header, witness, _amounts(tables))
    return Mapping(
        template=GENERIC.id,
        source_system=GENERIC.source_system,
        grain=grain,
        amounts=amounts,
        currency=currency,
        timezone=timezone,
        channel=GENERIC.channel,
        columns=tables,
        status_words=shared_status_words(),
        refund_words=shared_refund_words(),
    )


def _amounts(tables: dict[str, Columns]) -> Iterable[int]:
    """Where amounts of money stand, those of the whole order first."""
    wanted = ("paid_amount", "order_amount", "goods_amount", "line_paid", "unit_price", "shipping_fee", "discount")
    return (at for column in wanted for columns in tables.values() for at in columns.get(column, ()))
