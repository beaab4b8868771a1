"""The one gateway to a workspace's data: statements with bound values in, small frames out."""

import atexit
import logging
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pandas as pd
import pyarrow as pa

from insight.errors import QueryError
from insight.i18n import _
from insight.settings import Settings, settings
from insight.warehouse.file import DatabaseFile
from insight.warehouse.tables import create_tables

log = logging.getLogger(__name__)

Values = Mapping[str, Any]

_COUNT = "SELECT count(*) FROM ({})"
_PLACE = re.compile(r"\$([a-z_][a-z0-9_]*)")


class Warehouse(Protocol):
    """What analyses, segments and exports may ask. Any engine that knows CTEs, joins, GROUP BY and windows will do."""

    @property
    def workspace(self) -> str:
        """Name of the workspace."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes with every change of the data, and differs between workspaces: the first part of every cache key."""
        ...

    @property
    def generation(self) -> int:
        """How often the data has changed."""
        ...

    def query(self, statement: str, values: Values | None = None) -> pd.DataFrame:
        """The rows of a statement. Values whose place is not in the statement are left out."""
        ...

    def arrow(self, statement: str, values: Values | None = None) -> pa.Table:
        """The rows of a statement as Arrow, for results too large for pandas."""
        ...

    def count(self, statement: str, values: Values | None = None) -> int:
        """How many rows a statement yields, without fetching them."""
        ...

    def about(self, people: str, values: Values | None, statement: str, more: Values | None = None) -> pa.Table:
        """The rows of `statement`, which may read `chosen(customer_id)`: what the statement `people` yields."""
        ...


class Session:
    """One transaction: everything in it becomes visible together, or not at all."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def execute(self, statement: str, values: Values | None = None) -> None:
        """Run a statement for its effect."""
        with _room():
            self._cursor.execute(statement, _bound(statement, values) or None)

    def query(self, statement: str, values: Values | None = None) -> pd.DataFrame:
        """The rows of a statement."""
        return _frame(self._cursor, statement, values)

    def arrow(self, statement: str, values: Values | None = None) -> pa.Table:
        """The rows of a statement as Arrow."""
        return _table(self._cursor, statement, values)

    def scalar(self, statement: str, values: Values | None = None) -> Any:
        """The first value of the first row; None where there is no row."""
        return _first(self._cursor, statement, values)

    def register(self, name: str, frame: pa.Table | pd.DataFrame) -> None:
        """Make a frame readable under a name until the end of the transaction."""
        self._cursor.register(name, frame)


class DuckWarehouse:
    """A workspace in one DuckDB file."""

    def __init__(self, folder: Path, options: Settings) -> None:
        self.folder = folder
        self._file = DatabaseFile(
            folder / "insight.duckdb", wait_seconds=options.lock_wait_s, memory_limit=options.memory_limit
        )
        self._one_writer = threading.Lock()
        with self.writing() as session:
            create_tables(session)

    @property
    def workspace(self) -> str:
        return self.folder.name

    @property
    def fingerprint(self) -> str:
        row = self.query("SELECT workspace_id, generation FROM app.state").iloc[0]
        return f"{row.workspace_id}:{row.generation}"

    @property
    def generation(self) -> int:
        return int(self.query("SELECT generation FROM app.state")["generation"].iloc[0])

    def query(self, statement: str, values: Values | None = None) -> pd.DataFrame:
        with self._file.cursor() as cursor:
            return _frame(cursor, statement, values)

    def arrow(self, statement: str, values: Values | None = None) -> pa.Table:
        with self._file.cursor() as cursor:
            return _table(cursor, statement, values)

    def count(self, statement: str, values: Values | None = None) -> int:
        with self._file.cursor() as cursor:
            rows: int = _first(cursor, _COUNT.format(statement), values)
            return rows

    def about(self, people: str, values: Values | None, statement: str, more: Values | None = None) -> pa.Table:
        with self._file.cursor() as cursor:
            cursor.register("chosen", _table(cursor, people, values))
            return _table(cursor, statement, more)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction, one writer at a time; rolled back whole when anything in it fails."""
        with self._one_writer, self._file.cursor() as cursor:
            cursor.begin()
            try:
                yield Session(cursor)
            except BaseException:
                with suppress(duckdb.Error):
                    cursor.rollback()
                raise
            with _room():
                _commit(cursor)

    @contextmanager
    def trying(self) -> Iterator[Session]:
        """One transaction that never becomes visible: for saying what a change would do. Waits for nobody."""
        with self._file.cursor() as cursor:
            cursor.begin()
            try:
                yield Session(cursor)
            finally:
                cursor.rollback()

    def close(self) -> None:
        """Let the file go, so that another process can have it at once."""
        self._file.close()


def _commit(cursor: duckdb.DuckDBPyConnection) -> None:
    """Where the log cannot be written, the engine says so by another fault than elsewhere."""
    try:
        cursor.commit()
    except duckdb.TransactionException as error:
        raise duckdb.IOException(str(error)) from error


def _table(cursor: duckdb.DuckDBPyConnection, statement: str, values: Values | None) -> pa.Table:
    with _room():
        return cursor.sql(statement, params=_bound(statement, values) or None).to_arrow_table()


def _frame(cursor: duckdb.DuckDBPyConnection, statement: str, values: Values | None) -> pd.DataFrame:
    with _room():
        frame: pd.DataFrame = cursor.sql(statement, params=_bound(statement, values) or None).df()
        return frame


def _first(cursor: duckdb.DuckDBPyConnection, statement: str, values: Values | None) -> Any:
    with _room():
        rows: list[Any] = cursor.sql(statement, params=_bound(statement, values) or None).fetchall()
        return rows[0][0] if rows else None


def _bound(statement: str, values: Values | None) -> dict[str, Any]:
    places = set(_PLACE.findall(statement))
    return {name: value for name, value in (values or {}).items() if name in places}


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException) as error:
        raise _no_room(error) from error


def _no_room(error: duckdb.Error) -> QueryError:
    log.error("statement failed: %s", error)
    return QueryError(
        _("The computer ran out of room for this work"),
        _("{reason}", reason=str(error).splitlines()[0]),
        _("Nothing was changed. Free some disk space or memory and try again"),
    )


@contextmanager
def scratch() -> Iterator[Session]:
    """A session on an empty database in memory, gone at the end: for trying out what would be loaded."""
    with duckdb.connect(":memory:", config={"enable_external_access": False}) as connection:
        yield Session(connection)


_open: dict[Path, DuckWarehouse] = {}
_opening = threading.Lock()


def open_workspace(workspace: str, options: Settings | None = None) -> DuckWarehouse:
    """The workspace of that name, created when it does not exist; one object per file and process."""
    options = options or settings()
    folder = options.workspace_folder(workspace).resolve()
    with _opening:
        if folder not in _open:
            _open[folder] = DuckWarehouse(folder, options)
        return _open[folder]


@atexit.register
def close_workspaces() -> None:
    """Let every file go; also what the interpreter does before it ends."""
    with _opening:
        for warehouse in _open.values():
            warehouse.close()
        _open.clear()


def workspace_names(options: Settings | None = None) -> list[str]:
    """The workspaces that exist, in alphabetical order."""
    home = (options or settings()).home
    return sorted(path.parent.name for path in home.glob("*/insight.duckdb"))
