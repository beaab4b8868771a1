"""What can be chosen on the page on what goes together."""

from typing import Any

import streamlit as st

from insight.analysis.associations import BASKETS, AssociationsParams, AssociationsResult
from insight.charts.associations.rules import shown_rules
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit.cells import pick_people
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick

_MOST_CHOICES = 200


def pick_baskets() -> dict[str, Any]:
    """What a basket is, how products are told apart, and how rare a rule may be: fields of AssociationsParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        basket = pick(AssociationsParams, "basket", key="basket")
        chosen: dict[str, Any] = {"basket": basket}
        if basket == "person":
            chosen["window_days"] = pick(AssociationsParams, "window_days", key="basket_days", width=150)
        chosen["level"] = pick(AssociationsParams, "level", key="goods_level")
        chosen["min_support"] = pick(AssociationsParams, "min_support", key="support", step=0.1)
        chosen["min_confidence"] = pick(AssociationsParams, "min_confidence", key="confidence", step=5.0)
        for name in ("max_items", "most_goods"):
            chosen[name] = pick(AssociationsParams, name, key=name, width=150)
    return chosen


def baskets_in_words() -> str:
    """What is in force, in one line."""
    kind = BASKETS[at_hand(AssociationsParams, "basket", key="basket")]
    return say(
        _(
            "Baskets: {kind}; in at least {support:percent} of them",
            kind=kind,
            support=at_hand(AssociationsParams, "min_support", key="support"),
        )
    )


def pick_rule(result: AssociationsResult) -> Segment | None:
    """The people of a rule."""
    drawn = shown_rules(result)[:_MOST_CHOICES]
    shown = {(row["antecedent"], row["consequent"]) for row in drawn}
    return pick_people(
        result,
        _("Whose list"),
        key="rule",
        hint=_("Click a bar or a dot, or choose a rule here"),
        only=lambda cell: cell.point in shown,
    )
