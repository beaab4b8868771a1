"""The columns of an unknown export that tells of sales: of orders, and of the goods in them."""

from collections.abc import Iterable
from typing import NamedTuple

from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.home import is_currency
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.naming import plain_name
from insight.ingest.recognise.names.synonyms import NOTHING_STATED, Stated, fill
from insight.ingest.recognise.sales.lists import PackedLists, packed_lists

Columns = dict[str, tuple[int, ...]]

NAMES_GOODS = ("product_id", "product_name")
GOODS = (*NAMES_GOODS, "sku")
_BARE_NAMES = frozenset(
    plain_name(name)
    for name in ("name", "名称", "名字", "名", "nom", "nombre", "nome", "naam", "nazwa", "namn", "navn", "nama", "이름")
)
OF_THE_ORDER = ("order_id", "ordered_at", "status")
TOTALS = ("paid_amount", "order_amount")
CENT = 0.011
"""Amounts that differ by less are equal."""


class Sale(NamedTuple):
    """The columns of a row that tells of an order, and of the goods in it; and which cells hold several lines."""

    order: Columns
    goods: Columns
    lists: PackedLists | None

    @property
    def amount(self) -> tuple[int, ...]:
        """Where the amount of the whole order stands, best first."""
        return tuple(at for column in TOTALS for at in self.order.get(column, ()))


def find_sale(
    header: Header, witness: Witnessed, of_order: Stated = NOTHING_STATED, of_goods: Stated = NOTHING_STATED
) -> Sale:
    """The columns of orders and of goods by their names and cells; what is stated stays."""
    order = _with_currency(fill("orders", header, witness, of_order), of_order, header, witness)
    lists = packed_lists(witness)
    if lists:
        goods = fill("order_items", header, lists.first_parts(witness), of_goods)
        if _are_lines(lists, goods):
            return Sale(order, goods, lists)
    sale = Sale(order, fill("order_items", header, witness, of_goods), None)
    return sale if "buyer_name" in of_order.columns else _with_name_of_goods(sale, header, witness)


def _with_name_of_goods(sale: Sale, header: Header, witness: Witnessed) -> Sale:
    """A column called no more than a name is that of the goods where it goes with their number: each number has one,
    and stands in several rows, or beside it."""
    named = sale.order.get("buyer_name", ())
    numbers = [sale.goods[name][0] for name in ("sku", "product_id") if name in sale.goods]
    is_bare = len(named) == 1 and plain_name(header.cells[named[0]]) in _BARE_NAMES
    if not is_bare or not numbers or "product_name" in sale.goods:
        return sale
    comes_again = witness.where_repeated(numbers[:1]).has_rows
    if not witness.constant_within(numbers[:1], named[0]) or not (comes_again or abs(numbers[0] - named[0]) == 1):
        return sale
    order = {name: at for name, at in sale.order.items() if at != named}
    return sale._replace(order=order, goods=sale.goods | {"product_name": named})


def _with_currency(order: Columns, stated: Stated, header: Header, witness: Witnessed) -> Columns:
    """Where no name tells it: the column in which every cell is the code or the sign of a currency."""
    if "currency" in order:
        return order
    used = {at for positions in order.values() for at in positions} | stated.closed
    told = [at for at in header.named if at not in used and _are_currencies(witness.values(at))]
    return order | {"currency": (told[0],)} if told else order


def _are_currencies(values: Iterable[str]) -> bool:
    said = {value for value in values if value}
    return bool(said) and all(map(is_currency, said))


def _are_lines(lists: PackedLists, goods: Columns) -> bool:
    """Whether the lists are goods with something beside them; commas and the like also stand in names."""
    listed = {name for name, found in goods.items() if lists.positions.issuperset(found)}
    beside = {"quantity"} if lists.packing != "parallel" else {"quantity", "unit_price", "line_no", "sku", "product_id"}
    return bool(listed & set(GOODS)) and bool(listed & beside) and len(listed) > 1
