"""Uploaded files on disk for as long as they are being looked at, and what was understood of them."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.typing import UploadedFile

from insight.i18n import _
from insight.ingest import Answers, Draft, examine, try_out
from insight.ingest.recognise.proposal import Proposal, propose
from insight.ingest.trial import Trial
from insight.ui.kit import state
from insight.ui.kit.language import plain, say
from insight.warehouse import open_workspace, workspace_names

_ROUND = "round of uploads"
_REMEMBERED_DRAFTS = 64


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded file: its name as the person knows it, and where it lies."""

    id: str
    name: str
    path: Path


def take_uploads() -> list[Upload]:
    """The drop zone, and the files in it; each is written to disk once, and away again when it is taken out."""
    files = st.file_uploader(
        say(_("Exports of your shops and tools, several at once")),
        accept_multiple_files=True,
        key=f"uploads_{state.recall(_ROUND, 0)}",
    )
    folder = _folder()
    kept = [_keep(folder, file) for file in files]
    paths = {upload.path for upload in kept}
    for path in folder.iterdir():
        if path not in paths:
            path.unlink()
    return kept


def clear_uploads() -> None:
    """Empty the drop zone from the next run on."""
    state.remember(_ROUND, state.recall(_ROUND, 0) + 1)


def _keep(folder: Path, file: UploadedFile) -> Upload:
    path = folder / f"{file.file_id}{Path(file.name).suffix.lower()}"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as target:
            file.seek(0)
            shutil.copyfileobj(file, target)
        unfinished.replace(path)
    return Upload(file.file_id, file.name, path)


@st.cache_resource(scope="session", show_spinner=False, on_release=lambda folder: shutil.rmtree(folder, True))
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="insight-upload-"))


def examined(upload: Upload, target: str, answers: Answers) -> Sequence[Draft]:
    """The sheets of a file, read once for each way of reading it; mappings that were confirmed in the target count."""
    workspace = target if target in workspace_names() else None
    with st.spinner(say(_("Reading {file}", file=plain(upload.name)))):
        return _examined(str(upload.path), upload.name, workspace, answers)


@st.cache_resource(scope="session", show_spinner=False, max_entries=_REMEMBERED_DRAFTS)
def _examined(path: str, name: str, workspace: str | None, answers: Answers) -> Sequence[Draft]:
    warehouse = open_workspace(workspace) if workspace else None
    return tuple(examine(Path(path), name=name, answers=answers, warehouse=warehouse))


def tried(draft: Draft) -> Trial:
    """What would become of a draft, tried out once for each mapping."""
    mapping = draft.mapping.to_json() if draft.mapping else ""
    return _tried(str(draft.path), draft.sheet, draft.file, repr(draft.answers), mapping, draft)


@st.cache_resource(scope="session", show_spinner=False, max_entries=_REMEMBERED_DRAFTS)
def _tried(path: str, sheet: str | None, file: str, answers: str, mapping: str, _draft: Draft) -> Trial:  # noqa: ARG001
    return try_out(_draft)


def likely_kinds(draft: Draft) -> tuple[Proposal, tuple[str, ...]]:
    """What the rows of a sheet may be, and all kinds, the likeliest first."""
    proposal = _proposed(str(draft.path), draft.sheet, draft.file, repr(draft.answers), draft)
    return proposal, tuple(reading.kind for reading in proposal.readings)


@st.cache_resource(scope="session", show_spinner=False, max_entries=_REMEMBERED_DRAFTS)
def _proposed(path: str, sheet: str | None, file: str, answers: str, _draft: Draft) -> Proposal:  # noqa: ARG001
    if _draft.table is None:
        raise ValueError("what cannot be read is nothing")
    return propose(_draft.table)


def forget_examined() -> None:
    """Let the tables that were read go."""
    _examined.clear()
    _tried.clear()
    _proposed.clear()
