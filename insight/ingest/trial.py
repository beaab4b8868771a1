"""What would become of a draft: cleaned beside the workspace, nothing is written."""

from collections.abc import Mapping as Named
from dataclasses import dataclass, replace

import pandas as pd

from insight.ingest.assumption import Assumption
from insight.ingest.beside import beside
from insight.ingest.clean import Cleaned, clean
from insight.ingest.draft import Draft
from insight.ingest.recognise.mapping import PERSON_COLUMNS
from insight.ingest.stage import all_assumptions, record_count
from insight.schema import TABLES, Kind
from insight.settings import settings
from insight.warehouse import Session, scratch
from insight.warehouse.tables import column_list

SAMPLE_ROWS = 20_000
"""So many rows are tried out before a sheet is loaded."""

_SHOWN_ROWS = 20
_MONEY = {"orders": ("paid_amount", "order_amount", "goods_amount"), "order_items": ("line_paid",)}


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows before and after cleaning.

    `tables`: canonical table -> frame with `source_row` and, for each filled column, `<column>` (the value) and
    `<column>:text` (the cell it came from). `problems` as in `insight.ingest.clean.Cleaned`.
    """

    tables: dict[str, pd.DataFrame]
    problems: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Figures:
    """What the tried rows come to: records by table, records left out, different people named by the rows, and money
    by currency ("" where none is known), of which `not_sold` orders are unpaid, closed or refunded; `rows` of the sheet
    were tried."""

    rows: int
    records: dict[str, int]
    rejected: int
    people: int
    money: dict[str, float]
    not_sold: int = 0


@dataclass(frozen=True, slots=True)
class Trial:
    """`assumptions` are all that stand behind the reading: those of the draft and those of cleaning."""

    preview: Preview
    figures: Figures
    assumptions: tuple[Assumption, ...]

    def unread(self, table: str, column: str) -> list[tuple[int, str]]:
        """The cells of a canonical column that could not be read: row of the file and what stands there."""
        problems = self.preview.problems
        mine = problems[(problems["table_name"] == table) & (problems["column_name"] == column)]
        told = mine[mine["value"].notna()].drop_duplicates("source_row")
        return [(int(row), str(value)) for row, value in zip(told["source_row"], told["value"], strict=True)]


def preview(draft: Draft, rows: int = _SHOWN_ROWS) -> Preview:
    """The first rows of a draft, as they stand in the file and as they would be loaded."""
    return try_out(draft, rows).preview


def try_out(draft: Draft, rows: int = SAMPLE_ROWS) -> Trial:
    """Clean the first rows of a draft. Raises ValueError for a refused one."""
    if draft.table is None or draft.mapping is None:
        raise ValueError("a refused sheet has no preview")
    head = replace(draft.table, cells=draft.table.cells.slice(0, rows))
    with scratch() as session:
        cleaned = clean(session, head, draft.mapping, currency=settings().currency)
        told = all_assumptions(session, draft.assumptions, cleaned)
        figures = figures_of(session, cleaned, head.cells.num_rows)
        tables = {
            name: session.query(
                f'SELECT * FROM "incoming_{name}" ORDER BY source_row LIMIT $rows',  # noqa: S608
                {"rows": min(rows, _SHOWN_ROWS)},
            )
            for name in cleaned.tables
        }
    shown = {name: beside(frame, head, draft.mapping, name) for name, frame in tables.items()}
    return Trial(Preview(shown, cleaned.problems), figures, told)


def figures(draft: Draft) -> Figures:
    """What a whole draft comes to. Raises ValueError for a refused one."""
    if draft.table is None or draft.mapping is None:
        raise ValueError("a refused sheet has no figures")
    with scratch() as session:
        cleaned = clean(session, draft.table, draft.mapping, currency=settings().currency)
        return figures_of(session, cleaned, draft.rows)


def figures_of(session: Session, cleaned: Cleaned, rows: int) -> Figures:
    """What cleaning left in the session, in figures."""
    return Figures(
        rows=rows,
        records={name: record_count(session, name) for name in cleaned.tables},
        rejected=sum(cleaned.rejected.values()),
        people=_people(session, cleaned.tables),
        money=_money(session, cleaned.tables),
        not_sold=int(session.scalar(_NOT_SOLD)) if "orders" in cleaned.tables else 0,
    )


_NOT_SOLD = "SELECT count(*) FROM incoming_orders WHERE status IN ('unpaid', 'closed', 'refunded')"


def _people(session: Session, tables: tuple[str, ...]) -> int:
    """How many different people the rows name, each row by the first identifier that it has."""
    naming = {name: PERSON_COLUMNS[name] for name in tables if PERSON_COLUMNS[name]}
    if not naming:
        return 0
    rows = " UNION ALL ".join(
        f'SELECT coalesce({column_list(list(columns))}) AS who FROM "incoming_{name}"'  # noqa: S608
        for name, columns in naming.items()
    )
    return int(session.scalar(f"SELECT count(DISTINCT who) FROM ({rows})"))  # noqa: S608


def _money(session: Session, tables: tuple[str, ...]) -> dict[str, float]:
    name = next((name for name in _MONEY if name in tables), None)
    if name is None:
        return {}
    columns = [column for column in _MONEY[name] if TABLES[name][column].kind is Kind.MONEY]
    currency = "coalesce(currency, '')" if "currency" in TABLES[name].column_names else "''"
    found = session.query(
        f'SELECT {currency} AS currency, sum(coalesce({column_list(columns)})) AS money FROM "incoming_{name}" '  # noqa: S608
        "GROUP BY 1 HAVING money IS NOT NULL ORDER BY 2 DESC"
    )
    return {str(code): float(money) for code, money in zip(found["currency"], found["money"], strict=True)}


def changed(before: Named[str, float], after: Named[str, float]) -> bool:
    """Whether two sums of money differ by a cent or more in any currency."""
    return any(abs(before.get(code, 0) - after.get(code, 0)) >= 0.005 for code in {*before, *after})
