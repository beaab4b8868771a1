"""What tells an order and its buyer apart where no name says so: a number of each row's own, a column of phones."""

from collections.abc import Collection, Iterable

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.mapping import PERSON_COLUMNS
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.roles import roles_of
from insight.ingest.recognise.sales.baskets import (
    LINES_OF_A_MOMENT,
    LINES_OF_A_NUMBER,
    NO_NUMBERS,
    basket,
    number_of_lines,
)
from insight.ingest.recognise.sales.sale import Sale
from insight.schema import Kind

_FEWEST_ROWS = 3
_NUMBERS_OF_GOODS = ("product_id", "sku")


def with_order_number(
    sale: Sale, header: Header, witness: Witnessed, closed: Collection[int] = ()
) -> tuple[Sale, tuple[Assumption, ...]]:
    """The column called a number in which each row has its own, where each row is an order anyway.

    Without it an order of a later export with another state would be another order.
    """
    if "order_id" not in sale.order and (own := _own_number_of_goods(sale, witness)) is not None:
        sale = sale._replace(goods={name: at for name, at in sale.goods.items() if name not in _NUMBERS_OF_GOODS})
        return _numbered(sale, own, header)
    if "order_id" not in sale.order:
        number = number_of_lines(sale, header, witness, _free(sale, header, closed))
        key, said = ((number,), LINES_OF_A_NUMBER) if number is not None else (basket(sale, witness), LINES_OF_A_MOMENT)
        if key:
            told = Assumption(what="row", value="orders", column=header.cells[key[-1]], evidence=said)
            return sale._replace(order=sale.order | {"order_id": key}), (told,)
    if "order_id" in sale.order or not _each_row_is_an_order(sale, witness):
        return sale, ()
    free = [at for at in _free(sale, header, closed) if _numbers_the_rows(header, witness, at)]
    return _numbered(sale, free[0], header) if free else (sale, ())


def _numbered(sale: Sale, position: int, header: Header) -> tuple[Sale, tuple[Assumption, ...]]:
    said = _("Each row has a value of its own here: it is taken for the number of the order")
    told = Assumption(what="row", value="orders", column=header.cells[position], evidence=said)
    return sale._replace(order=sale.order | {"order_id": (position,)}), (told,)


def _own_number_of_goods(sale: Sale, witness: Witnessed) -> int | None:
    """A reference of each row's own that nothing else says to be of goods: neither a name nor pieces nor a price."""
    columns = [sale.goods[name][0] for name in _NUMBERS_OF_GOODS if name in sale.goods]
    if len(columns) != 1 or {"product_name", "quantity", "unit_price", "category"} & sale.goods.keys():
        return None
    said = witness.values(columns[0])
    is_own = len(said) >= _FEWEST_ROWS and all(said) and len(set(said)) == len(said)
    return columns[0] if is_own and _each_row_is_an_order(sale._replace(goods={}), witness) else None


def with_contact(sale: Sale, header: Header, witness: Witnessed, closed: Collection[int] = ()) -> Sale:
    """The sale with the buyer's phone and name, each where one column only is called so by a stem of its header."""
    return _with_name(_with_phone(sale, header, witness, closed), header, witness, closed)


def _with_name(sale: Sale, header: Header, witness: Witnessed, closed: Collection[int]) -> Sale:
    if "buyer_name" in sale.order:
        return sale
    told = [
        at
        for at in _free(sale, header, closed)
        if roles_of(header.cells[at]) == {"who"} and any(witness.values(at)) and _are_names(witness.values(at))
    ]
    return sale._replace(order=sale.order | {"buyer_name": (told[0],)}) if len(told) == 1 else sale


def _are_names(values: Iterable[str]) -> bool:
    return not any("@" in value or any(sign.isdigit() for sign in value) for value in values)


def _with_phone(sale: Sale, header: Header, witness: Witnessed, closed: Collection[int]) -> Sale:
    if "phone" in sale.order or "receiver_phone" in sale.order:
        return sale
    told = [
        at
        for at in _free(sale, header, closed)
        if "contact" in roles_of(header.cells[at])
        and "other" not in roles_of(header.cells[at])
        and any(witness.values(at))
        and witness.agrees(Kind.PHONE, at)
    ]
    return sale._replace(order=sale.order | {"phone": (told[0],)}) if len(told) == 1 else sale


def _free(sale: Sale, header: Header, closed: Collection[int]) -> list[int]:
    used = {at for columns in (sale.order, sale.goods) for positions in columns.values() for at in positions}
    return [at for at in header.named if at not in used and at not in closed]


def _numbers_the_rows(header: Header, witness: Witnessed, position: int) -> bool:
    said, roles = witness.values(position), roles_of(header.cells[position])
    return (
        "number" in roles
        and not roles & NO_NUMBERS
        and len(said) >= _FEWEST_ROWS
        and all(said)
        and len(set(said)) == len(said)
        and witness.agrees(Kind.ID, position)
    )


def _each_row_is_an_order(sale: Sale, witness: Witnessed) -> bool:
    """No goods, and nobody twice at one moment: otherwise rows may be lines of one order."""
    if {"product_id", "product_name", "sku"} & sale.goods.keys() or "ordered_at" not in sale.order:
        return False
    people = [at for name in (*PERSON_COLUMNS["orders"], "buyer_name") for at in sale.order.get(name, ())]
    told = list(zip(*(witness.values(at) for at in (*people, *sale.order["ordered_at"])), strict=True))
    return len(set(told)) == len(told)
