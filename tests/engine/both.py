"""A workspace that asks both engines everything, answers as DuckDB does, and keeps what differed."""

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlglot.errors import SqlglotError

from insight.errors import InsightError
from insight.warehouse import DuckWarehouse
from insight.warehouse.session import Values
from insight.warehouse.spark.workspace import SparkWarehouse

TOLERANCE = 1e-9
"""Sums of amounts are exact; what was divided or averaged may differ in the last digits."""


class BothEngines:
    """What analyses and segments ask of a warehouse; anything else is DuckDB's."""

    def __init__(self, one: DuckWarehouse, other: SparkWarehouse) -> None:
        self._one, self._other = one, other
        self._asked: set[str] = set()
        self.differences: list[str] = []
        self.compared = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._one, name)

    def query(self, statement: str, values: Values | None = None) -> pd.DataFrame:
        self._compare(statement, values, lambda warehouse: warehouse.arrow(statement, values))
        return self._one.query(statement, values)

    def arrow(self, statement: str, values: Values | None = None) -> pa.Table:
        return self._compare(statement, values, lambda warehouse: warehouse.arrow(statement, values))

    def people(self, statement: str, values: Values | None = None) -> pa.Table:
        return self.arrow(statement, values)

    def count(self, statement: str, values: Values | None = None) -> int:
        count = self._one.count(statement, values)
        if self._is_new(("count", statement, values)):
            found = self._other.count(statement, values)
            self._note(statement, None if found == count else f"{found} rows for {count}")
        return count

    def about(self, people: str, values: Values | None, statement: str, more: Values | None = None) -> pa.Table:
        asked = (people, values, more)
        return self._compare(statement, asked, lambda warehouse: warehouse.about(people, values, statement, more))

    def _compare(self, statement: str, values: object, ask: Callable[[DuckWarehouse], pa.Table]) -> pa.Table:
        answer = ask(self._one)
        if self._is_new((statement, values)):
            try:
                self._note(statement, difference(answer, ask(self._other)))
            except (InsightError, SqlglotError, ValueError) as error:
                self._note(statement, f"{type(error).__name__}: {error}")
        return answer

    def _is_new(self, asked: object) -> bool:
        key = repr(asked)
        is_new = key not in self._asked
        self._asked.add(key)
        self.compared += is_new
        return is_new

    def _note(self, statement: str, differs: str | None) -> None:
        if differs is not None:
            self.differences.append(f"{differs[:400]}\n{statement}")


def difference(expected: pa.Table, found: pa.Table) -> str | None:
    """How two answers differ as heaps of rows: columns, types, number of rows, or the first row without an equal."""
    if expected.schema.remove_metadata() != found.schema.remove_metadata():
        return f"columns {found.schema} for {expected.schema}"
    if expected.num_rows != found.num_rows:
        return f"{found.num_rows} rows for {expected.num_rows}"
    rows = zip(_sorted(expected), _sorted(found), strict=True)
    return next((f"{b} for {a}" for a, b in rows if not _are_equal(a, b)), None)


def _sorted(table: pa.Table) -> list[tuple[Any, ...]]:
    rows = [tuple(row.values()) for row in table.to_pylist()]
    return sorted(rows, key=lambda row: tuple((value is None, _coarse(value)) for value in row))


def _coarse(value: Any) -> str:
    """Numbers that differ in their last digits only are sorted as if they were one."""
    return f"{float(value):+.6e}" if isinstance(value, float | int | Decimal) else str(value)


def _are_equal(one: Sequence[Any], other: Sequence[Any]) -> bool:
    return all(_is_equal(a, b) for a, b in zip(one, other, strict=True))


def _is_equal(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        both_undefined = math.isnan(one) and math.isnan(other)
        return both_undefined or math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return bool(one == other)
