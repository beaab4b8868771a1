"""The fallback for tables of no known export: columns named in usual words, borne out by what the cells hold."""

import re
from dataclasses import replace
from typing import NamedTuple

from insight.errors import UploadError
from insight.ingest.recognise import refusals
from insight.ingest.recognise.facts import find_facts
from insight.ingest.recognise.goods import is_goods_list
from insight.ingest.recognise.header import Header
from insight.ingest.recognise.mapping import PERSON_COLUMNS, Amounts, Mapping, Packing
from insight.ingest.recognise.synonyms import fill, ruled_out
from insight.ingest.recognise.template import Template
from insight.ingest.recognise.witness import Witnessed, any_filled
from insight.ingest.recognise.words import shared_refund_words, shared_status_words

Columns = dict[str, tuple[int, ...]]

_GOODS = ("product_id", "product_name", "sku")
_LARGE_SHARE, _SMALL_SHARE = 0.5, 0.25
_FEW_FACTS, _MANY_FACTS = 2, 4
_JAPANESE = re.compile("[\u3040-\u30ff]|注文|受注|購入|顧客|氏名|電話番号|会員番号|会員ランク")
_CHINESE = re.compile("[\u4e00-\u9fff]")

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


class Sale(NamedTuple):
    """The columns of a row that tells of an order, and of the goods in it."""

    order: Columns
    goods: Columns

    @property
    def amount(self) -> tuple[int, ...]:
        """Where the amount of the whole order stands, best first."""
        return self.order.get("paid_amount", ()) + self.order.get("order_amount", ())


def map_by_words(header: Header, witness: Witnessed) -> Mapping | UploadError:
    """A mapping for orders, customers or facts, or why there is none."""
    found = _people_or_orders(header, witness)
    if isinstance(found, Mapping) and "orders" in found.columns:
        return found
    facts = find_facts(header, witness)
    if facts is None:
        return found
    mapping = replace(_mapping(header, facts.tables, "fact", "order"), constants=facts.constants, melts=facts.melts)
    tells_more = isinstance(found, UploadError) or len(mapping.used) > len(found.used)
    return mapping if tells_more else found


def _people_or_orders(header: Header, witness: Witnessed) -> Mapping | UploadError:
    sale = Sale(fill("orders", header, witness), fill("order_items", header, witness))
    person = fill("customers", header, witness)
    is_sale = _is_sale(sale, witness) and not ruled_out("orders", header)
    is_customer = _is_customer(person, header, witness) and not ruled_out("customers", header)
    if is_customer and (not is_sale or _may_be_joining(sale, person)):
        return _mapping(header, {"customers": person}, "customer", "order")
    if not is_sale:
        return refusals.unknown_sheet(header.cells)
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
    repeated = witness.where_repeated(sale.order["order_id"][0]) if "order_id" in sale.order else None
    several_rows = repeated is not None and repeated.has_rows
    has_goods = any(name in sale.goods for name in _GOODS)
    continued = _continued(sale, witness)
    by_line = not sale.amount or bool(continued) or (several_rows and (has_goods or "quantity" in sale.goods))
    amounts = _amounts(sale, repeated, continued, witness) if by_line else "order"
    tables = {"orders": sale.order}
    if has_goods or by_line:
        tables["order_items"] = _lines(sale, own_amount=not by_line or amounts == "line")
    mapping = _mapping(header, tables, "line" if by_line else "order", amounts)
    return mapping if by_line else replace(mapping, packed=_packed(sale, witness))


def _continued(sale: Sale, witness: Witnessed) -> tuple[int, ...]:
    """The rows that leave number and time to the row above them and name further goods."""
    goods = [sale.goods[name][0] for name in _GOODS if name in sale.goods]
    if "order_id" not in sale.order or not goods:
        return ()
    numbers, times = (witness.values(sale.order[name][0]) for name in ("order_id", "ordered_at"))
    rows = range(1, len(numbers))
    return tuple(
        row for row in rows if not numbers[row] and not times[row] and any(witness.values(at)[row] for at in goods)
    )


def _packed(sale: Sale, witness: Witnessed) -> dict[str, Packing]:
    """Whether the cell of the goods names several with their numbers."""
    said = [value for position in sale.goods.get("product_name", ()) for value in witness.values(position) if value]
    return {"order_items": "goods"} if said and is_goods_list(said) else {}


def _amounts(sale: Sale, repeated: Witnessed | None, continued: tuple[int, ...], witness: Witnessed) -> Amounts:
    """Whether a row has the order's amount, repeated, or its own; `repeated`: the rows of orders that have several."""
    if sale.amount and continued:
        return "line" if any(witness.values(sale.amount[0])[row] for row in continued) else "order"
    if not sale.amount or repeated is None:
        return "line"
    return "order" if repeated.constant_within(sale.order["order_id"][0], sale.amount[0]) else "line"


def _lines(sale: Sale, *, own_amount: bool) -> Columns:
    """The columns of the line; where the row's amount is the line's own, it is also what was paid for it."""
    lines = {name: sale.order[name] for name in ("order_id", "ordered_at", "status") if name in sale.order} | sale.goods
    if own_amount and sale.amount and "line_paid" not in lines:
        lines["line_paid"] = sale.amount[:1]
    return lines


def _mapping(header: Header, tables: dict[str, Columns], grain: str, amounts: Amounts) -> Mapping:
    currency, timezone = _home(header)
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


def _home(header: Header) -> tuple[str, str]:
    """Currency and time zone by the language of the header row; other languages are spoken in several countries."""
    text = " ".join(header.cells)
    if _JAPANESE.search(text):
        return "JPY", "Asia/Tokyo"
    return ("CNY", "Asia/Shanghai") if _CHINESE.search(text) else (GENERIC.currency, GENERIC.timezone)
