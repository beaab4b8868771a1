"""The DuckDB file of one workspace: opened when needed, shared by the threads of this process, let go when idle."""

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from insight.errors import QueryError
from insight.i18n import _

log = logging.getLogger(__name__)

_IDLE_SECONDS = 1.0
_HELD_BY_ANOTHER = ("lock", "being used by another process")


class DatabaseFile:
    """Hands out cursors on one DuckDB file.

    DuckDB lets a single process hold a file. So the file is opened with the first cursor and closed a moment after
    the last one, and a process that finds it taken waits for its turn: the app, a command line and a watched folder
    can work on the same workspace.
    """

    def __init__(self, path: Path, *, wait_seconds: float, memory_limit: str) -> None:
        self.path = path
        self._wait_seconds = wait_seconds
        self._memory_limit = memory_limit
        self._guard = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._cursors = 0
        self._is_broken = False
        self._closer: threading.Timer | None = None

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of its own for one statement or one transaction."""
        with self._guard:
            if self._closer is not None:
                self._closer.cancel()
                self._closer = None
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

    def _release(self) -> None:
        """After the last cursor close the file soon; at once where a full disk has made the connection useless."""
        with self._guard:
            self._cursors -= 1
            if self._cursors == 0 and self._is_broken:
                self._close()
            elif self._cursors == 0:
                self._closer = threading.Timer(_IDLE_SECONDS, self.close)
                self._closer.daemon = True
                self._closer.start()

    def _open(self) -> duckdb.DuckDBPyConnection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        deadline = time.monotonic() + self._wait_seconds
        while True:
            try:
                if not self.path.exists():
                    self._create()
                return duckdb.connect(str(self.path), config=self._config())
            except duckdb.IOException as error:
                if not any(words in str(error).lower() for words in _HELD_BY_ANOTHER):
                    raise _cannot_open(self.path, error) from error
                if time.monotonic() > deadline:
                    raise _in_use(self.path) from error
            time.sleep(0.05)

    def _create(self) -> None:
        """An empty database, under a passing name first: a process killed meanwhile must not leave half a file."""
        unfinished = self.path.with_name(f"{self.path.name}.{os.getpid()}.{threading.get_ident()}.part")
        try:
            duckdb.connect(str(unfinished), config=self._config()).close()
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
            "temp_directory": str(self.path.parent / "spill"),
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
