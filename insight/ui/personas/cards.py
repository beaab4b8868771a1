"""Cards, tables and comparisons of personas."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import streamlit as st

from insight.analysis.personas import OUTCOMES, PersonasParams, PersonasResult, personas
from insight.analysis.personas.sheet import said_path
from insight.charts.personas.index import index_bars, radar
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings
from insight.ui.kit.language import say
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import intervals, show_table
from insight.warehouse import DuckWarehouse

_HALF_A_YEAR = 182
_MONTHS = 6


def show_main_picture(result: PersonasResult) -> None:
    """What sets one group apart; several side by side."""
    language = state.language()
    if len(result.groups) == 1:
        picture = index_bars(result, result.groups[0].code, language, state.recall("clause"))
        show_picture(picture, key="index_bars", chooses="clause")
        return
    st.markdown(f"##### {say(_('How the groups differ'))}")
    figure = radar(result, language)
    st.plotly_chart(figure.figure, key="radar", config={"displayModeBar": False}, alt=figure.alt)
    st.html("".join(f'<span style="color:{colour}">●</span> {name} &nbsp; ' for name, colour in figure.legend))
    st.caption(figure.note)


def show_cards(result: PersonasResult) -> None:
    """Size, value and reach, side by side."""
    rows = result.cards
    show_table(
        rows,
        result.COLUMNS["cards"],
        {
            "group": _("Group"),
            "customers": _("How many people"),
            "share": _("Share of those compared with"),
            "reachable": _("Can be reached"),
            "consent": _("Consented"),
            "orders": _("Orders"),
            "net_amount": _("Net amount so far"),
            "recent_amount": _("Of the last 365 days"),
            "net_amount_share": _("Share of revenue"),
        },
        words={"group": _names(result, rows)},
        currency=result.params.currency,
    )
    _show_products(result)
    _show_hours(result)
    _show_paths(result)


def _show_products(result: PersonasResult) -> None:
    products = result.products
    show_table(
        products,
        result.COLUMNS["products"],
        {
            "group": _("Group"),
            "product": _("Product"),
            "customers": _("How many people"),
            "share": _("Share"),
            "base_share": _("Share of those compared with"),
            "index": _("Index (TGI)"),
        },
        words={"group": _names(result, products)},
    )


def _show_hours(result: PersonasResult) -> None:
    hours = result.hours.sort_values(["group", "orders", "hour"], ascending=[True, False, True])
    best = hours.groupby("group").head(3)
    if len(best):
        st.caption(say(_("Best hours to reach them: when they order most")))
        show_table(
            best,
            result.COLUMNS["hours"],
            {
                "group": _("Group"),
                "hour": _("Hour of the day"),
                "orders": _("Orders"),
                "share": _("Share"),
                "base_share": _("Share of those compared with"),
            },
            words={"group": _names(result, best)},
        )


def _show_paths(result: PersonasResult) -> None:
    paths = result.paths
    if len(paths):
        st.caption(say(_("Usual ways through the shop: what they do in a visit, in the order of the first time")))
        show_table(
            paths,
            result.COLUMNS["paths"],
            {
                "group": _("Group"),
                "path": _("Way"),
                "visits": _("Visits"),
                "customers": _("How many people"),
                "share": _("Share"),
            },
            words={"group": _names(result, paths), "path": [say(said_path(path)) for path in paths["path"]]},
        )


def show_traits(result: PersonasResult) -> None:
    """Every value that was tried, what sets each group apart most first."""
    rows = result.traits
    show_table(
        rows,
        result.COLUMNS["traits"],
        {
            "group": _("Group"),
            "trait": _("Trait"),
            "value": _("Value"),
            "index": _("Index (TGI)"),
            "low": _("Index at least"),
            "high": _("Index at most"),
            "share": _("Share"),
            "base_share": _("Share of those compared with"),
            "effect": _("Effect (h)"),
            "n": _("Known of"),
            "is_certain": _("Beyond chance"),
        },
        words={
            "group": _names(result, rows),
            "trait": [say(result.known[trait].label) for trait in rows["trait"]],
            "value": [
                say(result.say_value(trait, value)) for trait, value in zip(rows["trait"], rows["value"], strict=True)
            ],
        },
    )


def show_moved(warehouse: DuckWarehouse, params: PersonasParams) -> None:
    """What moved since an earlier day, alarms first."""
    earlier = st.date_input(
        say(_("Compared with the day")),
        value=params.as_of - dt.timedelta(days=_HALF_A_YEAR),
        max_value=params.as_of - dt.timedelta(days=1),
        key="persona_before",
        format="YYYY-MM-DD",
        width=200,
    )
    if not isinstance(earlier, dt.date):
        return
    result = analyse(personas, warehouse, replace(params, before=earlier))
    alarms = [each for each in result.findings() if str(earlier) in repr(each.text) or "day" in dict(each.text.values)]
    show_findings(alarms, key="persona_moves")
    rows = result.moved
    show_table(
        rows,
        result.COLUMNS["moved"],
        {
            "group": _("Group"),
            "region": _("Region"),
            "trait": _("Trait"),
            "is_moved": _("Alarm"),
            "psi": _("Shift (PSI)"),
            "level": _("Up to here it may be chance"),
            "mean_before": _("Average before"),
            "mean": _("Average now"),
            "difference": _("Standard deviations"),
            "n_before": _("People before"),
            "n": _("People now"),
        },
        words={
            "group": _names(result, rows),
            "region": [region or say(_("everywhere")) for region in rows["region"]],
            "trait": [say(result.known[trait].label) for trait in rows["trait"]],
        },
    )


def show_evaluation(warehouse: DuckWarehouse, params: PersonasParams) -> None:
    """Month by month: did the group of the first day tell who would order, what of, and who would respond?"""
    result = analyse(personas, warehouse, replace(params, months=_MONTHS))
    told = [each for each in result.findings() if {"month", "expected"} & set(dict(each.text.values))]
    show_findings(told, key="persona_evaluation")
    for outcome, title in OUTCOMES.items():
        rows = result.evaluation[result.evaluation["outcome"] == outcome]
        if rows.empty:
            continue
        st.markdown(f"##### {say(title)}")
        show_table(
            rows,
            result.COLUMNS["evaluation"],
            {
                "month": _("Month"),
                "group": _("Group"),
                **({"about": _("What")} if outcome == "category" else {}),
                "n": _("Sent something in it") if outcome == "response" else _("In the group on its first day"),
                "bought": _("Did so in it"),
                "rate": _("Share that did"),
                "interval": _("95 % interval"),
                "base_rate": _("Of those compared with"),
                "lift": _("Times as many"),
                "lift_low": _("At least"),
                "lift_high": _("At most"),
                "is_certain": _("Beyond chance"),
                "expected": _("Expected"),
                "calibration": _("Of the expected"),
                "calibration_interval": _("of the expected, 95 %"),
            },
            words={
                "group": _names(result, rows),
                "interval": intervals(rows["low"], rows["high"]),
                "calibration_interval": intervals(rows["calibration_low"], rows["calibration_high"]),
            },
        )


def _names(result: PersonasResult, rows: pd.DataFrame) -> list[str]:
    return [say(result.name(code)) for code in rows["group"]]
