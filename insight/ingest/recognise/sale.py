"""The columns of an unknown export that tells of sales: of orders, of their lines, and whose the amounts are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.recognise.goods import is_goods_list
from insight.ingest.recognise.header import Header
from insight.ingest.recognise.home import is_currency
from insight.ingest.recognise.lists import PackedLists, packed_lists
from insight.ingest.recognise.mapping import Amounts, Packing
from insight.ingest.recognise.naming import plain_name
from insight.ingest.recognise.synonyms import NOTHING_STATED, Stated, fill
from insight.ingest.recognise.witness import Witnessed
from insight.schema import Kind

Columns = dict[str, tuple[int, ...]]

_NAMES_GOODS = ("product_id", "product_name")
_GOODS = (*_NAMES_GOODS, "sku")
_OF_THE_ORDER = ("order_id", "ordered_at", "status")
_TOTALS = ("paid_amount", "order_amount")
_OF_A_LINE = ("item", "line", "sku", "单价", "行金额")
_NUMBERS_OF_PEOPLE = ("buyer_ref", "phone", "email")
_CENT = 0.011


class Sale(NamedTuple):
    """The columns of a row that tells of an order, and of the goods in it; and which cells hold several lines."""

    order: Columns
    goods: Columns
    lists: PackedLists | None

    @property
    def amount(self) -> tuple[int, ...]:
        """Where the amount of the whole order stands, best first."""
        return tuple(at for column in _TOTALS for at in self.order.get(column, ()))


@dataclass(frozen=True, slots=True)
class Lines:
    """What a row of the sheet is: the tables it fills, whether it is a line of an order, and whose its amounts are."""

    tables: dict[str, Columns]
    by_line: bool
    amounts: Amounts
    packed: dict[str, Packing] = field(default_factory=dict)


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
    return Sale(order, fill("order_items", header, witness, of_goods), None)


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


def with_net_amount(sale: Sale, header: Header, witness: Witnessed) -> tuple[Sale, tuple[Assumption, ...]]:
    """Net before gross: of two amounts named so the net one is what was taken, and the gross one that of the goods.

    Where gross and discount make net in every row, that is proven; else it is said.
    """
    gross = next((at for at in header.named if _named(header, at, _GROSS) and _is_amount(sale, at, witness)), None)
    net = next((at for at in header.named if _named(header, at, _NET) and _is_amount(sale, at, witness)), None)
    if gross is None or net is None or "paid_amount" in sale.order:
        return sale, ()
    order = {name: at for name, at in sale.order.items() if not {gross, net} & set(at)}
    order |= {"order_amount": (net,)} | ({} if "goods_amount" in order else {"goods_amount": (gross,)})
    goods = {name: at for name, at in sale.goods.items() if name not in ("line_paid",) or not {gross, net} & set(at)}
    chosen = Assumption(
        what="amount",
        value=header.cells[net],
        column=header.cells[net],
        alternatives=(header.cells[gross],),
        evidence=_("Of two amounts the net one is taken for what was paid"),
    )
    is_proven = _makes_net(sale, gross, net, witness)
    return sale._replace(order=order, goods=goods), () if is_proven else (chosen,)


def without_empty_amounts(sale: Sale, header: Header, witness: Witnessed) -> tuple[Sale, tuple[Assumption, ...]]:
    """Where every column of amounts is empty, and each row has a price and a quantity: these make the amount."""
    columns = [name for name in _TOTALS if name in sale.order]
    amounts = [at for name in columns for at in sale.order[name]]
    priced = [at for name in ("quantity", "unit_price") for at in sale.goods.get(name, ())]
    if not amounts or not all(map(witness.is_blank, amounts)) or len(priced) != len(("quantity", "unit_price")):
        return sale, ()
    if any(map(witness.is_blank, priced)):
        return sale, ()
    order = {name: at for name, at in sale.order.items() if name not in columns}
    name = header.cells[priced[-1]]
    said = _("The column of amounts is empty: price times quantity is taken")
    return sale._replace(order=order), (Assumption(what="amount", value=name, column=name, evidence=said),)


def with_price_paid(sale: Sale, header: Header, witness: Witnessed) -> tuple[Sale, tuple[Assumption, ...]]:
    """Where nothing says how much a row came to nor how many pieces it was: one piece for its price, which is said."""
    price = sale.goods.get("unit_price", ())
    is_open = not sale.amount and not {"quantity", "line_paid"} & sale.goods.keys()
    if not is_open or not price or not witness.agrees(Kind.MONEY, price[0]) or witness.is_blank(price[0]):
        return sale, ()
    name = header.cells[price[0]]
    said = _("No column says how many pieces it was: each row counts one piece for its price")
    chosen = Assumption(what="amount", value=name, column=name, evidence=said)
    return sale._replace(order=sale.order | {"order_amount": price}), (chosen,)


_GROSS = ("gross", "brutto", "brut", "bruto", "lordo", "毛额", "毛销售")
_NET = ("net", "netto", "neto", "netto", "净")


def _named(header: Header, position: int, words: tuple[str, ...]) -> bool:
    name = plain_name(header.cells[position])
    return any(name.startswith(word) or name.endswith(word) for word in map(plain_name, words))


def _is_amount(sale: Sale, position: int, witness: Witnessed) -> bool:
    used = {at for name, found in sale.order.items() if name not in (*_TOTALS, "goods_amount") for at in found}
    return position not in used and witness.agrees(Kind.MONEY, position) and not witness.is_blank(position)


def _makes_net(sale: Sale, gross: int, net: int, witness: Witnessed) -> bool:
    if "discount" not in sale.order:
        return False
    cells = (witness.numbers(at) for at in (gross, sale.order["discount"][0], net))
    rows = [(g, d, n) for g, d, n in zip(*cells, strict=True) if g is not None and d is not None and n is not None]
    return len(rows) > 1 and all(abs(abs(g) - abs(d) - abs(n)) < _CENT for g, d, n in rows)


def _are_lines(lists: PackedLists, goods: Columns) -> bool:
    """Whether the lists are goods with something beside them; commas and the like also stand in names."""
    listed = {name for name, found in goods.items() if lists.positions.issuperset(found)}
    beside = {"quantity"} if lists.packing != "parallel" else {"quantity", "unit_price", "line_no", "sku", "product_id"}
    return bool(listed & set(_GOODS)) and bool(listed & beside) and len(listed) > 1


def lines_of(sale: Sale, header: Header, witness: Witnessed, *, by_line: bool = False) -> Lines:
    """How the rows make orders and lines; `by_line`: it is known that each is a line."""
    repeated = witness.where_repeated(sale.order["order_id"][0]) if "order_id" in sale.order else None
    several_rows = repeated is not None and repeated.has_rows
    has_goods = any(name in sale.goods for name in _NAMES_GOODS) or ("sku" in sale.goods and "quantity" in sale.goods)
    continued = _continued(sale, witness)
    by_line = (
        by_line or not sale.amount or bool(continued) or (several_rows and (has_goods or "quantity" in sale.goods))
    )
    amounts: Amounts = "order"
    if by_line:
        sale, amounts = _by_level(sale, repeated, continued, header, witness)
    sale = _with_basket(sale) if by_line else sale
    tables = {"orders": sale.order}
    if has_goods or by_line:
        tables["order_items"] = _lines(sale, own_amount=not by_line or amounts == "line")
    return Lines(tables, by_line, amounts, {} if by_line else _packed(sale, witness))


def _with_basket(sale: Sale) -> Sale:
    """Lines without a number of their order: what one person took at one time is one basket."""
    who = next((sale.order[name] for name in _NUMBERS_OF_PEOPLE if name in sale.order), ())
    if "order_id" in sale.order or not who or "ordered_at" not in sale.order:
        return sale
    return sale._replace(order=sale.order | {"order_id": (*who, *sale.order["ordered_at"])})


def _continued(sale: Sale, witness: Witnessed) -> tuple[int, ...]:
    """The rows that leave the time to the row above them and name further goods; the number is left out or repeated."""
    goods = [sale.goods[name][0] for name in _GOODS if name in sale.goods]
    if "order_id" not in sale.order or "ordered_at" not in sale.order or not goods:
        return ()
    numbers, times = (witness.values(sale.order[name][0]) for name in ("order_id", "ordered_at"))
    return tuple(
        row
        for row in range(1, len(numbers))
        if not times[row]
        and (not numbers[row] or numbers[row] in numbers[:row])
        and any(witness.values(at)[row] for at in goods)
    )


def _packed(sale: Sale, witness: Witnessed) -> dict[str, Packing]:
    """Whether the cells of the goods name several, with their numbers or side by side."""
    if sale.lists:
        return {"order_items": sale.lists.packing}
    said = [value for position in sale.goods.get("product_name", ()) for value in witness.values(position) if value]
    return {"order_items": "goods"} if said and is_goods_list(said) else {}


def _by_level(
    sale: Sale, repeated: Witnessed | None, continued: tuple[int, ...], header: Header, witness: Witnessed
) -> tuple[Sale, Amounts]:
    """Whether a row has the order's amount, repeated, or its own; the order without the amounts that are the line's."""
    if not sale.amount:
        return sale, "line"
    if continued:
        own = any(witness.values(sale.amount[0])[row] for row in continued)
        return sale, "line" if own else "order"
    if repeated is None:
        return sale, "line"
    of_lines = {column for column in _TOTALS if column in sale.order and _is_the_line_s(sale, column, header, repeated)}
    if all(column in of_lines for column in _TOTALS if column in sale.order):
        return sale, "line"
    return _without_amounts_of_lines(sale, of_lines, repeated), "order"


def _is_the_line_s(sale: Sale, column: str, header: Header, repeated: Witnessed) -> bool:
    """An amount that differs within an order, is named for the line, or is the row's own quantity times price."""
    position = sale.order[column][0]
    if not repeated.constant_within(sale.order["order_id"][0], position):
        return True
    name = plain_name(header.cells[position])
    if "total" not in name and ("price" in name or any(word in name for word in _OF_A_LINE)):
        return True
    return "total" not in name and _is_product(sale, position, repeated)


