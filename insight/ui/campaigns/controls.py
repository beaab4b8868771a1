"""What can be chosen on the campaigns page, and the pickers that clicks on its charts fill."""

from typing import Any

import streamlit as st

from insight.analysis.campaigns import STATES, CampaignsParams, CampaignsResult, group_words
from insight.govern.small_cells import whole
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick
from insight.ui.kit.picture import pick_one

_KEYS = {"days": "campaign_days", "cap": "cap", "cap_days": "cap_days"}


def pick_limits() -> dict[str, Any]:
    """Fields of CampaignsParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="campaigns_question"):
        return {name: pick(CampaignsParams, name, key=key, width=150) for name, key in _KEYS.items()}


def limits_in_words() -> str:
    """What counts, in one line."""
    values = {name: at_hand(CampaignsParams, name, key=key) for name, key in _KEYS.items()}
    return say(_("Orders of {days} days · at most {cap} contacts within {cap_days} days", **values))


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
