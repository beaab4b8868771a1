"""The columns of a sheet as a person says they are, whether it was understood or not."""

from dataclasses import replace

import streamlit as st

from insight.i18n import _
from insight.ingest import Draft
from insight.ingest.assumption import merged
from insight.ingest.recognise.kinds import kind_of
from insight.ingest.recognise.proposal import Question
from insight.ingest.recognise.unknown import rows_told
from insight.ingest.roles import SALES, Role, Understood, tables_of, understood
from insight.ui.imports.mapping_editor import edit_mapping
from insight.ui.imports.preview import show_refusal
from insight.ui.imports.row_kind import pick_kind, pick_roles, show_checks
from insight.ui.imports.uploads import likely_kinds, tried
from insight.ui.kit.language import plain, say

GENERIC = "generic"
_HEADERS = 12


def edit_columns(draft: Draft, *, key: str, is_only: bool) -> Draft:
    """The draft with its columns as the person leaves them; without a mapping where something needed is still open."""
    if draft.refusal is None:
        unsaid = unsaid_by(draft)
        if unsaid:
            st.caption(plain(" ".join(say(role.question) for role in unsaid)))
        with st.expander(
            say(_("Which column is what")), icon=":material/table_chart:", key=f"columns_{key}", expanded=bool(unsaid)
        ):
            return _edited(draft, key=key)
    proposal, _kinds = likely_kinds(draft)
    if proposal.warning is not None:
        show_refusal(replace(draft, refusal=proposal.warning), is_warning=True)
    takes = st.toggle(
        say(_("Import this table")),
        value=is_only and proposal.warning is None,
        key=f"take_{key}",
        help=say(_("Nobody here knows this kind of table yet: say below what it holds.")),
    )
    return _edited(draft, key=key) if takes else draft


def unsaid_by(draft: Draft) -> list[Role]:
    """What most analyses ask of a sale and no column says, in a sheet that was recognised by its columns' names."""
    if draft.mapping is None or draft.mapping.template != GENERIC or draft.remembered:
        return []
    kind = kind_of(draft.mapping)
    return Understood(kind, draft.mapping, (), ()).unsaid if kind in SALES else []


def _edited(draft: Draft, *, key: str) -> Draft:
    if draft.table is None:
        return draft
    proposal, kinds = likely_kinds(draft)
    known = draft.mapping
    guess = kind_of(known) if known is not None else proposal.best.kind
    kind = pick_kind((guess, *(each for each in kinds if each != guess)), key=key)
    start = known if known is not None and kind == guess else None
    guessed = understood(draft.table, kind, {}, start)
    said, checks = pick_roles(draft, guessed.roles, key=f"{key}_{kind}")
    found = understood(draft.table, kind, said, start) if said else guessed
    edited = _with(draft, found)
    show_checks(draft, found.roles, tried(edited) if edited.mapping else None, checks)
    if edited.mapping is None:
        _ask(found.open)
        return edited
    with st.expander(say(_("All further columns")), icon=":material/view_column:", key=f"further_{key}_{kind}"):
        number = hash(found.mapping.to_json())
        mapping = edit_mapping(edited, found.mapping, tables_of(kind), key=f"mapping_{key}_{kind}_{number}")
    mapping = mapping if draft.table is None else rows_told(found.mapping, mapping, draft.table)
    return edited if mapping == found.mapping else edited.with_mapping(mapping)


def _with(draft: Draft, found: Understood) -> Draft:
    """The draft read so. What the recogniser assumed of another reading does not hold for this one."""
    if draft.table is None or found.mapping == draft.mapping:
        return draft
    if found.open:
        return replace(draft, mapping=None)
    told = merged((*draft.table.assumptions, *found.assumptions))
    return replace(draft.with_mapping(found.mapping), assumptions=told)


def _ask(questions: tuple[Question, ...]) -> None:
    """The one thing that has to be said before this can be loaded."""
    question = questions[0]
    headers = " | ".join(question.headers[:_HEADERS])
    sentence = (question.text, _("Its columns are: {headers}", headers=headers), _("Choose it above, or another row"))
    st.error(" — ".join(plain(say(part)) for part in sentence), icon=":material/help:")
