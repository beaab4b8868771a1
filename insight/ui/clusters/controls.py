"""What can be chosen on the clusters page."""

from typing import Any

import streamlit as st

from insight.analysis.clusters import ClustersParams, ClustersResult, kept_clusterings
from insight.analysis.clusters.params import LEAST_K, MOST_K, MOST_TRAITS, USUAL_TRAITS
from insight.analysis.clusters.source import offered_traits
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cells import pick_people
from insight.ui.kit.language import listed, say
from insight.ui.kit.parameters import pick
from insight.warehouse import DuckWarehouse

_KEPT, _TRAITS, _NUMBER = "kept_groups", "group_traits", "group_number"
_AS_STABLE = 0
KEPT_NEXT = "kept_groups_next"
"""The number of kept groups that the page takes up in its next run."""


def pick_question(warehouse: DuckWarehouse) -> dict[str, Any]:
    """By what, how and how many groups, as fields of ClustersParams; a kept clustering answers all of it."""
    kept = _pick_kept(warehouse)
    if kept is not None:
        return {"model": kept}
    traits = offered_traits(warehouse)
    usual = [name for name in USUAL_TRAITS if name in traits]
    if state.recall(_TRAITS) is not None:
        state.remember(_TRAITS, [name for name in state.recall(_TRAITS) if name in traits])
    chosen = st.multiselect(
        say(_("Traits")),
        list(traits),
        default=usual,
        format_func=lambda name: say(traits[name].label) if name in traits else name,
        key=_TRAITS,
        max_selections=MOST_TRAITS,
        persist_state="session",
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        number = st.selectbox(
            say(_("Number of groups")),
            [_AS_STABLE, *range(LEAST_K, MOST_K + 1)],
            format_func=lambda k: say(_("as many as are stable")) if k == _AS_STABLE else str(k),
            key=_NUMBER,
            width=200,
        )
        algorithm = pick(ClustersParams, "algorithm", key="group_algorithm")
        base = pick(ClustersParams, "base", key="group_base")
    return {"traits": tuple(chosen), "algorithm": algorithm, "base": base, "k": number or None}


def question_in_words(warehouse: DuckWarehouse) -> str:
    """What is in force, in one line."""
    kept = {each.clustering_id: each.name for each in kept_clusterings(warehouse)}
    if state.recall(_KEPT) in kept:
        return say(_("Kept groups “{name}”", name=kept[state.recall(_KEPT)]))
    traits = offered_traits(warehouse)
    names = state.recall(_TRAITS) or [name for name in USUAL_TRAITS if name in traits]
    number = state.recall(_NUMBER) or None
    said = [say(traits[name].label) for name in names if name in traits]
    how_many = say(_("{n} groups", n=number)) if number else say(_("as many as are stable"))
    return say(_("By {traits} · {number}", traits=listed(said), number=how_many))


def pick_group(result: ClustersResult) -> Segment | None:
    """The people of a group."""
    return pick_people(result, _("Group"), key="group", hint=_("Click a group above, or choose one here"))


def _pick_kept(warehouse: DuckWarehouse) -> int | None:
    kept = {each.clustering_id: each.name for each in kept_clusterings(warehouse)}
    if not kept:
        return None
    if state.recall(KEPT_NEXT) in kept:
        state.remember(_KEPT, state.recall(KEPT_NEXT))
        state.forget(KEPT_NEXT)
    if state.recall(_KEPT) not in kept:
        state.forget(_KEPT)
    chosen: int | None = st.selectbox(
        say(_("Kept groups")),
        list(kept),
        index=None,
        format_func=lambda number: kept.get(number, "–"),
        key=_KEPT,
        placeholder=say(_("Find groups anew")),
        width=320,
        persist_state="session",
    )
    return chosen
