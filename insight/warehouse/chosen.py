"""The people that statements found, kept while nothing changes: count, reach, preview and list ask for the same."""

import threading
from collections import OrderedDict
from collections.abc import Callable

import pyarrow as pa

from insight.warehouse.session import Values

MOST_BYTES = 64 * 1024 * 1024
"""So much of customer_ids is kept for a workspace, about two million of them; those asked for last."""

Key = tuple[str, str, str]


class Chosen:
    """Tables of people by the state of the data, the statement and its values."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._tables: OrderedDict[Key, pa.Table] = OrderedDict()
        self._bytes = 0
        self._changes = 0
        self._lock = threading.Lock()

    def get(self, key: Key, find: Callable[[], pa.Table]) -> pa.Table:
        """The people kept under a key, else those found now. What was found while something changed is not kept."""
        with self._lock:
            changes = self._changes
            if key in self._tables:
                self._tables.move_to_end(key)
                return self._tables[key]
        found = find()
        with self._lock:
            if changes == self._changes and key not in self._tables and found.nbytes <= self._most_bytes:
                self._keep(key, found)
        return found

    def forget(self) -> None:
        """After any change of the workspace, also one that is no change of data: statements read saved lists too."""
        with self._lock:
            self._tables.clear()
            self._bytes = 0
            self._changes += 1

    def _keep(self, key: Key, found: pa.Table) -> None:
        self._tables[key] = found
        self._bytes += found.nbytes
        while self._bytes > self._most_bytes:
            _key, oldest = self._tables.popitem(last=False)
            self._bytes -= oldest.nbytes


def key_of(fingerprint: str, statement: str, values: Values | None) -> Key:
    """The state of the data, what is asked, and what it is bound to."""
    return fingerprint, statement, repr(sorted((values or {}).items()))
