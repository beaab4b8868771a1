"""The bytes that were uploaded, kept once under their sha256, so that a wrong guess can be read again."""

import errno
import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from insight.errors import QueryError, UploadError
from insight.i18n import Text, _
from insight.ingest.draft import Draft
from insight.settings import settings
from insight.warehouse import Check, DuckWarehouse, Session
from insight.warehouse.private import open_private, private_folder

log = logging.getLogger(__name__)

_FOLDER = "raw"
_NOTED = "raw.sha256"
_PIECE = 1 << 20
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says when a file cannot grow any further."""


def kept_file(warehouse: DuckWarehouse, sha256: str) -> Path | None:
    """The kept bytes of that digest; None where they were not kept."""
    path = warehouse.folder / _FOLDER / sha256
    return path if path.is_file() else None


@contextmanager
def keeping(warehouse: DuckWarehouse) -> Iterator[Callable[[Draft], None]]:
    """Yields what keeps the file of a draft; whatever it kept is removed again when the work inside fails.

    Nothing is kept where the settings say so, and of a file that is not there any more.
    """
    added: list[Path] = []

    def keep(draft: Draft) -> None:
        target = warehouse.folder / _FOLDER / draft.file_sha256
        if settings().keep_raw and draft.path.is_file() and not target.exists():
            added.append(target)
            _copy(draft, target)
            _note(warehouse.folder, draft)

    try:
        yield keep
    except BaseException:
        for path in added:
            path.unlink(missing_ok=True)
        raise


@dataclass(frozen=True, slots=True)
class KeptFault:
    """Bytes that should be kept and are not there (`is_missing`), or are not those that were uploaded."""

    sha256: str
    file: str
    is_missing: bool


def kept_faults(warehouse: DuckWarehouse) -> list[KeptFault]:
    """What is wrong with the kept files of batches, in the order of their digests. Reads every one of them whole.

    Bytes that were never kept, because the settings said so, are no fault.
    """
    names = _names_in_use(warehouse)
    noted = _noted(warehouse.folder)
    return [
        KeptFault(sha256, file, is_missing=path is None)
        for sha256, file in sorted(names.items())
        if (path := kept_file(warehouse, sha256)) is not None or sha256 in noted
        if path is None or _digest(path) != sha256
    ]


def kept_rule(warehouse: DuckWarehouse) -> Check:
    """The same as one rule of the workspace."""
    found = kept_faults(warehouse)
    return Check(_("Every kept file is as it was uploaded"), len(found), tuple(_told(fault) for fault in found))


def _told(fault: KeptFault) -> Text:
    if fault.is_missing:
        return _("{file} ({sha256}) is not there any more", file=fault.file, sha256=fault.sha256)
    return _("{file} ({sha256}) was changed", file=fault.file, sha256=fault.sha256)


def _names_in_use(warehouse: DuckWarehouse) -> dict[str, str]:
    rows = warehouse.arrow(
        "SELECT file_sha256, min(file) AS file FROM app.batches GROUP BY file_sha256 ORDER BY file_sha256"
    ).to_pylist()
    return {row["file_sha256"]: row["file"] for row in rows}


def _note(folder: Path, draft: Draft) -> None:
    """Write down that the bytes are kept: so they are missed when they go. The form is that of `sha256sum`."""
    name = draft.file.replace("\\", "\\\\").replace("\n", "\\n")
    with os.fdopen(open_private(folder / _NOTED, "ab"), "ab") as file:
        file.write(f"{draft.file_sha256}  {name}\n".encode(errors="replace"))


def _noted(folder: Path) -> set[str]:
    path = folder / _NOTED
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    return {line.partition(" ")[0] for line in lines}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unused_files(warehouse: DuckWarehouse) -> list[Path]:
    """Kept files that no batch refers to, in alphabetical order: what an import left that was killed."""
    with warehouse.writing(of_data=False) as session:
        return _unused(warehouse, session)


def prune(warehouse: DuckWarehouse) -> int:
    """Remove the kept files that no batch refers to; returns how many. No import can be under way meanwhile."""
    with warehouse.writing(of_data=False) as session:
        unused = _unused(warehouse, session)
        for path in unused:
            path.unlink(missing_ok=True)
    return len(unused)


def _unused(warehouse: DuckWarehouse, session: Session) -> list[Path]:
    known = set(session.query("SELECT DISTINCT file_sha256 FROM app.batches")["file_sha256"])
    return sorted(path for path in (warehouse.folder / _FOLDER).glob("*") if path.name not in known)


def _copy(draft: Draft, target: Path) -> None:
    """Copy to a passing name first: under its digest a file is always whole."""
    unfinished = target.with_suffix(".part")
    try:
        private_folder(target.parent)
        digest = hashlib.sha256()
        with draft.path.open("rb") as source, os.fdopen(open_private(unfinished), "wb") as copy:
            while piece := source.read(_PIECE):
                digest.update(piece)
                copy.write(piece)
        if digest.hexdigest() != draft.file_sha256:
            raise _changed(draft)
        unfinished.replace(target)
    except OSError as error:
        log.error("cannot keep %s: %s", draft.file, error)
        raise _not_kept(draft, error) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _changed(draft: Draft) -> UploadError:
    return UploadError(
        _("The file changed while it was read"),
        _("{file}", file=draft.file),
        _("Wait until it is written to the end and import it again"),
    )


def _not_kept(draft: Draft, error: OSError) -> QueryError:
    title = (
        _("The computer ran out of room for this work")
        if error.errno in NO_ROOM
        else _("The uploaded file could not be kept")
    )
    return QueryError(
        title,
        _("{file}: {reason}", file=draft.file, reason=error.strerror or str(error)),
        _("Nothing was changed. Free some disk space or memory and try again"),
    )
