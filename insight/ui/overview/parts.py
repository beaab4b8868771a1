"""What the overview page is put together from."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.overview import OverviewResult
from insight.charts.overview.pictures import channel_name
from insight.govern.small_cells import whole
from insight.i18n import Money, Text, _
from insight.results.defined import defined_money
from insight.segments import Segment
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.picture import pick_one

_WHO: dict[str, Text] = {
    "buyers": _("All buyers"),
    "repeat_buyers": _("Bought two or more times"),
    "one_time_buyers": _("Bought once"),
    "members_without_orders": _("Known, but no order that counts"),
}
_MONTH_GROUPS: dict[str, Text] = {"new": _("New buyers"), "returning": _("Returning buyers")}


def show_totals(result: OverviewResult) -> None:
    """The few numbers a manager asks for first; rates with their interval."""
    money = result.params.currency
    with st.container(horizontal=True, key="totals"):
        _total(_("People known"), shown(result.people, "short"), _("{n:short} have bought", n=result.buyers))
        _total(_("Valid orders"), shown(_in_currency(result), "short"), _elsewhere(result))
        _total(_("Revenue"), shown(Money(result.net_amount, money), "short_money"), _since(result))
        _total(
            _("Average order value"),
            shown(defined_money(result.average_order_value, money), "money"),
            _("net amount ÷ orders in {currency:currency}", currency=money),
        )
        for group, label in (("repeat", _("Repeat rate")), ("refund", _("Refund rate"))):
            row = result.rate(group)
            _total(label, shown(float(row["rate"]), "percent"), _base(group, row), _interval(row))


def _total(label: Text, value: str, below: Text, meant: Text | None = None) -> None:
    st.metric(
        say(label),
        value,
        delta=say(below),
        delta_color="off",
        delta_arrow="off",
        help=say(meant) if meant else None,
        border=True,
        width="stretch",
        height="stretch",
    )


def _in_currency(result: OverviewResult) -> float | None:
    row = result.main_revenue()
    return None if row is None else row["orders"]


def _elsewhere(result: OverviewResult) -> Text:
    """What does not stand in the number beside it, because amounts of different currencies are never added."""
    others = result.revenue[result.revenue["currency"] != result.params.currency]["orders"].sum()
    if others:
        return _(
            "in {currency:currency}; {n:count} more in other currencies", currency=result.params.currency, n=others
        )
    return _("in {currency:currency}", currency=result.params.currency)


def _since(result: OverviewResult) -> Text:
    if result.first_ordered_at is None:
        return _("none yet")
    return _("since {day:day}", day=result.first_ordered_at.date())


def _base(group: str, row: pd.Series) -> Text:
    if not row["n"]:
        return _("none yet")
    if group == "repeat":
        return _("of {n:count} buyers", n=whole(row["n"]))
    return _("of {n:count} paid orders", n=whole(row["n"]))


def _interval(row: pd.Series) -> Text | None:
    if not row["n"]:
        return None
    return _(
        "95 % interval: {low:percent} – {high:percent}, {n:count} counted",
        low=float(row["low"]),
        high=float(row["high"]),
        n=whole(row["n"]),
    )


def pick_who(result: OverviewResult) -> Segment | None:
    """The people of a total, of a bar or of a channel."""
    counts = {
        "buyers": result.buyers,
        "repeat_buyers": result.repeat_buyers,
        "one_time_buyers": result.one_time_buyers,
        "members_without_orders": result.members_without_orders,
    }
    words: dict[tuple[Any, ...], str] = {
        ("group", group): _with_people(say(label), counts[group]) for group, label in _WHO.items()
    }
    for row in result.channels.to_dict("records"):
        words[("channel", row["channel"])] = _with_people(say(channel_name(row["channel"])), row["customers"])
    for row in result.periods.iloc[::-1].to_dict("records"):
        counts = {"new": row["new_customers"], "returning": row["customers"] - row["new_customers"]}
        for group, customers in counts.items():
            name = f"{shown(row['period'], 'month')} · {say(_MONTH_GROUPS[group])}"
            words[("period", row["period"].isoformat(), group)] = _with_people(name, customers)
    who = pick_one(_("Whose list"), words, key="who", hint=_("Click a bar above, or choose people here"))
    if who is None:
        return None
    if who[0] == "period":
        return result.segment(period=who[1], group=who[2], in_currency=True)
    return result.segment(channel=who[1]) if who[0] == "channel" else result.segment(group=who[1])


def _with_people(name: str, customers: int) -> str:
    return f"{name} · {say(_('{n:count} person', '{n:count} people', n=customers))}"


def show_missing(result: OverviewResult) -> None:
    """What is not there, and which answers that weakens."""
    if result.missing.empty:
        st.markdown(say(_("Nothing is missing.")))
        return
    st.markdown("\n".join(_gap(row) for row in result.missing.to_dict("records")))
    st.page_link("pages/import.py", label=say(_("Go to Import")), icon=":material/upload_file:")


def _gap(row: dict[Any, Any]) -> str:
    what = say(row["text"])
    if not pd.isna(row["share"]):
        what = say(
            _(
                "{what}: {count:count} of {n:count} ({share:percent})",
                what=row["text"],
                count=int(row["count"]),
                n=whole(row["n"]),
                share=float(row["share"]),
            )
        )
    return f"- **{plain(what)}** — {plain(say(row['weakens']))}"


def show_months(result: OverviewResult) -> None:
    """The months as a table, the newest first."""
    if result.months.empty:
        return
    wide = result.months.pivot(index="period", columns="group", values=["customers", "orders", "net_amount"])
    wide = wide.iloc[::-1]
    st.caption(
        say(_("People and orders in all currencies, amounts in {currency:currency}", currency=result.params.currency))
    )
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Month")): [shown(day, "month") for day in wide.index],
                say(_("New buyers")): wide[("customers", "new")].tolist(),
                say(_("Returning buyers")): wide[("customers", "returning")].tolist(),
                say(_("Orders of new buyers")): wide[("orders", "new")].tolist(),
                say(_("Orders of returning buyers")): wide[("orders", "returning")].tolist(),
                say(_("Revenue from new buyers")): _amounts(wide[("net_amount", "new")], result),
                say(_("Revenue from returning buyers")): _amounts(wide[("net_amount", "returning")], result),
            }
        ),
        hide_index=True,
    )


def _amounts(values: pd.Series, result: OverviewResult) -> list[str]:
    return [shown(Money(float(value), result.params.currency), "money") for value in values]
