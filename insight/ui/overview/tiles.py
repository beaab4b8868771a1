"""The tiles: one month in one population, each with its change and its people."""

import streamlit as st

from insight.analysis.overview import OverviewResult
from insight.analysis.overview.tiles import Compared, Tile
from insight.i18n import Money, Text, _
from insight.ui.kit import asked
from insight.ui.kit.language import listed, plain, say, shown
from insight.ui.people.bar import open_people
from insight.warehouse import DuckWarehouse

_LABELS: dict[str, Text] = {
    "net_amount": _("Revenue in {month:month}"),
    "customers": _("Buyers"),
    "new_customers": _("New customers"),
    "returning_share": _("From returning customers"),
    "average_order_value": _("Average order value"),
}
_STEADY = 0.005
_MOST_FESTIVALS = 2


def show_tiles(warehouse: DuckWarehouse, result: OverviewResult) -> None:
    """A tile for each number of the last whole month; a click on it opens its people."""
    month = result.compared()
    if month is None:
        return
    with st.container(horizontal=True, gap="small", key="tiles"):
        for tile in month.tiles:
            _show_tile(tile, month, result.params.currency)
    st.caption(plain(say(_population(result, month))))
    for tile in month.tiles:
        segment = result.segment(period=month.month, group=tile.group, in_currency=True)
        open_people(warehouse, segment, key=f"tile_{tile.name}")


def _show_tile(tile: Tile, month: Compared, currency: str) -> None:
    key = f"tile_{tile.name}"
    with st.container(border=True, gap="xsmall", key=key):
        label = Text(_LABELS[tile.name].key, (("month", month.month),))
        st.metric(say(label), _value(tile, currency))
        st.markdown(_change(tile, month))
        st.button(
            say(_("See the people: {what}", what=label)),
            key=f"see_{key}",
            type="tertiary",
            on_click=asked.ask,
            args=(key,),
        )


def _value(tile: Tile, currency: str) -> str:
    if tile.value is None:
        return "–"
    if tile.name in ("net_amount", "average_order_value"):
        form = "short_money" if tile.name == "net_amount" else "money"
        return shown(Money(tile.value, currency), form)
    return shown(tile.value, "percent" if tile.is_share else "count")


def _change(tile: Tile, month: Compared) -> str:
    """Against last year's month first: it holds the same festival."""
    return "  \n".join(
        (
            f"{_moved(tile, tile.year_before)} {plain(say(_('vs {month:month}', month=month.year_before)))}",
            f"{_moved(tile, tile.before)} {plain(say(_('vs {month:month}', month=month.before)))}",
        )
    )


def _moved(tile: Tile, other: float | None) -> str:
    change = tile.change(other)
    if change is None:
        return "–"
    if abs(change) < _STEADY:
        return say(_("steady"))
    size = say(_points(change)) if tile.is_share else shown(abs(change), "percent")
    return f":green[▲ {size}]" if change > 0 else f":red[▼ {size}]"


def _points(change: float) -> Text:
    return _("{n:count} point", "{n:count} points", n=round(abs(change) * 100))


def _population(result: OverviewResult, month: Compared) -> Text:
    """Which orders the tiles count, which not, and why last year's month may be another one."""
    revenue = result.main_revenue()
    others = result.revenue[(result.revenue["currency"] != result.params.currency) & (result.revenue["orders"] != 0)]
    said = _(
        "Known people, orders in {currency:currency} ({orders:count} so far)",
        currency=result.params.currency,
        orders=None if revenue is None else revenue["orders"] - revenue["orders_without_person"],
    )
    for row in others.to_dict("records"):
        said = _(
            "{said} · {orders:count} orders in {other} are not added",
            said=said,
            orders=row["orders"],
            other=_named(row["currency"]),
        )
    if month.is_moved:
        said = _(
            "{said} · compared with {month:month} because Spring Festival moved", said=said, month=month.year_before
        )
    across = [one.name for one in month.in_one_only()][:_MOST_FESTIVALS]
    if across:
        said = _(
            "{said} · in one of {month:month} and {before:month} only: {festivals}",
            said=said,
            festivals=listed(say(name) for name in across),
            month=month.month,
            before=month.before,
        )
    return said


def _named(currency: str) -> Text:
    return _("{currency:currency}", currency=currency) if currency else _("no stated currency")
