"""From the counts of the warehouse to the small tables of the overview."""

import datetime as dt
from typing import Any

import pandas as pd

from insight.analysis.overview.params import OverviewParams
from insight.results import SINGLE, Column, Declared, Frame, Total, declare
from insight.statistics.intervals import share_of, wilson

_MONEY = ["net_amount", "net_amount_without_person", "gross_amount", "refunded_amount"]
_COUNTS = ["orders", "orders_without_person", "paid_orders", "refunded_orders"]


def revenue(totals: pd.DataFrame) -> pd.DataFrame:
    """By currency, most orders first: currency, counts, amounts, average_order_value."""
    table = totals.groupby("currency", as_index=False)[[*_COUNTS, *_MONEY]].sum()
    table["average_order_value"] = table["net_amount"] / table["orders"].where(table["orders"] > 0)
    return table.sort_values(["orders", "currency"], ascending=[False, True], ignore_index=True)


def rates(loyalty: pd.Series, totals: pd.DataFrame, params: OverviewParams) -> pd.DataFrame:
    """Rows repeat, refund, refund_amount: group, rate, low, high, n, part (buyers or orders of n). Money has no
    interval; its n is orders. A credit note counts as the refund of one order.
    """
    buyers, repeat = int(loyalty["buyers"]), int(loyalty["repeat_buyers"])
    paid = int(totals["paid_orders"].sum())
    refunded = min(paid, int(totals["refunded_orders"].sum()))
    money = totals[totals["currency"] == params.currency]
    refunded_in_money = min(int(money["paid_orders"].sum()), int(money["refunded_orders"].sum()))
    refunded_share = share_of(float(money["refunded_amount"].sum()), float(money["gross_amount"].sum()))
    rows = [
        ("repeat", share_of(repeat, buyers), *wilson(repeat, buyers), buyers, repeat),
        ("refund", share_of(refunded, paid), *wilson(refunded, paid), paid, refunded),
        ("refund_amount", refunded_share, None, None, int(money["paid_orders"].sum()), refunded_in_money),
    ]
    return pd.DataFrame(rows, columns=["group", "rate", "low", "high", "n", "part"]).astype(
        {"low": "float64", "high": "float64"}
    )


def channels(totals: pd.DataFrame, customers: pd.DataFrame, buyers: int, params: OverviewParams) -> pd.DataFrame:
    """By channel: channel, customers, share (of buyers; a person may buy in several), orders, net_amount, its share.

    Amounts are undefined for a channel without orders or credits in the currency.
    """
    orders = totals.groupby("channel")["orders"].sum()
    has_money = (totals["orders"] > 0) | (totals["net_amount"] != 0)
    in_currency = totals[(totals["currency"] == params.currency) & has_money]
    amounts = in_currency.groupby("channel")["net_amount"].sum()
    table = customers.assign(
        share=customers["customers"] / buyers if buyers else float("nan"),
        orders=customers["channel"].map(orders),
        net_amount=customers["channel"].map(amounts).astype("float64"),
    )
    total = table["net_amount"].sum()
    table["net_amount_share"] = table["net_amount"] / total if total else float("nan")
    return table.sort_values(["orders", "channel"], ascending=[False, True], ignore_index=True)


def months(counted: pd.DataFrame, params: OverviewParams) -> pd.DataFrame:
    """By month and group (new, returning), months without orders included.

    Columns: period (first day), group, customers, orders, net_amount, is_complete (over by as_of).
    """
    known = {
        (row["period"].date(), "new" if row["is_new"] else "returning"): (
            int(row["customers"]),
            int(row["orders"]),
            float(row["net_amount"]),
        )
        for row in counted.to_dict("records")
    }
    rows = [
        (period, group, *known.get((period, group), (0, 0, 0.0)), next_month(period) <= params.as_of)
        for period in _span([period for period, _ in known], params.as_of)
        for group in ("new", "returning")
    ]
    table = pd.DataFrame(rows, columns=["period", "group", "customers", "orders", "net_amount", "is_complete"])
    return table.astype({"customers": "int64", "orders": "int64", "net_amount": "float64", "is_complete": "bool"})


