"""What can be chosen on the page on what to offer next."""

from typing import Any

import streamlit as st

from insight.analysis.personas import offered_groups
from insight.analysis.recommend import GROUPS, RecommendParams, RecommendResult
from insight.audience import saved_segments
from insight.audience.tagging import all_tags
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cells import pick_people as pick_cell_people
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick
from insight.warehouse import DuckWarehouse

_WHOM = "offers_to"


def pick_offers(warehouse: DuckWarehouse) -> dict[str, Any]:
    """For whom, and of which products: fields of RecommendParams."""
    words = _whom(warehouse)
    if state.recall(_WHOM) not in words:
        state.forget(_WHOM)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        people = st.selectbox(
            say(_("For whom")),
            list(words),
            format_func=lambda code: words.get(code, code),
            key=_WHOM,
            width=300,
            persist_state="session",
        )
        return {
            "people": people or None,
            "level": pick(RecommendParams, "level", key="offers_level"),
            "on_sale_days": pick(RecommendParams, "on_sale_days", key="on_sale_days"),
            "again_days": pick(RecommendParams, "again_days", key="again_days"),
            "hold_out_days": pick(RecommendParams, "hold_out_days", key="offers_held_out"),
        }


def offers_in_words(warehouse: DuckWarehouse) -> str:
    """What is in force, in one line."""
    words = _whom(warehouse)
    return say(
        _(
            "For {whom} · products sold within the last {days} days",
            whom=words.get(state.recall(_WHOM) or "", words[""]),
            days=at_hand(RecommendParams, "on_sale_days", key="on_sale_days"),
        )
    )


def _whom(warehouse: DuckWarehouse) -> dict[str, str]:
    """Everybody, the groups of RFM, what staff saved, tags."""
    groups = {code: say(name) for code, name in offered_groups(warehouse).items() if code.startswith("rfm_group:")}
    segments = {
        f"segment:{each.segment_id}": say(_("Segment: {name}", name=each.name)) for each in saved_segments(warehouse)
    }
    active = [each for each in all_tags(warehouse) if each.state == "active"]
    tags = {f"tag:{each.code}": say(_("Tag: {name}", name=each.name)) for each in active}
    return {"": say(_("everybody known"))} | groups | segments | tags


def pick_people(result: RecommendResult) -> Segment | None:
    """The people of a product; a click on the picture chooses it."""
    hint = _("Click a bar, or choose a product here")
    return pick_cell_people(result, _("Whose list"), key="offer", hint=hint)


def everybody_chosen(result: RecommendResult) -> Segment:
    """Everybody to whom anything is offered."""
    return result.segment(place=1)


def group_name(key: str) -> str:
    """What a group of RFM is called."""
    return say(GROUPS[key])
