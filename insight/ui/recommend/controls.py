"""What can be chosen on the page on what to offer next."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from insight.analysis.personas import offered_groups
from insight.analysis.recommend import GROUPS, Level, RecommendResult
from insight.audience import saved_segments
from insight.audience.tagging import all_tags
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.choices import choose
from insight.ui.kit.language import plain, say
from insight.ui.kit.picture import pick_one
from insight.warehouse import DuckWarehouse

_LEVELS: Mapping[Level, Text] = {"product": _("By code"), "name": _("By name")}
_WHOM = "offers_to"
_ON_SALE, _AGAIN, _HELD = 60, 180, 90


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
        level = choose(_("Products"), _LEVELS, key="offers_level")
        on_sale = _days(_("On sale: sold within days"), 1, _ON_SALE, "on_sale_days")
        again = _days(_("Offer again after days"), 1, _AGAIN, "again_days")
        held = _days(_("Days kept for the exam"), 14, _HELD, "offers_held_out", most=730)
    return {
        "people": people or None,
        "level": level,
        "on_sale_days": on_sale,
        "again_days": again,
        "hold_out_days": held,
    }


def _days(label: Text, least: int, default: int, key: str, *, most: int = 3650) -> int:
    return int(st.number_input(say(label), least, most, default, key=key, bind="query-params", width=170))


def offers_in_words(warehouse: DuckWarehouse) -> str:
    """What is in force, in one line."""
    words = _whom(warehouse)
    return say(
        _(
            "For {whom} · products sold within the last {days} days",
            whom=words.get(state.recall(_WHOM) or "", words[""]),
            days=int(state.recall("on_sale_days") or _ON_SALE),
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
    offered = result.products[result.products["customers"] > 0]
    words: dict[tuple[Any, ...], str] = {
        (row["item"],): say(
            _("{name} · {n:count} person", "{name} · {n:count} people", name=plain(row["name"]), n=row["customers"])
        )
        for row in offered.to_dict("records")
    }
    chosen = pick_one(_("Whose list"), words, key="offer", hint=_("Click a bar, or choose a product here"))
    return None if chosen is None else result.segment(product=chosen[0])


def everybody_chosen(result: RecommendResult) -> Segment:
    """Everybody to whom anything is offered."""
    return result.segment(place=1)


def group_name(key: str) -> str:
    """What a group of RFM is called."""
    return say(GROUPS[key])
