"""What the overview page is put together from."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.overview import OverviewResult
from insight.govern.small_cells import whole
from insight.i18n import Money, Text, _
from insight.results.defined import defined_money
from insight.segments import Segment
from insight.ui.kit.cells import pick_people
from insight.ui.kit.language import plain, say, shown


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
    hint = _("Click a bar above, or choose people here")
    return pick_people(result, _("Whose list"), key="who", hint=hint)


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
