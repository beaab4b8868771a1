"""Correct who this person is: merge with another, or split identifiers off; the effect is shown first."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from insight.errors import ParameterError
from insight.i18n import _
from insight.ui.customer.effect import confirm_decision, sets_in_words, show_effect
from insight.ui.customer.search import go_to_customer, pick_other
from insight.ui.customer.words import node_in_words
from insight.ui.kit.cache import analyse
from insight.ui.kit.language import plain, say
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import merge, own_nodes, preview_merge, preview_split, sets_of_names, split
from insight.warehouse.identity.effect import Effect


def correct(warehouse: DuckWarehouse, customer_id: str, *, unmasked: bool) -> None:
    """Two ways to correct what data joined, or did not join."""
    label = say(_("Correct who this is"))
    with st.expander(label, icon=":material/call_split:", key="correct", on_change="rerun") as box:
        if not box.open:
            return
        st.caption(
            say(
                _(
                    "A decision names identifiers, so it survives later imports and rebuilds. It can be undone at any "
                    "time."
                )
            )
        )
        merging, splitting = st.tabs([say(_("Merge with another person")), say(_("Split off"))])
        with merging:
            _merge(warehouse, customer_id, unmasked)
        with splitting:
            _split(warehouse, customer_id, unmasked)


def _merge(warehouse: DuckWarehouse, customer_id: str, unmasked: bool) -> None:
    other = pick_other(warehouse, customer_id)
    if other is not None:
        propose_merge(warehouse, (customer_id, other), unmasked=unmasked, key="merge")


def propose_merge(warehouse: DuckWarehouse, people: Sequence[str], *, unmasked: bool, key: str) -> None:
    """The effect of a merge, and the button that makes it."""
    effect = analyse(preview_merge, warehouse, tuple(people))
    show_effect(effect, unmasked=unmasked)

    def decide(at: dt.datetime, by: str | None, note: str | None) -> None:
        merge(warehouse, people, at=at, by=by, note=note)
        go_to_customer(_first(effect))

    confirm_decision(_("Yes, they are one person"), decide, key=key)


def _split(warehouse: DuckWarehouse, customer_id: str, unmasked: bool) -> None:
    sets = sets_in_words(analyse(sets_of_names, warehouse, customer_id), unmasked)
    own = [node for node in analyse(own_nodes, warehouse, customer_id) if node not in sets]
    options = [*own, *sets] if len(sets) > 1 else own
    if len(options) < 2:
        st.caption(say(_("There is nothing to split: one identifier on one kind of row is all that is known.")))
        return
    nodes = st.multiselect(
        say(_("What belongs to somebody else")),
        options,
        format_func=lambda node: node_in_words(node, unmasked, sets),
        key=f"apart_{customer_id}",
        placeholder=say(_("Choose identifiers, or rows that name a person in one way")),
        help=say(_("What is chosen becomes one person of its own; the rest falls apart where only this joined it.")),
    )
    if not nodes:
        return
    try:
        effect = analyse(_preview_split, warehouse, (customer_id, tuple(nodes)))
    except ParameterError as error:
        st.warning(plain(say(error.hint)))
        return
    show_effect(effect, unmasked=unmasked, sets=sets)

    def decide(at: dt.datetime, by: str | None, note: str | None) -> None:
        split(warehouse, customer_id, nodes, at=at, by=by, note=note)
        go_to_customer(_first(effect))

    confirm_decision(_("Yes, split them off"), decide, key="split")


def _preview_split(warehouse: DuckWarehouse, asked: tuple[str, tuple[str, ...]]) -> Effect:
    return preview_split(warehouse, *asked)


def _first(effect: Effect) -> str | None:
    """The person with most orders after it."""
    return effect.after[0].customer_id if effect.after else None
