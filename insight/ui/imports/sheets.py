"""What was understood of each uploaded sheet, and every way to put it right before anything is loaded."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from insight.i18n import Text, _
from insight.ingest import Draft
from insight.ingest.recognise import load_templates
from insight.ui.imports.mapping_editor import edit_mapping
from insight.ui.imports.preview import show_preview, show_refusal
from insight.ui.imports.uploads import Upload, examined
from insight.ui.kit import state
from insight.ui.kit.language import plain, say

GENERIC = "generic"
_ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5", "cp932", "cp1252")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_DELIMITERS = {",": _("comma"), "\t": _("tab"), ";": _("semicolon"), "|": _("bar")}
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
        encoding = state.recall(f"encoding_{upload.id}")
        for place, draft in enumerate(examined(upload, target, None, encoding)):
            drafts.append(_sheet(upload, place, draft, target, encoding, is_first=not drafts))
    return drafts


def _sheet(upload: Upload, place: int, draft: Draft, target: str, encoding: str | None, *, is_first: bool) -> Draft:
    key = f"{upload.id}_{place}"
    template = state.recall(f"template_{key}")
    if template:
        again = examined(upload, target, template, encoding)
        draft = again[place] if place < len(again) else draft
    with st.container(border=True, key=f"sheet_{key}"):
        _headline(draft)
        show_refusal(draft)
        _understood(draft)
        _pickers(upload, draft, key, is_first_sheet=place == 0)
        if draft.mapping is None:
            return draft
        with st.expander(say(_("Which column is what")), icon=":material/table_chart:"):
            mapping = edit_mapping(draft, draft.mapping, key=f"mapping_{key}_{template}_{encoding}")
        if mapping != draft.mapping:
            draft = replace(draft, mapping=mapping)
        _missing(draft)
        peek = st.expander(
            say(_("Original and cleaned, side by side")),
            icon=":material/compare:",
            expanded=is_first,
            key=f"peek_{key}",
            on_change="rerun",
        )
        if peek.open:
            with peek:
                show_preview(draft)
    return draft


def _headline(draft: Draft) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        name = plain(draft.file) + (f" › {plain(draft.sheet)}" if draft.sheet else "")
        st.markdown(f"**{name}**", width="content")
        if draft.refusal is not None:
            st.badge(say(_("cannot be taken")), icon=":material/block:", color="red")
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
        parts.append(_encoding_name(draft.encoding))
    if draft.table.delimiter:
        parts.append(say(_DELIMITERS.get(draft.table.delimiter, _("other separator"))))
    st.markdown(" · ".join(plain(part) for part in parts))
    for sentence in _left_out(draft):
        st.caption(plain(say(sentence)))


def _encoding_name(codec: str) -> str:
    return "UTF-8 (BOM)" if codec == "utf-8-sig" else codec.upper()


def _left_out(draft: Draft) -> list[Text]:
    sentences: list[Text] = []
    if draft.table is None:
        return sentences
    if draft.table.notes:
        counts = Counter(note.kind for note in draft.table.notes)
        told = [say(Text(_NOTES[kind].key, (("n", n),))) for kind, n in counts.items()]
        sentences.append(_("Left out as not being data: {what}", what=", ".join(told)))
    if draft.table.replaced_characters:
        sentences.append(
            _("{n:count} damaged characters were replaced: try another encoding", n=draft.table.replaced_characters)
        )
    if draft.mapping is not None:
        aside = [name for place, name in enumerate(draft.header) if name and place not in draft.mapping.used]
        if aside:
            sentences.append(
                _("{n:count} columns fill nothing and are kept aside: {names}", n=len(aside), names=_few(aside))
            )
    return sentences


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "")


def _pickers(upload: Upload, draft: Draft, key: str, *, is_first_sheet: bool) -> None:
    with st.container(horizontal=True):
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
        if is_first_sheet and Path(upload.name).suffix.lower() not in _WORKBOOKS:
            st.selectbox(
                say(_("Encoding")),
                _ENCODINGS,
                index=None,
                format_func=_encoding_name,
                key=f"encoding_{upload.id}",
                placeholder=_encoding_name(draft.encoding) if draft.encoding else say(_("as recognised")),
                width=200,
            )


def _missing(draft: Draft) -> None:
    if draft.mapping is None or draft.table is None:
        return
    wanted = [name for name in draft.mapping.missing if name != "orders.order_id"]
    if wanted:
        st.warning(
            say(_("Nothing fills {columns}: say above which column it is.", columns=", ".join(wanted))),
            icon=":material/warning:",
        )


def template_title(template: str) -> str:
    """What people call an export."""
    for known in load_templates():
        if known.id == template:
            return known.title(state.language())
    return say(_("Any other table, by its column names"))
