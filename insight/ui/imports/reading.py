"""How an uploaded file is to be read, where the person knows better than the reader."""

from pathlib import Path

import streamlit as st

from insight.i18n import _
from insight.ingest import Answers, Draft
from insight.ui.imports.uploads import Upload
from insight.ui.kit import state
from insight.ui.kit.assumed import value_name
from insight.ui.kit.language import say

ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5", "cp932", "cp1252", "mac_roman", "cp850")
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_DELIMITERS = (",", ";", "\t", "|", " ")


def encoding_name(codec: str) -> str:
    """A codec as people write it."""
    return "UTF-8 (BOM)" if codec == "utf-8-sig" else codec.upper()


def reading_of(upload: Upload) -> Answers:
    """What was said so far about how this file is to be read."""
    said = dict(state.recall(f"reading_{upload.id}", {}))
    if encoding := state.recall(f"encoding_{upload.id}"):
        said["encoding"] = encoding
    return Answers().with_assumed(said.items())


def decide_reading(upload: Upload, key: str, value: str | None) -> None:
    """Read the file so from the next run on; None leaves it to the reader again."""
    said = dict(state.recall(f"reading_{upload.id}", {}))
    said.pop(key, None)
    if value is not None:
        said[key] = value
    state.remember(f"reading_{upload.id}", said)


def said_of_reading(upload: Upload) -> dict[str, str]:
    """What was said, by key."""
    return dict(state.recall(f"reading_{upload.id}", {}))


def pick_reading(upload: Upload, draft: Draft) -> None:
    """Encoding, delimiter, header row, blank and hidden cells."""
    is_text = Path(upload.name).suffix.lower() not in _WORKBOOKS
    with st.popover(say(_("How the file is read")), icon=":material/tune:", key=f"reading_popover_{upload.id}"):
        if is_text:
            st.selectbox(
                say(_("Encoding")),
                ENCODINGS,
                index=None,
                format_func=encoding_name,
                key=f"encoding_{upload.id}",
                placeholder=encoding_name(draft.encoding) if draft.encoding else say(_("as recognised")),
            )
            _choice(upload, "delimiter", say(_("Between the cells stands")), _DELIMITERS)
        _choice(upload, "header_row", say(_("Row of the headers")), ("none", *map(str, range(1, 21))))
        _choice(upload, "fill_down", say(_("Blank cells take the value above")), ("yes", "no"))
        if not is_text:
            _choice(upload, "hidden_rows", say(_("Hidden rows are read")), ("yes", "no"))


def _choice(upload: Upload, key: str, label: str, options: tuple[str, ...]) -> None:
    widget = f"read_{upload.id}_{key}"
    now = said_of_reading(upload).get(key)
    state.remember(widget, now if now in options else None)

    def take() -> None:
        decide_reading(upload, key, state.recall(widget))

    names = {value: _name(value) for value in options}
    st.selectbox(
        label,
        options,
        index=None,
        format_func=names.__getitem__,
        key=widget,
        on_change=take,
        placeholder=say(_("as recognised")),
    )


def _name(value: str) -> str:
    if value == "none":
        return say(_("no row: the first one is data"))
    return say(_("blank")) if value == " " else value_name(value)
