"""What can be chosen on the page on what goes together."""

from typing import Any

import streamlit as st

from insight.analysis.associations import MOST_ITEMS, AssociationsResult, Basket, Level
from insight.charts.associations.rules import shown_rules
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say
from insight.ui.kit.picture import pick_one

_BASKETS: dict[Basket, Text] = {"order": _("Of one order"), "person": _("Of one person")}
_LEVELS: dict[Level, Text] = {"product": _("By code"), "name": _("By name"), "category": _("Categories")}
_MOST_CHOICES = 200


def pick_baskets() -> dict[str, Any]:
    """What a basket is, how products are told apart, and how rare a rule may be: fields of AssociationsParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        basket = choose(_("Baskets"), _BASKETS, key="basket")
        chosen: dict[str, Any] = {"basket": basket}
        if basket == "person":
            chosen["window_days"] = _whole(_("Within days"), 1, 3650, 30, "basket_days")
        chosen["level"] = choose(_("Products"), _LEVELS, key="goods_level")
        support = st.number_input(
            say(_("In at least % of baskets")), 0.01, 100.0, 1.0, 0.1, key="support", bind="query-params", width=170
        )
        confidence = st.number_input(
            say(_("Taken too by at least %")), 0.0, 100.0, 10.0, 5.0, key="confidence", bind="query-params", width=170
        )
        chosen |= {"min_support": round(support / 100, 8), "min_confidence": round(confidence / 100, 8)}
        chosen["max_items"] = _whole(_("Products of a rule"), 2, MOST_ITEMS, 3, "max_items")
        chosen["most_goods"] = _whole(_("Leave out baskets of more"), 2, 100_000, 2000, "most_goods")
    return chosen


def _whole(label: Text, least: int, most: int, default: int, key: str) -> int:
    return int(st.number_input(say(label), least, most, default, key=key, bind="query-params", width=150))


def baskets_in_words() -> str:
    """What is in force, in one line."""
    kind = _BASKETS["person" if state.recall("basket") == "person" else "order"]
    return say(
        _(
            "Baskets: {kind}; in at least {support:percent} of them",
            kind=kind,
            support=float(state.recall("support") or 1.0) / 100,
        )
    )


def pick_rule(result: AssociationsResult) -> Segment | None:
    """The people of a rule."""
    words = {
        (row["antecedent"], row["consequent"]): say(
            _(
                "{antecedent} → {consequent} · {customers:count} people",
                antecedent=row["antecedent"],
                consequent=row["consequent"],
                customers=row["customers"],
            )
        )
        for row in shown_rules(result)[:_MOST_CHOICES]
    }
    hint = _("Click a bar or a dot, or choose a rule here")
    rule = pick_one(_("Whose list"), words, key="rule", hint=hint)
    return None if rule is None else result.segment(antecedent=rule[0], consequent=rule[1])
