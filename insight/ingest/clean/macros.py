"""The macros that read cells, each defined in a session when a statement first names it: a file needs few of them."""

import re
from functools import cache
from importlib.resources import files

import duckdb

from insight.warehouse import Session
from insight.warehouse.tables import statements

_FILES = ("macros", "macros_contacts", "macros_currency", "macros_keys", "macros_time")
_DEFINED = re.compile(r"CREATE OR REPLACE TEMP MACRO (\w+)\(")
_CALLED = re.compile(r"\b[a-z]\w*(?=\()")


class ReadingSession(Session):
    """A session whose statements may call any macro of this package."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.cursor)
        self._defined: set[str] = set()

    def _ready_for(self, statement: str) -> duckdb.DuckDBPyConnection:
        for name in _named(statement) - self._defined:
            self._define(name)
        return self.cursor

    def _define(self, name: str) -> None:
        """Those it calls come first: a macro is bound when it is made."""
        self._defined.add(name)
        self.execute(_macros()[name])


def _named(statement: str) -> set[str]:
    return set(_CALLED.findall(statement)) & _macros().keys()


@cache
def _macros() -> dict[str, str]:
    """Name -> the statement that defines it."""
    texts = (files("insight.ingest.clean").joinpath(f"{name}.sql").read_text(encoding="utf-8") for name in _FILES)
    return {match[1]: each for text in texts for each in statements(text) if (match := _DEFINED.search(each))}
