"""The bytes that were uploaded, kept once under their sha256, so that a wrong guess can be read again."""

import errno
import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from insight.errors import QueryError, UploadError
from insight.i18n import _
from insight.ingest.draft import Draft
from insight.settings import settings
from insight.warehouse import DuckWarehouse, Session

log = logging.getLogger(__name__)

_FOLDER = "raw"
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

    try:
        yield keep
    except BaseException:
        for path in added:
            path.unlink(missing_ok=True)
        raise


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
        target.parent.mkdir(exist_ok=True)
        digest = hashlib.sha256()
        with draft.path.open("rb") as source, unfinished.open("wb") as copy:
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