def counted_once(by_month: pd.DataFrame) -> pd.DataFrame:
    """What is counted of periods, by the months of a shop that sells in one currency: period, customers, new_customers,
    orders."""
    whole = by_month.groupby("period")[["customers", "orders"]].sum()
    new = by_month[by_month["group"] == "new"].set_index("period")["customers"]
    found: pd.DataFrame = whole.assign(new_customers=new).reset_index()
    return found.assign(period=pd.to_datetime(found["period"]))


def periods(counted: pd.DataFrame, by_month: pd.DataFrame) -> pd.DataFrame:
    """One row a month of `months`, all of it in the chosen currency and of known people.

    Columns: period, is_complete, customers, new_customers, orders, net_amount, returning_net_amount.
    """
    counts = {row["period"].date(): row for row in counted.to_dict("records")}
    rows = []
    for period, both in by_month.groupby("period"):
        known: dict[Any, Any] = counts.get(period, {})
        returning = both[both["group"] == "returning"]
        numbers = [int(known.get(name, 0)) for name in ("customers", "new_customers", "orders")]
        rows.append(
            (period, bool(both["is_complete"].all()), *numbers, both["net_amount"].sum(), returning["net_amount"].sum())
        )
    columns = ["period", "is_complete", "customers", "new_customers", "orders", "net_amount", "returning_net_amount"]
    return pd.DataFrame(rows, columns=columns).astype({"net_amount": "float64", "returning_net_amount": "float64"})


def next_month(day: dt.date) -> dt.date:
    """The first day of the month after."""
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _span(periods: list[dt.date], as_of: dt.date) -> list[dt.date]:
    """Every month from the first with orders to the one of the last day counted."""
    if not periods:
        return []
    span, last = [min(periods)], as_of - dt.timedelta(days=1)
    while (following := next_month(span[-1])) <= last:
        span.append(following)
    return span


COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("people", "people", "buyers"),
            *declare("people", "repeat_buyers", part_of="buyers"),
            *declare("people", "members_without_orders", is_aside=True),
            *declare("count", "orders", about=("buyers",)),
            *declare("count", "orders_without_person", is_safe=True),
            *declare("money", "net_amount", "average_order_value", about=("buyers",)),
            *declare("day", "first_ordered_at", "last_ordered_at"),
        ),
        sums=((("buyers", "members_without_orders"), "people"),),
    ),
    "rates": Frame(
        columns=(
            *declare("key", "group"),
            *declare("people", "n"),
            *declare("people", "part", part_of="n"),
            *declare("rate", "rate", "low", "high"),
        )
    ),
    "revenue": Frame(
        columns=(
            *declare("key", "currency"),
            *declare("people", "orders", "paid_orders"),
            *declare("people", "refunded_orders", part_of="paid_orders", is_aside=True),
            *declare("count", "orders_without_person", is_safe=True),
            *declare("money", "net_amount", "net_amount_without_person", "gross_amount", "average_order_value"),
            Column(name="refunded_amount", kind="money", about=("refunded_orders", "paid_orders")),
        ),
        totals=tuple(Total(column=name) for name in ("orders", "paid_orders", "refunded_orders")),
    ),
    "months": Frame(
        columns=(
            *declare("day", "period"),
            *declare("key", "group"),
            *declare("people", "customers"),
            *declare("count", "orders"),
            *declare("money", "net_amount"),
            *declare("flag", "is_complete"),
        ),
        totals=(Total(column="customers", where=("group", "new"), to=(SINGLE, "buyers", ())),),
    ),
    "periods": Frame(
        columns=(
            *declare("day", "period"),
            *declare("flag", "is_complete"),
            *declare("people", "customers"),
            *declare("people", "new_customers", part_of="customers"),
            *declare("count", "orders"),
            *declare("money", "net_amount", "returning_net_amount"),
        ),
    ),
    "channels": Frame(
        columns=(
            *declare("key", "channel"),
            *declare("people", "customers"),
            *declare("share", "share", "net_amount_share"),
            *declare("count", "orders"),
            *declare("money", "net_amount"),
        ),
        totals=(Total(column="customers"),),
    ),
    "missing": Frame(
        columns=(
            *declare("text", "key", "text", "weakens"),
            *declare("people", "n"),
            *declare("people", "count", part_of="n"),
            *declare("share", "share"),
        )
    ),
}
"""What the fields of the result are about; orders of few people are counted as people are."""
