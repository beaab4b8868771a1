"""What is expected of one person, on the page about them."""

from collections.abc import Iterator

import streamlit as st

from insight.analysis.clv import ClvParams, clv, of_person
from insight.analysis.customer import CustomerParams, customer_segment
from insight.analysis.predict import PredictParams, predict, reasons
from insight.errors import NotEnoughDataError
from insight.i18n import Money, Text, _
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.language import plain, say, shown
from insight.warehouse import DuckWarehouse


def show_person_forecast(warehouse: DuckWarehouse, asked: CustomerParams) -> None:
    """The chance to order, orders and money of a year with their ranges; below, what moved the chance."""
    told: list[str] = []
    with st.container(horizontal=True, key="forecast_totals"):
        for show in (_chance, _worth):
            try:
                told += show(warehouse, asked)
            except NotEnoughDataError as error:
                st.caption(plain(say(error.title)))
    for line in told:
        st.markdown(line)


def _chance(warehouse: DuckWarehouse, asked: CustomerParams) -> Iterator[str]:
    """What speaks for an order, and against it."""
    result = analyse(predict, warehouse, PredictParams(as_of=asked.as_of, currency=asked.currency))
    rows = reasons(warehouse, result, customer_segment(asked), state.language()).table.to_pylist()
    if not rows:
        yield say(_("No purchase yet, so nothing can be expected of this person."))
        return
    row, days = rows[0], result.params.horizon_days
    _number(
        _("Chance to order within {days} days", days=days),
        shown(row["chance"], "percent"),
        _("of everybody {share:percent}", share=result.expected / result.customers),
    )
    for label, told in ((_("Speaks for an order"), row["speaks_for"]), (_("Speaks against"), row["speaks_against"])):
        if told:
            yield f"**{say(label)}** · {plain(told)}"


def _worth(warehouse: DuckWarehouse, asked: CustomerParams) -> Iterator[str]:
    """Whether such forecasts held."""
    result = analyse(clv, warehouse, ClvParams(as_of=asked.as_of, currency=asked.currency))
    found = of_person(warehouse, result, asked.customer_id)
    if found is None:
        return
    low, high = (Money(end, asked.currency) for end in (found.amount.low, found.amount.high))
    _number(
        _("Expected in {days} days", days=result.params.horizon_days),
        shown(Money(found.amount.mean, asked.currency), "money"),
        _("95 %: {low:short_money} to {high:short_money}", low=low, high=high),
    )
    _number(
        _("Expected orders"),
        shown(found.orders.mean, ".1f"),
        _("95 %: {low:count} to {high:count}", low=round(found.orders.low), high=round(found.orders.high)),
    )
    yield f":gray[{plain(say(result.held().text))}]"


def _number(label: Text, value: str, below: Text) -> None:
    st.metric(say(label), value, delta=say(below), delta_color="off", delta_arrow="off", border=True, width="stretch")
