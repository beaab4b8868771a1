"""The one gateway to a workspace's data: statements with bound values in, small frames out."""

import atexit
import itertools
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

import duckdb
import pandas as pd
import pyarrow as pa

from insight.errors import ParameterError
from insight.i18n import _
from insight.settings import Settings, settings
from insight.warehouse.chosen import Chosen, key_of
from insight.warehouse.file import DatabaseFile
from insight.warehouse.ledger import LEDGER, write_ledger
from insight.warehouse.private import make_private
from insight.warehouse.refresh import refresh
from insight.warehouse.session import (
    Session,
    Values,
    read_few,
    read_first,
    read_frame,
    read_table,
    with_room,
)
from insight.warehouse.spark import engine_of, require_client
from insight.warehouse.tables import SCHEMA_VERSION, create_tables, renew_token
from insight.warehouse.traits import create_traits

DATABASE = "insight.duckdb"
"""The name of the file in the folder of a workspace."""

_COUNT = "SELECT count(*) FROM ({})"


class Warehouse(Protocol):
    """What analyses, segments and exports may ask. Any engine that knows CTEs, joins, GROUP BY and windows will do."""

    @property
    def workspace(self) -> str:
        """Name of the workspace."""
        ...

    @property
    def fingerprint(self) -> str:
        """Differs between any two states of any two workspaces, copies and backups too: the first part of every cache
        key."""
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

    def people(self, statement: str, values: Values | None = None) -> pa.Table:
        """The customer_ids that a statement yields; found once for a state of the data, whoever asks."""
        ...

    def about(self, people: str, values: Values | None, statement: str, more: Values | None = None) -> pa.Table:
        """The rows of `statement`, which may read `chosen(customer_id)`: what the statement `people` yields."""
        ...


class DuckWarehouse:
    """A workspace in one DuckDB file."""

    def __init__(self, folder: Path, options: Settings) -> None:
        self.folder = folder
        self._file = DatabaseFile(
            folder / DATABASE,
            wait_seconds=options.lock_wait_s,
            memory_limit=options.memory_limit,
            prepare=_prepare,
        )
        self._one_writer = threading.Lock()
        self._chosen = Chosen()
        make_private(folder)
        with self._file.cursor() as cursor:
            write_ledger(folder, cursor)

    @property
    def workspace(self) -> str:
        return self.folder.name

    @property
    def fingerprint(self) -> str:
        """The token of the last change, and which file it was read from: its place, its identity, and how often this
        process found it other than it had left it."""
        with self._file.cursor() as cursor:
            (state,) = read_few(cursor, "SELECT generation, token FROM app.state", None).to_pylist()
            return f"{self._file.identity}:{state['generation']}:{state['token']}"

    @property
    def generation(self) -> int:
        return int(self.query("SELECT generation FROM app.state")["generation"].iloc[0])

    def query(self, statement: str, values: Values | None = None) -> pd.DataFrame:
        with self._file.cursor() as cursor:
            return read_frame(cursor, statement, values)

    def arrow(self, statement: str, values: Values | None = None) -> pa.Table:
        with self._file.cursor() as cursor:
            return read_table(cursor, statement, values)

    def count(self, statement: str, values: Values | None = None) -> int:
        with self._file.cursor() as cursor:
            rows: int = read_first(cursor, _COUNT.format(statement), values)
            return rows

    def people(self, statement: str, values: Values | None = None) -> pa.Table:
        key = key_of(self.fingerprint, statement, values)
        return self._chosen.get(key, lambda: self._found(statement, values))

    def _found(self, statement: str, values: Values | None) -> pa.Table:
        with self._file.cursor() as cursor:
            return read_few(cursor, statement, values)

    def about(self, people: str, values: Values | None, statement: str, more: Values | None = None) -> pa.Table:
        chosen = self.people(people, values)
        with self._file.cursor() as cursor:
            cursor.register("chosen", chosen)
            return read_table(cursor, statement, more)

    @contextmanager
    def writing(self, *, of_data: bool = True) -> Iterator[Session]:
        """One transaction, one writer at a time; rolled back whole when anything in it fails.

        `of_data` False is for what no analysis reads (a saved segment, a row of the export log): results that were kept
        stay good. In doubt leave it: a result that is computed again costs a moment, a stale one is a wrong number.
        """
        with self._one_writer, self._file.cursor() as cursor:
            with _transaction(cursor) as session:
                yield session
                if of_data:
                    renew_token(session)
            self._chosen.forget()
            write_ledger(self.folder, cursor)

    def require_own_data(self) -> None:
        """Raises QueryError where the data lie elsewhere than in the file, so that none can be brought in here."""

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


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing in a file: all of a new one, what an older program did not know yet."""
    with connection.cursor() as cursor:
        if _is_current(cursor):
            return
    with connection.cursor() as cursor, _transaction(cursor) as session:
        is_older = create_tables(session)
        create_traits(session)
        if is_older:
            refresh(session)
            renew_token(session)
        renew_token(session, unless_there=True)


def _is_current(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether this version wrote the file: then opening it writes nothing, also on a disk that is full."""
    try:
        rows = read_few(cursor, "SELECT schema_version, token FROM app.state", None).to_pylist()
    except (duckdb.CatalogException, duckdb.BinderException):
        return False
    return any(row["schema_version"] == SCHEMA_VERSION and row["token"] is not None for row in rows)


@contextmanager
def _transaction(cursor: duckdb.DuckDBPyConnection) -> Iterator[Session]:
    cursor.begin()
    try:
        yield Session(cursor)
    except BaseException:
        with suppress(duckdb.Error):
            cursor.rollback()
        raise
    with with_room():
        _commit(cursor)


def _commit(cursor: duckdb.DuckDBPyConnection) -> None:
    """Where the log cannot be written, the engine says so by another fault than elsewhere."""
    try:
        cursor.commit()
    except duckdb.TransactionException as error:
        raise duckdb.IOException(str(error)) from error


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
            _open[folder] = _made(folder, options)
        return _open[folder]


def _made(folder: Path, options: Settings) -> DuckWarehouse:
    engine = engine_of(folder)
    if engine is None:
        return DuckWarehouse(folder, options)
    require_client()
    from insight.warehouse.spark.workspace import SparkWarehouse

    return SparkWarehouse(folder, options, engine)


def set_aside(workspace: str, options: Settings | None = None) -> tuple[Path, Path]:
    """Move the file of a workspace out of the way, so that a new one can be made: its folder, and where it lies now.

    Raises ParameterError where there is no such workspace.
    """
    folder = (options or settings()).workspace_folder(workspace).resolve()
    if not (folder / DATABASE).exists():
        raise ParameterError("workspace", workspace, _("the name of a workspace that is there"))
    with _opening:
        known = _open.pop(folder, None)
        if known is not None:
            known.close()
        number = next(n for n in itertools.count(1) if not (folder / f"{DATABASE}.damaged-{n}").exists())
        target = folder / f"{DATABASE}.damaged-{number}"
        log_file = folder / f"{DATABASE}.wal"
        if log_file.exists():
            log_file.replace(target.with_name(f"{target.name}.wal"))
        if (folder / LEDGER).exists():
            shutil.copy(folder / LEDGER, target.with_name(f"{target.name}.{LEDGER}"))
        (folder / DATABASE).replace(target)
    return folder, target


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
