"""What was understood of each uploaded sheet, and every way to put it right before anything is loaded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from insight.i18n import Text, _
from insight.ingest import Draft
from insight.ingest.answers import READING
from insight.ingest.recognise import load_templates
from insight.schema import TABLES
from insight.ui.imports.editor import GENERIC, edit_columns, unsaid_by
from insight.ui.imports.figures import show_figures
from insight.ui.imports.judgements import show_judgements
from insight.ui.imports.preview import show_preview, show_refusal
from insight.ui.imports.reading import decide_reading, encoding_name, pick_reading, reading_of, said_of_reading
from insight.ui.imports.uploads import Upload, examined, tried
from insight.ui.kit import state
from insight.ui.kit.assumed import value_name
from insight.ui.kit.language import listed, plain, say

_NOTES = {
    "title": _("title rows: {n}"),
    "separator": _("sep= lines: {n}"),
    "units": _("rows of units: {n}"),
    "repeated_header": _("repeated headers: {n}"),
    "total": _("total rows: {n}"),
    "footnote": _("footnotes: {n}"),
}


def show_sheets(uploads: Sequence[Upload], target: str) -> list[Draft]:
    """Every sheet of every file in a box of its own; the drafts as the person leaves them."""
    drafts: list[Draft] = []
    for upload in uploads:
        found = examined(upload, target, reading_of(upload))
        for place, draft in enumerate(found):
            drafts.append(_sheet(upload, place, draft, target, is_first=not drafts, is_only=len(found) == 1))
    return drafts


def _sheet(upload: Upload, place: int, draft: Draft, target: str, *, is_first: bool, is_only: bool) -> Draft:
    key = f"{upload.id}_{place}"
    draft = _asked_again(upload, place, draft, target, key=key)
    with st.container(border=True, key=f"sheet_{key}"):
        if draft.table is None:
            _headline(draft, draft)
            show_refusal(draft)
            _pickers(upload, draft, key, is_first_sheet=place == 0)
            return draft
        head, about = st.container(), st.container()
        edited = edit_columns(draft, key=f"{key}_{hash(draft.answers)}", is_only=is_only)
        said = dict(state.recall(f"said_{key}", {}))
        final = edited.with_assumed(said.items())
        final = replace(final, answers=replace(final.answers, assumed=tuple(said.items())))
        with head:
            _headline(draft, final)
        with about:
            if state.recall(f"template_{key}") and draft.refusal is not None:
                show_refusal(draft)
            _understood(final)
            _pickers(upload, final, key, is_first_sheet=place == 0)
        if final.mapping is None:
            return final
        _outcome(upload, draft, final, said, key=key, is_first=is_first)
    return final


def _asked_again(upload: Upload, place: int, draft: Draft, target: str, *, key: str) -> Draft:
    """The sheet read as another template, or without what is remembered, where the person says so."""
    said = dict(state.recall(f"said_{key}", {}))
    again = replace(
        reading_of(upload),
        template=state.recall(f"template_{key}"),
        assumed=(("remembered", "no"),) if said.get("remembered") == "no" else (),
    )
    if again.template is None and not again.assumed:
        return draft
    found = examined(upload, target, again)
    return found[place] if place < len(found) else draft


def _outcome(upload: Upload, before: Draft, draft: Draft, said: dict[str, str], *, key: str, is_first: bool) -> None:
    """What the sheet becomes, and what was decided for the person."""
    _missing(draft)
    trial = tried(draft)
    show_figures(trial.figures, tried(before).figures if before.mapping else None, total=draft.rows)

    def decide(name: str, value: str | None) -> None:
        if name.partition(":")[0] in (*READING, "filled_down"):
            decide_reading(upload, name, value)
            return
        kept = {other: told for other, told in state.recall(f"said_{key}", {}).items() if other != name}
        state.remember(f"said_{key}", kept if value is None else kept | {name: value})

    left, right = st.columns([5, 3], gap="medium")
    with right, st.container(key=f"judgements_{key}"):
        show_judgements(trial.assumptions, said_of_reading(upload) | said, decide, key=key)
    with left:
        peek = st.expander(
            say(_("Original and cleaned, side by side")),
            icon=":material/compare:",
            expanded=is_first,
            key=f"peek_{key}",
            on_change="rerun",
        )
        if peek.open:
            with peek:
                show_preview(trial.preview)


def _headline(first: Draft, draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        name = plain(draft.file) + (f" › {plain(draft.sheet)}" if draft.sheet else "")
        st.markdown(f"**{name}**", width="content")
        if draft.mapping is None:
            st.badge(say(_("cannot be taken yet")), icon=":material/block:", color="red")
        elif first.refusal is not None or unsaid_by(draft):
            st.badge(say(_("a new kind of table: please look it over")), icon=":material/help:", color="orange")
        elif draft.remembered:
            st.badge(say(_("mapping remembered")), icon=":material/history:", color="blue")
        else:
            st.badge(say(_("understood")), icon=":material/check:", color="green")


def _understood(draft: Draft) -> None:
    """Template, rows, encoding, what was left out: one line each."""
    if draft.table is None:
        return
    parts = [say(_("rows: {rows:count}", rows=draft.rows))]
    if draft.mapping is not None:
        parts.insert(0, template_title(draft.mapping.template))
    if draft.encoding:
        parts.append(encoding_name(draft.encoding))
    if draft.table.delimiter:
        parts.append(value_name(draft.table.delimiter))
    st.markdown(" · ".join(plain(part) for part in parts))
    for sentence in _left_out(draft):
        st.caption(plain(say(sentence)))


def _left_out(draft: Draft) -> list[Text]:
    sentences: list[Text] = []
    if draft.table is None:
        return sentences
    if draft.table.notes:
        counts = Counter(note.kind for note in draft.table.notes)
        told = [say(Text(_NOTES[kind].key, (("n", n),))) for kind, n in counts.items() if kind in _NOTES]
        sentences.append(_("Left out as not being data: {what}", what=listed(told)))
    if draft.table.replaced_characters:
        sentences.append(
            _("{n:count} damaged characters were replaced: try another encoding", n=draft.table.replaced_characters)
        )
    if draft.mapping is not None:
        aside = [name for place, name in enumerate(draft.header) if name and place not in draft.mapping.used]
        if aside:
            sentences.append(
                _(
                    "{n:count} column fills nothing and is kept aside: {names}",
                    "{n:count} columns fill nothing and are kept aside: {names}",
                    n=len(aside),
                    names=_few(aside),
                )
            )
    return sentences


def _few(names: Sequence[str]) -> str:
    return listed(names[:8]) + (" …" if len(names) > 8 else "")


def _pickers(upload: Upload, draft: Draft, key: str, *, is_first_sheet: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say(_("Read as")),
            [template.id for template in load_templates() if not template.refuse] + [GENERIC],
            index=None,
            format_func=template_title,
            key=f"template_{key}",
            placeholder=say(_("as recognised")),
            filter_mode="contains",
            width=320,
        )
        if is_first_sheet:
            pick_reading(upload, draft)


def _missing(draft: Draft) -> None:
    if draft.mapping is None or draft.table is None:
        return
    wanted = [
        say(_("{name}: {value}", name=TABLES[table].label, value=TABLES[table][column].label))
        for table, _dot, column in (name.partition(".") for name in draft.mapping.missing)
        if column != "order_id" or "orders" not in draft.mapping.tables
    ]
    if wanted:
        st.warning(
            say(_("Nothing fills {columns}: say above which column it is.", columns=listed(wanted))),
            icon=":material/warning:",
        )


def template_title(template: str) -> str:
    """What people call an export."""
    for known in load_templates():
        if known.id == template:
            return known.title(state.language())
    return say(_("Any other table, by its column names"))
