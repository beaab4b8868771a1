"""The macros that read cells, each defined in a session when a statement first names it: a file needs few of them."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd
import pyarrow as pa

from insight.warehouse import Session
from insight.warehouse.session import Values
from insight.warehouse.tables import statements

_FILES = ("macros", "macros_contacts", "macros_currency", "macros_keys", "macros_time")
_DEFINED = re.compile(r"CREATE OR REPLACE TEMP MACRO (\w+)\(")
_CALLED = re.compile(r"\b[a-z]\w*(?=\()")


def reading(session: Session) -> Session:
    """The same session, whose statements may call any macro of this package."""
    return session if isinstance(session, _Reading) else _Reading(session)


class _Reading(Session):
    """Everything but the macros is that of the session given."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.cursor)
        self._session = session
        self._defined: set[str] = set()

    def execute(self, statement: str, values: Values | None = None) -> None:
        self._define(statement)
        self._session.execute(statement, values)

    def query(self, statement: str, values: Values | None = None) -> pd.DataFrame:
        self._define(statement)
        return self._session.query(statement, values)

    def arrow(self, statement: str, values: Values | None = None) -> pa.Table:
        self._define(statement)
        return self._session.arrow(statement, values)

    def batches(self, statement: str, rows: int, values: Values | None = None) -> Iterator[pa.RecordBatch]:
        self._define(statement)
        return self._session.batches(statement, rows, values)

    def scalar(self, statement: str, values: Values | None = None) -> Any:
        self._define(statement)
        return self._session.scalar(statement, values)

    def _define(self, statement: str) -> None:
        """What a macro calls comes before it: a macro is bound when it is made."""
        for name in _named(statement) - self._defined:
            self._defined.add(name)
            self.execute(_macros()[name])


def _named(statement: str) -> set[str]:
    return set(_CALLED.findall(statement)) & _macros().keys()


@cache
def _macros() -> dict[str, str]:
    """Name -> the statement that defines it."""
    texts = (files("insight.ingest.clean").joinpath(f"{name}.sql").read_text(encoding="utf-8") for name in _FILES)
    return {match[1]: each for text in texts for each in statements(text) if (match := _DEFINED.search(each))}
