"""What a decision about people would do, and the button that makes it."""

import datetime as dt
from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from insight.analysis.customer.masks import masked
from insight.i18n import Text, _
from insight.ui.customer.words import amounts_in_words, node_in_words, nodes_in_words
from insight.ui.kit.language import plain, say
from insight.ui.kit.workspace import is_sample
from insight.warehouse.identity.effect import Effect

Decide = Callable[[dt.datetime, str | None, str | None], None]
"""Makes the decision: when, who, note."""

_MOST_CUTS = 8


def show_effect(effect: Effect, *, unmasked: bool, sets: Mapping[str, str] | None = None) -> None:
    """People before and after, the joins that are cut, the earlier decisions that would no longer hold."""
    if not effect.changes_people:
        st.info(say(_("Nobody changes now: it would only hold for later imports.")))
    st.markdown(f"**{plain(say(_summary(effect)))}**")
    st.dataframe(_people_table(effect, unmasked), hide_index=True, placeholder="–", alt=say(_summary(effect)))
    if effect.cut:
        st.markdown(say(_("Joins that are cut:")))
        lines = [
            say(
                _(
                    "{anchor} — {node}, on {rows:count} rows of {source}",
                    anchor=plain(node_in_words(cut.anchor, unmasked, sets)),
                    node=plain(node_in_words(cut.node, unmasked, sets)),
                    rows=cut.source_rows,
                    source=plain(cut.source_system),
                )
            )
            for cut in effect.cut[:_MOST_CUTS]
        ]
        more = len(effect.cut) - _MOST_CUTS
        st.markdown("\n".join(f"- {line}" for line in lines))
        if more > 0:
            st.caption(say(_("and {n:count} more joins", n=more)))
    for number in effect.overruled:
        st.warning(say(_("Decision {number} would no longer hold.", number=number)), icon=":material/rule:")


def confirm_decision(label: Text, decide: Decide, *, key: str) -> None:
    """Who decides and why, and the button; the sample data stay as they are."""
    left, right = st.columns(2)
    by = left.text_input(say(_("Decided by")), key=f"{key}_by", max_chars=60)
    note = right.text_input(say(_("Reason, for whoever looks at this later")), key=f"{key}_note", max_chars=200)
    if is_sample():
        st.caption(say(_("The sample data stay as they are: in a workspace of your own this can be confirmed.")))
    if st.button(say(label), type="primary", key=f"{key}_now", disabled=is_sample()):
        with st.spinner(say(_("Bringing everything up to date …"))):
            decide(dt.datetime.now().replace(microsecond=0), by or None, note or None)
        st.rerun()


def _summary(effect: Effect) -> Text:
    return _("People before: {before:count}; after: {after:count}", before=len(effect.before), after=len(effect.after))


def _people_table(effect: Effect, unmasked: bool) -> pd.DataFrame:
    rows = [
        *((say(_("before")), person) for person in effect.before),
        *((say(_("after")), person) for person in effect.after),
    ]
    return pd.DataFrame(
        {
            say(_("Before or after")): [when for when, _person in rows],
            say(_("Names")): [person.names for _when, person in rows],
            say(_("Identifiers")): [nodes_in_words(person.nodes, unmasked) for _when, person in rows],
            say(_("Number of orders")): [person.orders for _when, person in rows],
            say(_("Revenue")): [amounts_in_words(person.net_amounts) for _when, person in rows],
            say(_("Rows")): [person.source_rows for _when, person in rows],
            say(_("Customer ID")): [person.customer_id for _when, person in rows],
        }
    )


def sets_in_words(sets: pd.DataFrame, unmasked: bool) -> dict[str, str]:
    """node -> how rows name the person there: `youzan · 王五 · 138****1234 · 2 rows`."""
    words = {}
    for row in sets.to_dict("records"):
        said = [row["source_system"], row["name"]]
        for kind in ("account", "phone", "email"):
            value = row[kind]
            if isinstance(value, str):
                said.append(value if unmasked else str(masked(kind, value)))
        said.append(say(_("{n:count} rows", n=int(row["source_rows"]))))
        words[str(row["node"])] = " · ".join(part for part in said if isinstance(part, str))
    return words
