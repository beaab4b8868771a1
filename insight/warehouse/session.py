"""One transaction on a workspace's file, and how a statement meets the engine: values bound, faults in words."""

import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from insight.errors import DamagedError, QueryError
from insight.i18n import _

log = logging.getLogger(__name__)

Values = Mapping[str, Any]

_INTERRUPTED = "Query interrupted"
_NO_ROOM = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException)
_DAMAGED = (
    "corrupt database file",
    "not a valid duckdb database file",
    "could not read enough bytes",
    "failure while replaying wal",
    "failed to load metadata pointer",
    "deserialization error",
    "serialization error",
)
# What `read_few` does knowingly.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result makes an extra copy", category=UserWarning)

_PLACE = re.compile(r"\$([a-z_][a-z0-9_]*)")


class Session:
    """One transaction: everything in it becomes visible together, or not at all."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    @property
    def cursor(self) -> duckdb.DuckDBPyConnection:
        """The cursor of the transaction, for what else belongs to it."""
        return self._cursor

    def execute(self, statement: str, values: Values | None = None) -> None:
        """Run a statement for its effect."""
        with with_room():
            _run(self._cursor, statement, values)

    def query(self, statement: str, values: Values | None = None) -> pd.DataFrame:
        """The rows of a statement."""
        return read_frame(self._cursor, statement, values)

    def arrow(self, statement: str, values: Values | None = None) -> pa.Table:
        """The rows of a statement as Arrow."""
        return read_table(self._cursor, statement, values)

    def batches(self, statement: str, rows: int, values: Values | None = None) -> Iterator[pa.RecordBatch]:
        """The rows of a statement, so many at a time: for what is too large to be held at once."""
        with with_room():
            yield from self._cursor.sql(statement, params=bound(statement, values) or None).to_arrow_reader(rows)

    def scalar(self, statement: str, values: Values | None = None) -> Any:
        """The first value of the first row; None where there is no row."""
        return read_first(self._cursor, statement, values)

    def register(self, name: str, frame: pa.Table | pd.DataFrame) -> None:
        """Make a frame readable under a name until the end of the transaction."""
        self._cursor.register(name, frame)


def read_table(cursor: duckdb.DuckDBPyConnection, statement: str, values: Values | None) -> pa.Table:
    with with_room():
        return cursor.sql(statement, params=bound(statement, values) or None).to_arrow_table()


def read_frame(cursor: duckdb.DuckDBPyConnection, statement: str, values: Values | None) -> pd.DataFrame:
    with with_room():
        frame: pd.DataFrame = _run(cursor, statement, values).df()
        return frame


def read_first(cursor: duckdb.DuckDBPyConnection, statement: str, values: Values | None) -> Any:
    with with_room():
        rows: list[Any] = _run(cursor, statement, values).fetchall()
        return rows[0][0] if rows else None


def read_few(cursor: duckdb.DuckDBPyConnection, statement: str, values: Values | None) -> pa.Table:
    """The rows of a statement as Arrow, where they are few bytes: planned once, but copied once more."""
    with with_room():
        return _run(cursor, statement, values).to_arrow_table()


def _run(cursor: duckdb.DuckDBPyConnection, statement: str, values: Values | None) -> duckdb.DuckDBPyConnection:
    """A relation (`sql`) plans a statement twice; only Arrow would be copied once more without it."""
    return cursor.execute(statement, bound(statement, values) or None)


def bound(statement: str, values: Values | None) -> dict[str, Any]:
    """The values whose place is in the statement."""
    places = set(_PLACE.findall(statement))
    return {name: value for name, value in (values or {}).items() if name in places}


@contextmanager
def with_room() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        if is_damaged(error):
            raise damaged(error) from error
        if isinstance(error, _NO_ROOM):
            raise _no_room(error) from error
        raise
    except RuntimeError as error:
        # So the engine says that a person broke off: not a fault of the program.
        if str(error) != _INTERRUPTED:
            raise
        raise KeyboardInterrupt from error


def _no_room(error: duckdb.Error) -> QueryError:
    log.error("statement failed: %s", error)
    return QueryError(
        _("The computer ran out of room for this work"),
        _("{reason}", reason=str(error).splitlines()[0]),
        _("Nothing was changed. Free some disk space or memory and try again"),
    )


def is_damaged(error: BaseException) -> bool:
    """Whether the engine says that what lies on the disk is not what was written there."""
    return any(words in str(error).lower() for words in _DAMAGED)


def damaged(error: BaseException, workspace: str | None = None) -> DamagedError:
    """The sentence for it."""
    log.error("damaged: %s", error)
    reason = str(error).splitlines()[0]
    return DamagedError(
        _("The file of the workspace is damaged"),
        _("{workspace}: {reason}", workspace=workspace, reason=reason) if workspace else _("{reason}", reason=reason),
        _("Put a backup back, or build it again from the kept files: python -m insight doctor --rebuild"),
    )
