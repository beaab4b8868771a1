"""Which amount of a sale is what was taken: net before gross, price times quantity, or a price alone."""

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.naming import plain_name
from insight.ingest.recognise.sales.sale import CENT, TOTALS, Sale
from insight.schema import Kind


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
    columns = [name for name in TOTALS if name in sale.order]
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
    used = {at for name, found in sale.order.items() if name not in (*TOTALS, "goods_amount") for at in found}
    return position not in used and witness.agrees(Kind.MONEY, position) and not witness.is_blank(position)


def _makes_net(sale: Sale, gross: int, net: int, witness: Witnessed) -> bool:
    if "discount" not in sale.order:
        return False
    cells = (witness.numbers(at) for at in (gross, sale.order["discount"][0], net))
    rows = [(g, d, n) for g, d, n in zip(*cells, strict=True) if g is not None and d is not None and n is not None]
    return len(rows) > 1 and all(abs(abs(g) - abs(d) - abs(n)) < CENT for g, d, n in rows)
