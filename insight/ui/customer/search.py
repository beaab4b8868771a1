"""Find a person and choose one of those found."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.customer import MATCHES, best_known, find
from insight.i18n import Text, _
from insight.ui.kit import state
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.names import sources_in_words
from insight.warehouse import DuckWarehouse

_CHOSEN = "customer"
_NEXT = "next customer"
_ROUND = "round of people found"
_NARROW = 38
_ROW = 35


def go_to_customer(customer_id: str | None) -> None:
    """Show this person from the next run on."""
    state.remember(_NEXT, customer_id or "")


def stay_with_customer(warehouse: DuckWarehouse) -> None:
    """Show the same person from the next run on, if there still is one of that number."""
    chosen = state.recall(_CHOSEN)
    go_to_customer(chosen if chosen and len(find(warehouse, chosen)) else None)


def pick_customer(warehouse: DuckWarehouse) -> str | None:
    """A search box, the people it finds, and the one chosen: by a click, by being the only one, or by the address."""
    _arrive()
    text = st.text_input(
        say(_("Find a person")),
        key="find",
        placeholder=say(_("Name, phone or its last four digits, e-mail, order number, account, customer ID")),
        icon=":material/search:",
        persist_state="session",
    )
    found = _found(warehouse, text or "")
    if text and found.empty:
        st.info(say(_("Nobody was found for this. Try fewer characters, or another identifier.")))
    elif len(found) == 1 and state.recall("found for") != text:
        state.remember(_CHOSEN, found["customer_id"].iloc[0])
    elif len(found) > 1:
        _show_found(found)
    elif not text and not state.recall(_CHOSEN):
        _show_best_known(warehouse)
    state.remember("found for", text)
    chosen = state.recall(_CHOSEN)
    state.publish(_CHOSEN, chosen, None)
    return chosen or None


def pick_other(warehouse: DuckWarehouse, customer_id: str) -> str | None:
    """Another person than this one."""
    text = st.text_input(say(_("Find the other person")), key="find_other", icon=":material/search:")
    found = _found(warehouse, text or "")
    found = found[found["customer_id"] != customer_id]
    if text and found.empty:
        st.caption(say(_("Nobody else was found for this.")))
    words = {row["customer_id"]: _words(row) for row in found.to_dict("records")}
    if len(words) == 1:
        ((only, described),) = words.items()
        st.markdown(plain(described))
        return str(only)
    other: str | None = st.selectbox(
        say(_("The other person")),
        list(words),
        index=None,
        format_func=lambda other: words.get(other, other),
        key=f"other_{customer_id}",
        placeholder=say(_("Choose a person")),
        disabled=not words,
    )
    return other


def _arrive() -> None:
    """Take up the person asked for in the run before, or by the address."""
    following = state.recall(_NEXT)
    if following is not None:
        state.forget(_NEXT)
        state.remember(_ROUND, state.recall(_ROUND, 0) + 1)
        state.remember(_CHOSEN, following or None)
    elif state.recall(_CHOSEN) is None:
        state.remember(_CHOSEN, state.asked(_CHOSEN))


def _found(warehouse: DuckWarehouse, text: str) -> pd.DataFrame:
    return find(warehouse, text)


def _show_found(found: pd.DataFrame) -> None:
    people = int(found["people_found"].iloc[0])
    said = _("{n:count} people found; choose one", n=people)
    if people > len(found):
        said = _("{n:count} people found, the likeliest {rows:count} are shown; choose one", n=people, rows=len(found))
    rows = found.to_dict("records")
    _show_people(
        found, said, {say(_("Found by")): [f"{say(MATCHES[row['matched']])}: {row['matched_value']}" for row in rows]}
    )


def _show_best_known(warehouse: DuckWarehouse) -> None:
    """Somebody to begin with, before anybody was looked for."""
    known = best_known(warehouse)
    if not known.empty:
        _show_people(known, _("Known from most sources; choose one, or look for somebody else above"), {})


def _show_people(people: pd.DataFrame, said: Text, more: Mapping[str, Sequence[str]]) -> None:
    st.caption(say(said))
    rows, key = people.to_dict("records"), f"found_{state.recall(_ROUND, 0)}"
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Name")): [_name(row) for row in rows],
                say(_("Phone")): people["phone"],
                say(_("City")): people["city"],
                say(_("Number of orders")): people["orders"],
                say(_("Last order")): [_day(row["last_ordered_at"]) for row in rows],
                **more,
                say(_("Sources")): [sources_in_words(codes, "; ") for codes in people["sources"]],
            }
        ),
        hide_index=True,
        placeholder="–",
        height=min(_NARROW + _ROW * len(people), 330),
        key=key,
        on_select=lambda: _take(key, people["customer_id"].tolist()),
        selection_mode="single-row",
        alt=say(said),
    )


def _take(key: str, customer_ids: list[str]) -> None:
    rows = state.recall(key, {}).get("selection", {}).get("rows", [])
    if rows and rows[0] < len(customer_ids):
        state.remember(_CHOSEN, customer_ids[rows[0]])


def _name(row: dict[Any, Any]) -> str:
    names = [row[column] for column in ("name", "nickname") if isinstance(row[column], str)]
    return " · ".join(dict.fromkeys(names)) or row["customer_id"]


def _words(row: dict[Any, Any]) -> str:
    parts = [_name(row), row["phone"], row["city"], say(_("{n:count} orders", n=int(row["orders"])))]
    return " · ".join(part for part in parts if isinstance(part, str))


def _day(moment: pd.Timestamp) -> str | None:
    return None if pd.isna(moment) else shown(moment.date(), "day")
