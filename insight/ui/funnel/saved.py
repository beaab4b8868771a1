"""Funnels under a name: taken up, kept, renamed, forgotten; what of one the page has no field for stays in force."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from insight.analysis.funnel import Exclusion, FunnelParams, Step
from insight.analysis.funnel.kept import (
    SavedFunnel,
    delete_funnel,
    find_funnel,
    rename_funnel,
    save_funnel,
    saved_funnels,
)
from insight.analysis.funnel.words import property_name
from insight.i18n import _
from insight.ui.funnel.controls import HELD, splits
from insight.ui.funnel.steps import label_of, use_steps
from insight.ui.kit import state
from insight.ui.kit.doing import do_and_redraw
from insight.ui.kit.language import plain, say
from insight.ui.kit.who import who
from insight.warehouse import DuckWarehouse

_KEY = "funnel_saved"
_ADDRESS = "saved"
_MORE = "funnel_more"
_WITHOUT_FIELD = ("until", "exclude", "by", "hold")


def open_link(warehouse: DuckWarehouse) -> None:
    """Take up the funnel that the address names, once. Raises ParameterError for a name that no funnel has."""
    asked = state.asked(_ADDRESS)
    if asked is not None and state.recall(_ADDRESS) != asked and state.asked("steps") is None:
        _take_up(warehouse, find_funnel(warehouse, asked))
    state.remember(_ADDRESS, asked)


def more() -> dict[str, Any]:
    """Fields of FunnelParams of the funnel at hand that the page has no place for."""
    if state.recall(_MORE) is None:
        state.remember(_MORE, _from_address())
    found: dict[str, Any] = state.recall(_MORE)
    state.publish(_MORE, json.dumps(found, ensure_ascii=False) if found else None, None)
    read = dict(found)
    if "until" in read:
        read["until"] = dt.date.fromisoformat(read["until"])
    if "exclude" in read:
        read["exclude"] = tuple(Exclusion.read("exclude", one) for one in read["exclude"])
    return read


def _from_address() -> dict[str, Any]:
    try:
        found = json.loads(state.asked(_MORE) or "{}")
    except (ValueError, RecursionError):
        return {}
    return {name: found[name] for name in _WITHOUT_FIELD if name in found} if isinstance(found, dict) else {}


def show_more(fields: Mapping[str, Any]) -> None:
    """What is in force besides the fields, in words, and a way to do without it."""
    if not fields:
        return
    parts = []
    if "until" in fields:
        parts.append(say(_("entered before {day:day}", day=fields["until"])))
    for one in fields.get("exclude", ()):
        where = "" if one.is_anywhere else f" ({one.after}–{one.before})"
        parts.append(say(_("must not happen: {step}", step=f"{label_of(one.step)}{where}")))
    parts += [say(_("by {name}", name=property_name(fields[name]))) for name in ("by", "hold") if name in fields]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(plain(say(_("Also in force: {parts}", parts=" · ".join(parts)))), width="stretch")
        st.button(say(_("Leave out")), icon=":material/close:", type="tertiary", key="funnel_less", on_click=_leave_out)


def _leave_out() -> None:
    state.remember(_MORE, {})


def pick_saved(warehouse: DuckWarehouse, params: FunnelParams) -> None:
    """The funnel at hand, if it has a name; another one can be chosen, and any can be kept."""
    known = saved_funnels(warehouse)
    at_hand = next((one for one in known if one.is_of(params)), None)
    state.publish(_ADDRESS, at_hand.name if at_hand else None, None)
    state.remember(_ADDRESS, at_hand.name if at_hand else None)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        if known:
            _choose(warehouse, known, at_hand)
        _keep(warehouse, params)
        if at_hand is not None:
            _change(warehouse, at_hand)
    st.caption(say(_("The address of this page is a link to this funnel, with every choice above.")))


def _choose(warehouse: DuckWarehouse, known: list[SavedFunnel], at_hand: SavedFunnel | None) -> None:
    names = {one.funnel_id: one.name for one in known}
    state.remember(_KEY, at_hand.funnel_id if at_hand else None)

    def take_up() -> None:
        chosen = next((one for one in known if one.funnel_id == state.recall(_KEY)), None)
        if chosen is not None:
            _take_up(warehouse, chosen)

    st.selectbox(
        say(_("Saved funnel")),
        list(names),
        index=None,
        format_func=lambda number: names.get(number, "–"),
        key=_KEY,
        placeholder=say(_("A funnel without a name")),
        on_change=take_up,
        filter_mode="contains",
        width=260,
    )


def _take_up(warehouse: DuckWarehouse, saved: SavedFunnel) -> None:
    """Fill the fields of the page with a funnel."""
    params = FunnelParams(as_of=dt.date.max, currency="CNY", **_typed(saved.parameters))
    use_steps(params.steps)
    excluded, offered = _in_field(params), splits(warehouse)
    count = "attempts" if params.count == "attempts" else "best" if params.re_entry else "first"
    for key, value in {
        "order": params.order,
        "window": params.window or f"{params.window_days}d",
        "count": count,
        "by": params.by if params.by in offered else None,
        "hold": params.hold if params.hold in HELD else None,
        "since": params.since,
        "compare": params.compare is not None,
        "exclude": excluded[0] if excluded else None,
        "where": excluded[1] if excluded else "anywhere",
    }.items():
        state.remember(f"funnel_{key}", value)
    kept = {name: saved.parameters[name] for name in _WITHOUT_FIELD if name in saved.parameters}
    shown = {"exclude": excluded is not None, "by": params.by in offered, "hold": params.hold in HELD}
    state.remember(_MORE, {name: value for name, value in kept.items() if not shown.get(name)})


def _typed(parameters: Mapping[str, Any]) -> dict[str, Any]:
    days = {name: dt.date.fromisoformat(parameters[name]) for name in ("since", "until") if name in parameters}
    return dict(parameters) | days


def _in_field(params: FunnelParams) -> tuple[str, str] | None:
    """The one exclusion that the page has a field for: what must not happen, and where; None for any other."""
    if len(params.exclude) != 1:
        return None
    (one,) = params.exclude
    needed = [number for number, step in enumerate(params.steps, 1) if not step.is_optional]
    given = one.step.given()
    if not isinstance(given, str) or Step.read("exclude", given) != one.step:
        return None
    if one.is_anywhere:
        return given, "anywhere"
    return (given, "between") if (one.after, one.before) == (needed[0], needed[-1]) else None


def _keep(warehouse: DuckWarehouse, params: FunnelParams) -> None:
    with st.popover(say(_("Keep this funnel")), icon=":material/bookmark_add:", key="keep_funnel"):
        with st.form("keep funnel", border=False):
            name = st.text_input(say(_("Name of the funnel")), max_chars=80, key="name_funnel")
            replaces = st.checkbox(say(_("Replace the funnel of this name")), key="replaces_funnel")
            wanted = st.form_submit_button(say(_("Keep")), type="primary", width="stretch")
        if wanted:
            do_and_redraw(lambda: save_funnel(warehouse, name or "", params, at=_now(), by=who(), replaces=replaces))


def _change(warehouse: DuckWarehouse, saved: SavedFunnel) -> None:
    with st.popover(say(_("Rename or forget")), icon=":material/edit:", key="change_funnel"):
        with st.form("rename funnel", border=False):
            name = st.text_input(
                say(_("Name of the funnel")), value=saved.name, max_chars=80, key=f"rename_funnel_{saved.funnel_id}"
            )
            wanted = st.form_submit_button(say(_("Rename")), width="stretch")
        if wanted:
            do_and_redraw(lambda: rename_funnel(warehouse, saved.funnel_id, name or ""))
        if st.button(say(_("Forget this funnel")), icon=":material/delete:", width="stretch", key="forget_funnel"):
            do_and_redraw(lambda: delete_funnel(warehouse, saved.funnel_id, at=_now()))


def _now() -> dt.datetime:
    return dt.datetime.now().replace(microsecond=0)
