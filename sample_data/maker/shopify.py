"""The overseas shop on Shopify: one row per order line, order columns on the first row only."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sample_data.maker.draw import Draw
from sample_data.maker.files import Row, Table, columns, money
from sample_data.maker.goods import BRAND_LATIN
from sample_data.maker.orders import LAST_EXPORT, Line, Order
from sample_data.maker.people import Person

FILE: Final = "shopify_orders_export.csv"
HEADER: Final = columns(
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal",
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity",
    "Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping",
    "Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2",
    "Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name",
    "Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip",
    "Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method",
    "Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level",
    "Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name",
    "Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name",
    "Payment ID,Payment Terms Name,Next Payment Due At,Payment References",
)
FIRST_NAME: Final = 1001
# Orders taken at a market stand: no e-mail address was asked for.
WITHOUT_EMAIL: Final = 0.04


def names_its_buyer(order: Order) -> bool:
    return not Draw("stand", order.number).chance(WITHOUT_EMAIL)


def _sunday(year: int, month: int, which: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(6 - first.weekday()) % 7 + 7 * (which - 1))


def _offset(day: dt.date) -> str:
    """Pacific time, summer from the second Sunday of March to the first of November."""
    is_summer = _sunday(day.year, 3, 2) <= day < _sunday(day.year, 11, 1)
    return "-0700" if is_summer else "-0800"


def _stamp(moment: dt.datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} {_offset(moment.date())}" if moment else ""


def _financial_status(order: Order) -> str:
    state, refund = order.state(LAST_EXPORT), order.refund(LAST_EXPORT)
    if state in ("unpaid", "never_paid"):
        return "voided" if state == "never_paid" and order.number % 2 else "pending"
    if state == "refunded":
        return "refunded"
    return "partially_refunded" if refund else "paid"


def _cancelled_at(order: Order) -> str:
    """Voided payments cancel an order, and so do half of the full refunds."""
    status = _financial_status(order)
    if status == "voided":
        return _stamp(order.created_at + dt.timedelta(hours=26))
    return _stamp(order.refunded_at) if status == "refunded" and order.number % 2 else ""


def _is_sent(order: Order) -> bool:
    return order.paid_at is not None and order.shipped_at < LAST_EXPORT and not _cancelled_at(order)


def _address(person: Person, kind: str, draw: Draw) -> Row:
    place = person.place
    street = f"{draw.between(1, 999)} Example St"
    return {
        f"{kind} Name": person.name,
        f"{kind} Street": street,
        f"{kind} Address1": street,
        f"{kind} City": place.city,
        f"{kind} Zip": place.postcode,
        f"{kind} Province": place.province_code,
        f"{kind} Country": place.country,
        f"{kind} Province Name": place.province,
    }


def _order_cells(order: Order, person: Person, name: str) -> Row:
    draw = Draw("shopify", order.number)
    is_sent = _is_sent(order)
    off = order.list_price - order.payable
    return {
        "Financial Status": _financial_status(order),
        "Paid at": _stamp(order.paid_at),
        "Fulfillment Status": "fulfilled" if is_sent else "unfulfilled",
        "Fulfilled at": _stamp(order.shipped_at) if is_sent else "",
        "Accepts Marketing": "yes" if Draw("marketing", person.number).chance(0.6) else "no",
        "Currency": "USD",
        "Subtotal": money(order.payable),
        "Shipping": money(order.shipping),
        "Taxes": "0.00",
        "Total": money(order.total),
        "Discount Code": draw.pick(("WELCOME10", "GLOW", "HELLO")) if off else "",
        "Discount Amount": money(off),
        "Shipping Method": "Standard" if order.shipping else "Free shipping",
        **_address(person, "Billing", Draw("street", person.number)),
        **_address(person, "Shipping", Draw("street", person.number)),
        "Notes": draw.pick(("", "", "", "", "Leave at the door", "Gift, please no invoice")),
        "Cancelled at": _cancelled_at(order),
        "Payment Method": "Shopify Payments",
        "Refunded Amount": money(order.refund(LAST_EXPORT)),
        "Outstanding Balance": money(order.total if _financial_status(order) == "pending" else 0),
        "Id": str(5500000000000 + int(name[1:]) * 32768),
        "Risk Level": "Low",
        "Source": "web",
        "Phone": _phone(order, person),
    }


def _phone(order: Order, person: Person) -> str:
    is_given = names_its_buyer(order) and Draw("phone", person.number).chance(0.4)
    return person.phone if is_given else ""


def _line_cells(order: Order, line: Line) -> Row:
    return {
        "Created at": _stamp(order.created_at),
        "Lineitem quantity": str(line.quantity),
        "Lineitem name": line.good.english,
        "Lineitem price": money(line.unit_price),
        "Lineitem sku": line.good.sku,
        "Lineitem requires shipping": "true",
        "Lineitem taxable": "true",
        "Lineitem fulfillment status": "fulfilled" if _is_sent(order) else "pending",
        "Vendor": BRAND_LATIN,
        "Lineitem discount": "0.00",
    }


def _rows(order: Order, name: str) -> list[Row]:
    if order.person is None:
        raise ValueError(f"order {order.number} of Shopify names no buyer")
    email = order.person.email if names_its_buyer(order) else ""
    shared = {"Name": name, "Email": email}
    rows = [shared | _line_cells(order, line) for line in order.lines]
    rows[0] |= _order_cells(order, order.person, name)
    return rows


def table(orders: list[Order]) -> Table:
    """The newest order stands first."""
    here = [order for order in orders if order.shop == "shopify"]
    named = [(order, f"#{FIRST_NAME + place}") for place, order in enumerate(here)]
    return Table(FILE, HEADER, [row for order, name in reversed(named) for row in _rows(order, name)])
