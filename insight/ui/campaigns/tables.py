"""The tables of the campaigns page."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from insight.analysis.campaigns import CampaignsResult, group_words, theme_label
from insight.charts.campaigns.bars import pressure_bars
from insight.i18n import Money, Text, _
from insight.ui.campaigns.controls import pick_crowded, pick_group
from insight.ui.kit import state
from insight.ui.kit.language import say, shown
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import show_table
from insight.ui.people.bar import segment_bar
from insight.warehouse import DuckWarehouse


def show_campaigns(result: CampaignsResult) -> None:
    """Every campaign with what it came to."""
    show_table(
        result.campaigns,
        result.COLUMNS["campaigns"],
        {
            "name": _("Campaign"),
            "starts_at": _("Start"),
            "channel": _("Channel"),
            "treated": _("Contacted"),
            "control": _("Control group"),
            "delivered": _("Arrived"),
            "opened": _("Opened"),
            "clicked": _("Clicked"),
            "bought": _("Bought"),
            "rate": _("Share that bought"),
            "unsubscribed": _("Refused afterwards"),
            "cost": _("Cost"),
        },
        currency=result.params.currency,
    )


def show_pressure(warehouse: DuckWarehouse, result: CampaignsResult) -> None:
    """How often people are contacted, and who is above the cap."""
    show_picture(pressure_bars(result, state.language(), state.recall("crowded")), key="pressure", chooses="crowded")
    segment_bar(warehouse, lambda: pick_crowded(result), key="crowded")


def show_groups(warehouse: DuckWarehouse, result: CampaignsResult) -> None:
    """Who took part in the newest campaign, by RFM group, tier and tag."""
    rows = result.groups
    if rows.empty:
        return
    names = dict(zip(result.campaigns["campaign_id"], result.campaigns["name"], strict=True))
    st.markdown(f"##### {say(_('{name}: who took part', name=names[result.chosen]))}")
    segment_bar(warehouse, lambda: pick_group(result), key="took_part")
    show_table(
        rows,
        result.COLUMNS["groups"],
        {
            "group": _("Group"),
            "customers": _("Contacted"),
            "opened": _("Opened"),
            "clicked": _("Clicked"),
            "bought": _("Bought"),
            "rate": _("Share that bought"),
        },
        words={"group": [say(group_words(row)) for row in rows.to_dict("records")]},  # type: ignore[arg-type]
    )


def show_kinds(result: CampaignsResult) -> None:
    """Channels, and what campaigns were about, compared; coupons where there are any."""
    _show_kind(result.channels, result, _("Channel"), str)
    _show_kind(result.themes, result, _("What it was about (guessed from its name)"), lambda key: say(theme_label(key)))
    if not result.rewards.empty:
        _show_rewards(result)
    if result.coupons.empty:
        st.caption(say(_("No coupon was issued to people contacted: import a coupon export to see their use.")))
        return
    names = dict(zip(result.campaigns["campaign_id"], result.campaigns["name"], strict=True))
    show_table(
        result.coupons,
        result.COLUMNS["coupons"],
        {
            "campaign_id": _("Campaign"),
            "issued": _("Coupons issued"),
            "redeemed": _("Coupons used"),
            "customers": _("People with a coupon"),
            "redeemers": _("People who used one"),
            "face_value": _("Value of those used"),
        },
        currency=result.params.currency,
        words={"campaign_id": [str(names.get(key, key)) for key in result.coupons["campaign_id"]]},
    )


def _show_rewards(result: CampaignsResult) -> None:
    """Whether larger coupons are used by more people."""
    rows = result.rewards
    show_table(
        rows,
        result.COLUMNS["rewards"],
        {
            "face_value": _("Value of a coupon"),
            "customers": _("People with a coupon"),
            "redeemers": _("People who used one"),
            "rate": _("Share who used it"),
        },
        words={"face_value": [shown(Money(value, result.params.currency), "money") for value in rows["face_value"]]},
    )


def _show_kind(rows: pd.DataFrame, result: CampaignsResult, label: Text, name: Callable[[str], str]) -> None:
    show_table(
        rows,
        result.COLUMNS["channels"],
        {
            "kind": label,
            "campaigns": _("Campaigns"),
            "treated": _("Contacted"),
            "opened_share": _("Opened"),
            "clicked_share": _("Clicked"),
            "bought_share": _("Bought"),
        },
        words={"kind": [name(str(key)) for key in rows["kind"]]},
    )
