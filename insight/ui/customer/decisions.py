"""What concerns all people: pairs that may be one, decisions of staff, identifiers of too many."""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.customer import describe
from insight.analysis.customer.masks import mask_values
from insight.i18n import Text, _
from insight.ui.customer.correct import propose_merge
from insight.ui.customer.search import stay_with_customer
from insight.ui.customer.words import KINDS, nodes_in_words
from insight.ui.kit.cache import of_data
from insight.ui.kit.language import listed, say, shown
from insight.ui.kit.workspace import is_sample
from insight.warehouse import DuckWarehouse
from insight.warehouse.decisions import Decision, decisions, hubs, keep_apart, undo_decision
from insight.warehouse.identity.suggestions import suggestions

_REASONS: dict[str, Text] = {
    "masked_phone_fits": _("the masked phone fits the known one"),
    "same_masked_phone": _("the same masked phone"),
    "receiver_phone": _("one sends to the phone of the other"),
    "shared_contact": _("the same shared phone or e-mail"),
    "same_birthday": _("the same birthday"),
}
_KINDS: dict[str, Text] = {"merge": _("merged"), "split": _("split")}


def show_suggestions(warehouse: DuckWarehouse, *, unmasked: bool) -> None:
    """Pairs that probably are one person, to be judged one by one."""
    label = say(_("Probably one person: pairs to judge"))
    with st.expander(label, icon=":material/join:", key="suggestions", on_change="rerun") as box:
        if not box.open:
            return
        found = of_data(suggestions, warehouse)
        if not found.count:
            st.caption(say(_("No two people look alike beyond what already joined them.")))
            return
        st.caption(
            say(_("Never joined by the program: names and masked phones can be shared. Choose a pair to judge it."))
        )
        people = describe(warehouse, [*found.pairs["one_id"], *found.pairs["other_id"]], unmasked=unmasked)
        words = {
            (row["one_id"], row["other_id"]): f"{people[row['one_id']]}  ↔  {people[row['other_id']]} ({_why(row)})"
            for row in found.pairs.to_dict("records")
        }
        pair = st.selectbox(
            say(_("Pair")),
            list(words),
            index=None,
            format_func=lambda both: words.get(both, str(both)),
            key="pair",
            placeholder=say(_("{all:count} pairs, the likeliest {n:count} are listed", all=found.count, n=len(words))),
        )
        if pair is not None:
            propose_merge(warehouse, pair, unmasked=unmasked, key="pair_merge")
            if st.button(say(_("No, they are two people")), key="pair_apart", disabled=is_sample()):
                keep_apart(warehouse, *pair, at=dt.datetime.now().replace(microsecond=0))
                st.rerun()


def _why(row: dict[Any, Any]) -> str:
    reasons = [say(_REASONS[reason]) for reason in row["reasons"].split("; ")]
    reasons.append(say(_("the same name") if row["has_same_name"] else _("a masked name that fits")))
    if row["has_same_city"]:
        reasons.append(say(_("the same city")))
    return listed(reasons)


def show_decisions(warehouse: DuckWarehouse, *, unmasked: bool) -> None:
    """What staff decided, newest first, and the way back."""
    made = of_data(decisions, warehouse)
    with st.expander(say(_("Decisions of staff: {n:count}", n=len(made))), icon=":material/gavel:", key="decisions"):
        if not made:
            st.caption(say(_("Nobody was merged or split by hand yet.")))
            return
        st.dataframe(_decision_table(made, unmasked), hide_index=True, placeholder="–")
        in_force = {each.decision_id: each for each in made if each.undone_at is None}
        number = st.selectbox(
            say(_("Undo a decision")),
            list(in_force),
            index=None,
            format_func=lambda one: f"{one} · {_groups(in_force[one], unmasked)}" if one in in_force else str(one),
            key="decision",
            placeholder=say(_("Choose a decision")),
        )
        if number is not None and st.button(
            say(_("Yes, undo it")), type="primary", key="undo_decision", disabled=is_sample()
        ):
            undo_decision(warehouse, number, dt.datetime.now().replace(microsecond=0))
            stay_with_customer(warehouse)
            st.rerun()


def _decision_table(made: list[Decision], unmasked: bool) -> pd.DataFrame:
    return pd.DataFrame(
        {
            say(_("Number")): [each.decision_id for each in made],
            say(_("Decision")): [say(_KINDS[each.kind]) for each in made],
            say(_("Whom")): [_groups(each, unmasked) for each in made],
            say(_("Decided by")): [each.decided_by for each in made],
            say(_("Decided at")): [shown(each.decided_at, "minute") for each in made],
            say(_("Reason")): [each.note for each in made],
            say(_("State of the decision")): [
                say(_("in force") if each.undone_at is None else _("undone")) for each in made
            ],
        }
    )


def _groups(each: Decision, unmasked: bool) -> str:
    sign = " + " if each.kind == "merge" else " ≠ "
    return sign.join(nodes_in_words(group, unmasked, most=2) for group in each.groups)


def show_hubs(warehouse: DuckWarehouse, *, unmasked: bool) -> None:
    """Identifiers under too many names to mean one person."""
    found = of_data(hubs, warehouse)
    with st.expander(say(_("Shared by too many: {n:count}", n=len(found))), icon=":material/hub:", key="hubs"):
        st.caption(
            say(
                _(
                    "A phone of the shop, an account of the till: used under more names or accounts than one person "
                    "can have. They join nobody."
                )
            )
        )
        if found.empty:
            return
        values = (found if unmasked else mask_values(found, "kind", "value"))["value"]
        st.dataframe(
            pd.DataFrame(
                {
                    say(_("Kind")): [say(KINDS[kind]) for kind in found["kind"]],
                    say(_("Identifier")): values,
                    say(_("Different names or accounts")): found["names"],
                }
            ),
            hide_index=True,
        )
