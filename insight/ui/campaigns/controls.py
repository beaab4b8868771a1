"""What can be chosen on the campaigns page, and the pickers that clicks on its charts fill."""

from typing import Any

import streamlit as st

from insight.analysis.campaigns import STATES, CampaignsResult, group_words
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.language import say
from insight.ui.kit.picture import pick_one

_DAYS, _CAP, _CAP_DAYS = 30, 4, 30


def pick_limits() -> dict[str, Any]:
    """Fields of CampaignsParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="campaigns_question"):
        days = st.number_input(
            say(_("Days that count")), 3, 180, value=_DAYS, key="campaign_days", bind="query-params", width=150
        )
        cap = st.number_input(say(_("Contacts at most")), 1, 100, value=_CAP, key="cap", bind="query-params", width=150)
        cap_days = st.number_input(
            say(_("Within days")), 1, 365, value=_CAP_DAYS, key="cap_days", bind="query-params", width=150
        )
    return {"days": int(days), "cap": int(cap), "cap_days": int(cap_days)}


def limits_in_words() -> str:
    """What counts, in one line."""
    values = {name: state.recall(key) or usual for name, key, usual in _KEPT}
    return say(_("Orders of {days} days · at most {cap} contacts within {cap_days} days", **values))


_KEPT = (("days", "campaign_days", _DAYS), ("cap", "cap", _CAP), ("cap_days", "cap_days", _CAP_DAYS))


def pick_people(result: CampaignsResult) -> Segment | None:
    """Who of a campaign got how far."""
    words: dict[tuple[Any, ...], str] = {}
    for row in result.campaigns.to_dict("records"):
        for step, label in STATES.items():
            people = say(_("{n:count} person", "{n:count} people", n=whole(row[step])))
            words[str(row["campaign_id"]), step] = f"{row['name']} · {say(label)} · {people}"
    chosen = pick_one(_("Whose list"), words, key="reached", hint=_("Click a bar, or choose people here"))
    return None if chosen is None else result.segment(campaign=chosen[0], state=chosen[1])


def pick_crowded(result: CampaignsResult) -> Segment | None:
    """Who was contacted how often."""
    words = {
        (int(row["contacts"]),): say(
            _("Contacted {times} times · {n:count} people", times=int(row["contacts"]), n=whole(row["customers"]))
        )
        for row in result.pressure.to_dict("records")
    }
    chosen = pick_one(_("Whose list"), words, key="crowded", hint=_("Click a bar, or choose people here"))
    return None if chosen is None else result.segment(contacts=chosen[0])


def pick_group(result: CampaignsResult) -> Segment | None:
    """Those contacted of one group."""
    words = {
        (str(row["kind"]), str(row["group"])): say(
            _("{group} · {n:count} people contacted", group=group_words(row), n=whole(row["customers"]))  # type: ignore[arg-type]
        )
        for row in result.groups.to_dict("records")
    }
    chosen = pick_one(_("Whose list"), words, key="took_part", hint=_("Choose a group"))
    return None if chosen is None else result.segment(kind=chosen[0], group=chosen[1])