def _is_product(sale: Sale, position: int, repeated: Witnessed) -> bool:
    if "quantity" not in sale.goods or "unit_price" not in sale.goods:
        return False
    cells = (repeated.numbers(at) for at in (sale.goods["quantity"][0], sale.goods["unit_price"][0], position))
    rows = [row for row in zip(*cells, strict=True) if None not in row]
    return len(rows) > 1 and all(abs(q * p - a) < _CENT for q, p, a in rows if q and p and a is not None)


def _without_amounts_of_lines(sale: Sale, of_lines: set[str], repeated: Witnessed) -> Sale:
    """Where the order's own amount is there: what differs within an order belongs to its lines."""
    key = sale.order["order_id"][0]
    others = [name for name in ("goods_amount", "discount", "refund_amount") if name in sale.order]
    of_lines = of_lines | {name for name in others if not repeated.constant_within(key, sale.order[name][0])}
    goods = dict(sale.goods)
    for column in (name for name in _TOTALS if name in of_lines):
        goods.setdefault("line_paid", sale.order[column])
    if "refund_amount" in of_lines:
        goods.setdefault("line_refund", sale.order["refund_amount"])
    order = {name: at for name, at in sale.order.items() if name not in of_lines}
    return Sale(order, goods, sale.lists)


def _lines(sale: Sale, *, own_amount: bool) -> Columns:
    """The columns of the line; where the row's amount is the line's own, it is also what was paid for it."""
    goods = {name: at for name, at in sale.goods.items() if name != "line_paid" or not set(at) & set(sale.amount)}
    lines = {name: sale.order[name] for name in _OF_THE_ORDER if name in sale.order} | goods
    if own_amount and sale.amount and "line_paid" not in lines:
        lines["line_paid"] = sale.amount[:1]
    return lines
