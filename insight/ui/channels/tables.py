"""The tables of the channels page."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.channels import ChannelsResult
from insight.analysis.channels.words import KINDS, SOURCES, channel_name
from insight.i18n import Money, Text, _
from insight.statistics.intervals import SMALL
from insight.ui.channels.controls import show_rule_note
from insight.ui.kit.language import say, shown
from insight.ui.kit.table import show_frame

_RATES: dict[str, tuple[Text, str]] = {
    "kept_7": (_("Kept after 7 days"), "old_7"),
    "kept_30": (_("Kept after 30 days"), "old_30"),
    "kept_90": (_("Kept after 90 days"), "old_90"),
    "ordered": (_("First order within 30 days"), "asked"),
    "left": (_("Left within 7 days"), "watched"),
}


def show_measures(result: ChannelsResult) -> None:
    """Every measure of every channel; a star marks a difference from comparable channels that is beyond chance."""
    table = result.channels
    rows = table.to_dict("records")
    columns: dict[str, Any] = {
        say(_("Channel")): _names(table["channel"]),
        say(_("Kind of channel")): [say(KINDS[row["kind"]]) for row in rows],
        say(_("People won")): table["won"],
    }
    columns |= {say(title): [_rate(row, name, base) for row in rows] for name, (title, base) in _RATES.items()}
    columns |= {
        say(_("Net amount in 180 days a person")): [_worth(row, result.params.currency) for row in rows],
        say(_("Cost of a person")): [_money(row["cost_per_person"], result.params.currency) for row in rows],
        say(_("Paid back after days")): [_number(row["payback_days"]) for row in rows],
    }
    show_frame(pd.DataFrame(columns), hide_index=True)
    st.caption(
        say(
            _(
                "In brackets: the range in which the true value may lie, and among how many people. * differs from "
                "comparable channels beyond chance; ° fewer than {few} people.",
                few=SMALL,
            )
        )
    )


def show_overlap(result: ChannelsResult) -> None:
    """The people whom two channels know, as a part of those whom the first one knows."""
    if result.overlap.empty:
        st.caption(say(_("Nobody is known to two channels.")))
        return
    table = result.overlap
    show_frame(
        pd.DataFrame(
            {
                say(_("Of the people of")): _names(table["channel"]),
                say(_("Number of people")): table["reach"],
                say(_("also known to")): _names(table["other"]),
                say(_("Both")): table["customers"],
                say(_("Share")): [_percent(share) for share in table["share"]],
            }
        ),
        hide_index=True,
    )


def show_rules(result: ChannelsResult) -> None:
    """First, last and linear side by side, and what the choice of the first or the last moves."""
    show_rule_note()
    table, params = result.channels, result.params
    by = {params.rule: table["won"], params.other_rule: table["by_other"]}
    show_frame(
        pd.DataFrame(
            {
                say(_("Channel")): _names(table["channel"]),
                say(_("By the first source")): by["first"],
                say(_("By the last source")): by["last"],
                say(_("Linear (equal parts)")): [_number(value, 1) for value in table["linear"]],
                say(_("Last less first")): [
                    _number(last - first) for first, last in zip(by["first"], by["last"], strict=True)
                ],
            }
        ),
        hide_index=True,
    )


def show_missing(result: ChannelsResult) -> None:
    """Which rows say where people came from, and what cannot be measured for want of what."""
    table = result.sources
    show_frame(
        pd.DataFrame(
            {
                say(_("Where it is said")): [say(SOURCES[source]) for source in table["source"]],
                say(_("Rows")): table["entries"],
                say(_("with a channel")): table["named"],
                say(_("with a day")): table["dated"],
                say(_("Number of people")): table["customers"],
            }
        ),
        hide_index=True,
    )
    rows = result.channels.to_dict("records")
    show_frame(
        pd.DataFrame(
            {
                say(_("Channel")): _names(result.channels["channel"]),
                say(_("What is missing")): [_missing(row) for row in rows],
            }
        ),
        hide_index=True,
    )


def _missing(row: dict[Any, Any]) -> str:
    said = [
        (_is_none(row["won"]), _("nobody belongs to it by this rule")),
        (_is_none(row["traced"]), _("nobody can be followed to orders: phones or e-mails are missing")),
        (_is_none(row["valued"]), _("nobody was won 180 days ago and paid in this currency")),
        (_is_none(row["watched"]), _("leaving is not recorded")),
        (pd.isna(row["cost"]), _("no campaign states a cost")),
    ]
    return " · ".join(say(text) for is_missing, text in said if is_missing) or say(_("nothing"))


def _is_none(people: Any) -> bool:
    return not pd.isna(people) and people == 0


def _names(channels: pd.Series) -> list[str]:
    return [say(channel_name(str(channel))) for channel in channels]


def _rate(row: dict[Any, Any], name: str, base: str) -> str:
    if pd.isna(row[f"{name}_rate"]):
        return "–"
    low, high = shown(float(row[f"{name}_low"]), "percent"), shown(float(row[f"{name}_high"]), "percent")
    about = say(_("({low} to {high}, of {n:count})", low=low, high=high, n=row[base]))
    return f"{_percent(row[f'{name}_rate'])}{_marks(row, name, base)} {about}"


def _worth(row: dict[Any, Any], currency: str) -> str:
    if pd.isna(row["net_mean"]):
        return "–"
    low, high = _money(row["net_low"], currency), _money(row["net_high"], currency)
    about = say(_("({low} to {high}, of {n:count})", low=low, high=high, n=row["valued"]))
    return f"{_money(row['net_mean'], currency)}{_marks(row, 'net', 'valued')} {about}"


def _marks(row: dict[Any, Any], name: str, base: str) -> str:
    is_certain = not pd.isna(row[f"{name}_certain"]) and bool(row[f"{name}_certain"])
    return ("*" if is_certain else "") + ("°" if row[base] < SMALL else "")


def _percent(share: Any) -> str:
    return "–" if pd.isna(share) else shown(float(share), "percent")


def _money(amount: Any, currency: str) -> str:
    return "–" if pd.isna(amount) else shown(Money(float(amount), currency), "money")


def _number(value: Any, digits: int = 0) -> str:
    return "–" if pd.isna(value) else f"{float(value):,.{digits}f}"
