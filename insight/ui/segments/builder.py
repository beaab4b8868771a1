"""The builder: conditions and groups of them, counted as they are put together."""

import datetime as dt

import streamlit as st

from insight.audience import Expression, as_segment, find_rule, rules_of, save_segment
from insight.audience.rule import SUBJECTS, Subject
from insight.audience.rules.numbers import CELL
from insight.audience.starters import STARTERS, starter
from insight.errors import InsightError
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.language import plain, say
from insight.ui.kit.scope import as_of, currency
from insight.ui.kit.who import who
from insight.ui.segments import draft as segment_draft
from insight.ui.segments.draft import DEEPEST_GROUP, Draft, Group, Joint, Line
from insight.ui.segments.fields import pick_values
from insight.warehouse import DuckWarehouse

_JOINTS: dict[Joint, Text] = {"and": _("all of these hold"), "or": _("at least one holds")}
_SUBJECT, _RULE = 235, 250
_STARTER = "segment_starter"


def show_builder(warehouse: DuckWarehouse) -> None:
    """The conditions, and what they may begin with."""
    found = segment_draft.draft(warehouse.workspace)
    with st.container(horizontal=True, vertical_alignment="bottom", key="begin_draft"):
        st.selectbox(
            say(_("Begin with")),
            list(STARTERS),
            index=None,
            format_func=lambda code: say(STARTERS[code]) if code in STARTERS else str(code),
            key=_STARTER,
            placeholder=say(_("A segment that others often want")),
            on_change=lambda: _begin(warehouse),
            width=360,
        )
        st.button(
            say(_("Begin anew")),
            icon=":material/restart_alt:",
            key="draft_anew",
            on_click=lambda: segment_draft.clear(warehouse.workspace),
        )
    if found.replaces:
        st.caption(say(_("You are changing “{name}”.", name=plain(found.replaces))))
    _show_group(warehouse, found, found.root, depth=1)


def _begin(warehouse: DuckWarehouse) -> None:
    code = state.recall(_STARTER)
    if code in STARTERS:
        segment_draft.take(warehouse.workspace, starter(code, currency(warehouse)))


def drafted(warehouse: DuckWarehouse) -> Segment | None:
    """The people of the finished conditions; what is unfinished or cannot be is said."""
    built = meaning(warehouse)
    if built is None:
        st.caption(say(_("Choose the values of a condition, and the people are counted here.")))
        return None
    try:
        return as_segment(warehouse, built, as_of(warehouse), currency(warehouse))
    except InsightError as error:
        st.warning(plain(f"{say(error.title)} — {say(error.message)} — {say(error.hint)}"), icon=":material/block:")
        return None


def save_changes(warehouse: DuckWarehouse) -> None:
    """Where a saved segment is being changed: keep the conditions under its name."""
    found, built = segment_draft.draft(warehouse.workspace), meaning(warehouse)
    if found.replaces is None or built is None:
        return
    if st.button(
        say(_("Save the changes to “{name}”", name=plain(found.replaces))),
        type="primary",
        icon=":material/save:",
        key="draft_replace",
    ):
        try:
            at = dt.datetime.now().replace(microsecond=0)
            save_segment(warehouse, found.replaces, built, at=at, by=who(), replaces=True)
        except InsightError as error:
            st.error(plain(say(error.hint)), icon=":material/block:")
        else:
            segment_draft.clear(warehouse.workspace)
            st.rerun()


def meaning(warehouse: DuckWarehouse) -> Expression | None:
    """What the finished conditions of the draft mean; None while none is."""
    return segment_draft.finished(segment_draft.draft(warehouse.workspace).root, currency(warehouse))


def _show_group(warehouse: DuckWarehouse, found: Draft, group: Group, *, depth: int) -> None:
    with st.container(border=True, key=f"group_{group.number}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="bottom", key=f"head_{group.number}"):
            group.joint = _pick_joint(group)
            if depth > 1:
                group.is_negated = _pick_not(group)
                _remove(found, group.number)
        for part in list(group.parts):
            if isinstance(part, Line):
                _show_line(warehouse, found, part)
            else:
                _show_group(warehouse, found, part, depth=depth + 1)
        with st.container(horizontal=True, key=f"more_{group.number}"):
            if st.button(say(_("Add a condition")), icon=":material/add:", key=f"add_line_{group.number}"):
                found.add_line(group)
                st.rerun()
            if depth < DEEPEST_GROUP and st.button(
                say(_("Add a group")), icon=":material/data_array:", key=f"add_group_{group.number}"
            ):
                found.add_group(group)
                st.rerun()


def _pick_joint(group: Group) -> Joint:
    chosen: Joint | None = st.segmented_control(
        say(_("People for whom")),
        list(_JOINTS),
        default=group.joint,
        format_func=lambda joint: say(_JOINTS[joint]),
        required=True,
        key=f"joint_{group.number}",
        persist_state="session",
    )
    return chosen or group.joint


def _pick_not(node: Line | Group) -> bool:
    return st.toggle(
        say(_("not")), value=node.is_negated, key=f"not_{node.number}", persist_state="session", help=say(_NOT)
    )


_NOT = _("Turns the condition round: everybody known before the day for whom it does not hold.")


def _remove(found: Draft, number: int) -> None:
    if st.button(
        say(_("Remove")), icon=":material/close:", key=f"remove_{number}", type="tertiary", help=say(_("Take it out"))
    ):
        found.remove(number)
        st.rerun()


def _show_line(warehouse: DuckWarehouse, found: Draft, line: Line) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"line_{line.number}", gap="small"):
        line.is_negated = _pick_not(line)
        if line.rule == CELL:
            _show_cell(warehouse, line)
        else:
            line.subject = _pick_subject(line)
            line.follow(_pick_rule(line))
            line.values |= pick_values(warehouse, find_rule(line.rule), line.values, f"{line.number}_{line.rule}")
        _remove(found, line.number)
    if not segment_draft.is_finished(line, currency(warehouse)):
        st.caption(say(_("Not counted yet: a value is missing.")))


def _pick_subject(line: Line) -> Subject:
    chosen: Subject = st.selectbox(
        say(_("About")),
        list(SUBJECTS),
        index=list(SUBJECTS).index(line.subject),
        format_func=lambda subject: say(SUBJECTS[subject]) if subject in SUBJECTS else str(subject),
        key=f"subject_{line.number}",
        persist_state="session",
        width=_SUBJECT,
    )
    return chosen


def _pick_rule(line: Line) -> str:
    names = [rule.name for rule in rules_of(line.subject) if rule.name != CELL]
    chosen: str = st.selectbox(
        say(_("Condition")),
        names,
        index=names.index(line.rule) if line.rule in names else 0,
        format_func=lambda name: say(find_rule(name).label),
        key=f"rule_{line.number}_{line.subject}",
        persist_state="session",
        width=_RULE,
    )
    return chosen


def _show_cell(warehouse: DuckWarehouse, line: Line) -> None:
    """A number of another page: it is said, not edited."""
    meaning = segment_draft.finished(Line(line.number, line.subject, line.rule, line.values), currency(warehouse))
    try:
        if meaning is not None:
            st.markdown(plain(say(as_segment(warehouse, meaning, as_of(warehouse)).sentence)), width="content")
    except InsightError as error:
        st.markdown(plain(say(error.message)), width="content")
