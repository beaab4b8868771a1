"""What can be chosen on the campaigns page, and the pickers that clicks on its charts fill."""

from typing import Any

import streamlit as st

from insight.analysis.campaigns import CampaignsParams, CampaignsResult
from insight.analysis.personas import kept_personas
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import cells
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick
from insight.warehouse import DuckWarehouse

_KEYS = {"days": "campaign_days", "cap": "cap", "cap_days": "cap_days"}


def pick_limits() -> dict[str, Any]:
    """Fields of CampaignsParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="campaigns_question"):
        return {name: pick(CampaignsParams, name, key=key, width=150) for name, key in _KEYS.items()}


def kept_codes(warehouse: DuckWarehouse) -> tuple[str, ...]:
    """The kept personas: one more makes another question, so that what was answered before is not shown for it."""
    return tuple(str(persona.persona_id) for persona in kept_personas(warehouse))


def limits_in_words() -> str:
    """What counts, in one line."""
    values = {name: at_hand(CampaignsParams, name, key=key) for name, key in _KEYS.items()}
    return say(_("Orders of {days} days · at most {cap} contacts within {cap_days} days", **values))


def pick_people(result: CampaignsResult) -> Segment | None:
    """Who of a campaign got how far."""
    return cells.pick_people(result, _("Whose list"), key="reached", hint=_("Click a bar, or choose people here"))


def pick_crowded(result: CampaignsResult) -> Segment | None:
    """Who was contacted how often."""
    return cells.pick_people(result, _("Whose list"), key="crowded", hint=_("Click a bar, or choose people here"))


def pick_group(result: CampaignsResult) -> Segment | None:
    """Those contacted of one group."""
    return cells.pick_people(result, _("Whose list"), key="took_part", hint=_("Choose a group"))
