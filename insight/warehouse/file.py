"""The DuckDB file of one workspace: opened when needed, shared by the threads of this process, let go when idle."""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb

from insight.errors import QueryError
from insight.i18n import _
from insight.warehouse.private import keep_private, private_folder
from insight.warehouse.session import damaged, is_damaged

log = logging.getLogger(__name__)

_IDLE_SECONDS = 1.0
_SPILL = "spill"
_HELD_BY_ANOTHER = ("lock", "being used by another process")


class _Look(NamedTuple):
    """How a file looks from outside; `log` is the size and time of what was written ahead of it."""

    device: int
    number: int
    size: int
    changed: int
    log: tuple[int, int]


def _look(path: Path) -> _Look:
    found, ahead = _stat(path), _stat(path.with_name(f"{path.name}.wal"))
    return _Look(
        found.st_dev if found else 0,
        found.st_ino if found else 0,
        found.st_size if found else 0,
        found.st_mtime_ns if found else 0,
        (ahead.st_size, ahead.st_mtime_ns) if ahead else (0, 0),
    )


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


class DatabaseFile:
    """Hands out cursors on one DuckDB file.

    DuckDB lets a single process hold a file. So the file is opened with the first cursor and closed a moment after
    the last one, and a process that finds it taken waits for its turn: the app, a command line and a watched folder
    can work on the same workspace. A file that was replaced meanwhile, as by a backup that is put back, is opened anew.
    """

    def __init__(
        self,
        path: Path,
        *,
        wait_seconds: float,
        memory_limit: str,
        prepare: Callable[[duckdb.DuckDBPyConnection], None],
    ) -> None:
        """`prepare` makes what is missing in a file that this object has not seen yet, or finds changed."""
        self.path = path
        self._prepare = prepare
        self._prepared: int | None = None
        self._wait_seconds = wait_seconds
        self._memory_limit = memory_limit
        self._guard = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._cursors = 0
        self._is_broken = False
        self._closer: threading.Timer | None = None
        self._left_as: _Look | None = None
        self._found_changed = 0

    @property
    def identity(self) -> str:
        """Which file this is: where it lies, what the system knows it by, how often it was found other than left.

        To be asked while a cursor is in use: then it speaks of the file that the cursor reads.
        """
        look = _look(self.path)
        return f"{self.path}:{look.device}:{look.number}:{self._found_changed}"

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one statement or one transaction."""
        with self._guard:
            if self._closer is not None:
                self._closer.cancel()
                self._closer = None
            if self._cursors == 0:
                self._notice_change()
            if self._connection is None:
                self._connection = self._open()
            cursor = self._connection.cursor()
            self._cursors += 1
        try:
            yield cursor
        except BaseException as error:
            self._is_broken |= isinstance(error, duckdb.FatalException)
            self._is_broken |= isinstance(error.__cause__, duckdb.FatalException)
            raise
        finally:
            cursor.close()
            self._release()

    def close(self) -> None:
        """Let the file go now, unless somebody still uses it."""
        with self._guard:
            if self._closer is not None:
                self._closer.cancel()
                self._closer = None
            if self._cursors == 0:
                self._close()

    def _close(self) -> None:
        self._is_broken = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._left_as = _look(self.path)

    def _notice_change(self) -> None:
        """Let go of a file that is not as it was left: another process wrote to it, or another file took its place.

        What this process still had to write belongs to the file that was there before, and must not reach this one.
        """
        look = _look(self.path)
        if self._left_as is None or look == self._left_as:
            return
        self._found_changed += 1
        if self._connection is not None:
            log.warning("%s was replaced while it was in use", self.path)
            is_log_ours = look.log == self._left_as.log
            self._connection.execute("PRAGMA disable_checkpoint_on_shutdown")
            self._connection.close()
            self._connection = None
            if is_log_ours:
                self._log_path.unlink(missing_ok=True)

    @property
    def _log_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}.wal")

    def _release(self) -> None:
        """After the last cursor close the file soon; at once where a full disk has made the connection useless."""
        with self._guard:
            self._cursors -= 1
            if self._cursors == 0 and self._is_broken:
                self._close()
            elif self._cursors == 0:
                keep_private(self._log_path)
                self._left_as = _look(self.path)
                self._closer = threading.Timer(_IDLE_SECONDS, self.close)
                self._closer.daemon = True
                self._closer.start()

    def _open(self) -> duckdb.DuckDBPyConnection:
        self._make_folder()
        deadline = time.monotonic() + self._wait_seconds
        while True:
            try:
                if not self.path.exists():
                    self._create()
                return self._ready(duckdb.connect(str(self.path), config=self._config()))
            except duckdb.Error as error:
                if self._sets_log_aside(error):
                    continue
                if is_damaged(error):
                    raise damaged(error, self.path.parent.name) from error
                if not any(words in str(error).lower() for words in _HELD_BY_ANOTHER):
                    raise _cannot_open(self.path, error) from error
                if time.monotonic() > deadline:
                    raise _in_use(self.path) from error
            time.sleep(0.05)

    def _ready(self, connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        keep_private(self.path)
        if self._prepared != self._found_changed:
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
            self._prepared = self._found_changed
        return connection

    def _sets_log_aside(self, error: duckdb.Error) -> bool:
        """What was written ahead of another state of the file than the one that was put back fits no file any more."""
        if not all(words in str(error) for words in ("WAL", "not match")) or not self._log_path.exists():
            return False
        log.warning("%s belongs to another state of the file: set aside", self._log_path)
        self._log_path.replace(self._log_path.with_suffix(".wal-of-another-state"))
        return True

    def _make_folder(self) -> None:
        """The folder of the workspace and the one where statements may spill to, both for their owner alone."""
        try:
            private_folder(self.path.parent / _SPILL)
            keep_private(self.path.parent)
        except OSError as error:
            raise _no_folder(self.path.parent, error) from error

    def _create(self) -> None:
        """An empty database, under a passing name first: a process killed meanwhile must not leave half a file."""
        unfinished = self.path.with_name(f"{self.path.name}.{os.getpid()}.{threading.get_ident()}.part")
        try:
            duckdb.connect(str(unfinished), config=self._config()).close()
            keep_private(unfinished)
            os.link(unfinished, self.path)
        except FileExistsError:
            log.info("another process has created %s meanwhile", self.path)
        except (OSError, NotImplementedError):
            if not self.path.exists() and unfinished.exists():
                unfinished.rename(self.path)
        finally:
            unfinished.unlink(missing_ok=True)

    def _config(self) -> dict[str, str | bool | int | float | list[str]]:
        return {
            "enable_external_access": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "memory_limit": self._memory_limit,
            "preserve_insertion_order": False,
            "temp_directory": str(self.path.parent / _SPILL),
        }


def _in_use(path: Path) -> QueryError:
    return QueryError(
        _("The workspace is in use by another process"),
        _("{workspace}", workspace=path.parent.name),
        _("Wait until its import is done, or stop it, and try again"),
    )


def _cannot_open(path: Path, error: duckdb.Error) -> QueryError:
    log.error("cannot open %s: %s", path, error)
    return QueryError(
        _("The workspace cannot be opened"),
        _("{workspace}: {reason}", workspace=path.parent.name, reason=str(error).splitlines()[0]),
        _("Check that the disk has space and that the folder can be written to"),
    )


def _no_folder(folder: Path, error: OSError) -> QueryError:
    log.error("cannot make %s: %s", folder, error)
    return QueryError(
        _("The folder of the workspaces cannot be used"),
        _("{folder}: {reason}", folder=str(folder), reason=error.strerror or str(error)),
        _("Name a folder that can be written to in the setting INSIGHT_HOME"),
    )
