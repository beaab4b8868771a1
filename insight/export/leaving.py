"""Files with people in them on their way out: made where nobody else can look, put in their place when whole."""

import errno
import io
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from insight.errors import ParameterError
from insight.i18n import _
from insight.warehouse import DuckWarehouse
from insight.warehouse.private import forget_elsewhere, note_elsewhere, open_private, outgoing

_UMASK = os.umask(0o077)
os.umask(_UMASK)


@contextmanager
def leaving(warehouse: DuckWarehouse, path: Path) -> Iterator[io.BufferedRandom]:
    """A file to write to, seekable and readable; at the end of the block it stands at `path`, whole, or not at all.

    Until then it lies in the workspace's own folder. A process that is killed leaves nothing beside `path`, and what it
    leaves in the workspace is removed at the next start. Raises ParameterError for a path that cannot be written to.
    """
    _check(path)
    unfinished = outgoing(warehouse.folder, f"{secrets.token_hex(8)}{path.suffix}")
    try:
        with os.fdopen(open_private(unfinished), "w+b") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        _move(warehouse.folder, unfinished, path)
    except OSError as error:
        raise _not_writable(path, error) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _check(path: Path) -> None:
    """Before anything is made or logged: what is plainly no place for a file."""
    try:
        problem = None
        if "\0" in str(path):
            problem = errno.EINVAL
        elif not path.parent.is_dir():
            problem = errno.ENOENT
        elif path.is_dir():
            problem = errno.EISDIR
        elif not os.access(path.parent, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
            problem = errno.EACCES
    except (OSError, ValueError) as error:
        raise ParameterError("path", f"{path}: {error}", _EXPECTED) from error
    if problem is not None:
        raise _not_writable(path, OSError(problem, os.strerror(problem)))


def _move(folder: Path, unfinished: Path, path: Path) -> None:
    """In one step where both are on one disk; else copied beside its place under a passing name, which is written down
    so that the next start removes it if this process dies."""
    unfinished.chmod(_mode(path))
    try:
        unfinished.replace(path)
        return
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    note = note_elsewhere(folder, beside)
    try:
        with unfinished.open("rb") as source, os.fdopen(open_private(beside), "wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        beside.chmod(_mode(path))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
        forget_elsewhere(note)


def _mode(path: Path) -> int:
    """What the file that is replaced had, else what this person's new files have."""
    return stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_UMASK


_EXPECTED = _("a file in a folder that can be written to, not open elsewhere")


def _not_writable(path: Path, error: OSError) -> ParameterError:
    return ParameterError("path", f"{path}: {error.strerror or error}", _EXPECTED)
