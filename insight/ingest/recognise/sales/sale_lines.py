"""What a row of a sale is: an order or a line of one; and whose its amounts are."""

from dataclasses import dataclass, field

from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.mapping import Amounts, Packing
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.naming import plain_name
from insight.ingest.recognise.sales.goods import is_goods_list
from insight.ingest.recognise.sales.sale import CENT, GOODS, NAMES_GOODS, OF_THE_ORDER, TOTALS, Columns, Sale

_OF_A_LINE = ("item", "line", "sku", "单价", "行金额")
_NUMBERS_OF_PEOPLE = ("buyer_ref", "phone", "email")


@dataclass(frozen=True, slots=True)
class Lines:
    """What a row of the sheet is: the tables it fills, whether it is a line of an order, and whose its amounts are."""

    tables: dict[str, Columns]
    by_line: bool
    amounts: Amounts
    packed: dict[str, Packing] = field(default_factory=dict)


def lines_of(sale: Sale, header: Header, witness: Witnessed, *, by_line: bool = False) -> Lines:
    """How the rows make orders and lines; `by_line`: it is known that each is a line."""
    repeated = witness.where_repeated(sale.order["order_id"]) if "order_id" in sale.order else None
    several_rows = repeated is not None and repeated.has_rows
    has_goods = any(name in sale.goods for name in NAMES_GOODS) or ("sku" in sale.goods and "quantity" in sale.goods)
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
    goods = [sale.goods[name][0] for name in GOODS if name in sale.goods]
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
    of_lines = {column for column in TOTALS if column in sale.order and _is_the_line_s(sale, column, header, repeated)}
    if all(column in of_lines for column in TOTALS if column in sale.order):
        return sale, "line"
    return _without_amounts_of_lines(sale, of_lines, repeated), "order"


def _is_the_line_s(sale: Sale, column: str, header: Header, repeated: Witnessed) -> bool:
    """An amount that differs within an order, is named for the line, or is the row's own quantity times price."""
    position = sale.order[column][0]
    if not repeated.constant_within(sale.order["order_id"], position):
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
    return len(rows) > 1 and all(abs(q * p - a) < CENT for q, p, a in rows if q and p and a is not None)


def _without_amounts_of_lines(sale: Sale, of_lines: set[str], repeated: Witnessed) -> Sale:
    """Where the order's own amount is there: what differs within an order belongs to its lines."""
    key = sale.order["order_id"]
    others = [name for name in ("goods_amount", "discount", "refund_amount") if name in sale.order]
    of_lines = of_lines | {name for name in others if not repeated.constant_within(key, sale.order[name][0])}
    goods = dict(sale.goods)
    for column in (name for name in TOTALS if name in of_lines):
        goods.setdefault("line_paid", sale.order[column])
    if "refund_amount" in of_lines:
        goods.setdefault("line_refund", sale.order["refund_amount"])
    order = {name: at for name, at in sale.order.items() if name not in of_lines}
    return Sale(order, goods, sale.lists)


def _lines(sale: Sale, *, own_amount: bool) -> Columns:
    """The columns of the line; where the row's amount is the line's own, it is also what was paid for it."""
    goods = {name: at for name, at in sale.goods.items() if name != "line_paid" or not set(at) & set(sale.amount)}
    lines = {name: sale.order[name] for name in OF_THE_ORDER if name in sale.order} | goods
    if own_amount and sale.amount and "line_paid" not in lines:
        lines["line_paid"] = sale.amount[:1]
    return lines
