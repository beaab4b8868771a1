"""From a table of text to rows that staging can take, and the list of what could not be read."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import pandas as pd
import pyarrow as pa

from insight.ingest.clean.columns import canonical_texts, habits
from insight.ingest.clean.plain import plain_statement
from insight.ingest.clean.problems import DECISIVE
from insight.ingest.clean.typing import prepare, type_table
from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.words import normalise_word
from insight.schema import TABLES
from insight.warehouse import Session
from insight.warehouse.tables import statements

SHORT_ID = 10
"""Shorter order numbers are a shop's own counter, not a platform's: unique only together with the day."""

_ORDER = ("orders", "order_items", *(name for name in TABLES if name not in ("orders", "order_items")))
"""Orders before their lines, which take the order's number and time."""

_PROBLEM_COLUMNS = ["source_row", "table_name", "column_name", "header", "value", "reason", "is_rejected"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What `clean` left in the session: a temporary table `incoming_<name>` for each name in `tables`.

    `read` counts the records of each table that the file holds, rejected ones included. `problems` has one row a cell:
    source_row, table_name, column_name, header, value, reason (a key of `REASONS`), is_rejected.
    """

    tables: tuple[str, ...]
    read: dict[str, int]
    rejected: dict[str, int]
    problems: pd.DataFrame


def clean(session: Session, table: TextTable, mapping: Mapping, *, currency: str) -> Cleaned:
    """Type and shape the rows of one sheet in temporary tables. `currency` holds where the export states none."""
    prepare(session)
    names = [name for name in _ORDER if mapping.columns.get(name)]
    found: list[pd.DataFrame] = []
    for name in names:
        texts = canonical_texts(table, mapping, name)
        unreadable = type_table(session, name, texts, habits(texts, name), mapping.timezone)
        _complete(session, name, mapping)
        found.append(_problems(session, name, unreadable))
    problems = _with_headers(pd.concat(found, ignore_index=True), table, mapping)
    rejected_rows = _reject(session, problems, names, mapping)
    _register_words(session, names, mapping)
    values = _values(mapping, currency)
    read, rejected = {}, {}
    for name in names:
        read[name], rejected[name] = _shape(session, name, mapping, values)
    unknown = _unknown_words(session, names, table, mapping)
    problems["is_rejected"] = problems["source_row"].isin(rejected_rows)
    everything = pd.concat([problems, unknown], ignore_index=True) if len(unknown) else problems
    return Cleaned(tuple(names), read, rejected, everything[_PROBLEM_COLUMNS])


def _text(name: str) -> str:
    return files("insight.ingest.clean").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def _model(session: Session, name: str, values: dict[str, Any]) -> None:
    for statement in statements(_text(name).replace("{order_rows}", _text("order_rows").strip())):
        session.execute(statement, values)


def _values(mapping: Mapping, currency: str) -> dict[str, Any]:
    return {
        "source_system": mapping.source_system,
        "channel": mapping.channel or None,
        "currency": mapping.currency or currency,
        "amounts": mapping.amounts,
        "short_id": SHORT_ID,
    }


def _complete(session: Session, name: str, mapping: Mapping) -> None:
    """Fill what a row leaves to the rows above it, or to another table of the same row."""
    values = {"source_system": mapping.source_system}
    if name == "orders":
        if not mapping.positions("orders", "order_id"):
            _model(session, "derive_order_ids", values)
        elif session.scalar("SELECT count(*) FROM typed_orders WHERE order_id IS NULL AND ordered_at IS NULL"):
            _model(session, "fill_order_ids", values)
        if session.scalar("SELECT count(*) FROM typed_orders WHERE ordered_at IS NULL"):
            _model(session, "fill_order_times", values)
    if name == "order_items" and "orders" in mapping.columns:
        session.execute(
            "UPDATE typed_order_items SET order_id = typed_orders.order_id, ordered_at = typed_orders.ordered_at "
            "FROM typed_orders WHERE typed_orders.source_row = typed_order_items.source_row"
        )


def _problems(session: Session, name: str, unreadable: pa.Table) -> pd.DataFrame:
    """Unreadable cells, and required cells that are empty."""
    if name == "customers":
        lacking = [session.query(_NOBODY).assign(column_name=None, value=None, reason="nobody")]
    else:
        lacking = [_missing(session, name, column.name) for column in TABLES[name].required]
    found = pd.concat([unreadable.to_pandas(), *(frame for frame in lacking if len(frame))], ignore_index=True)
    problems: pd.DataFrame = found.drop_duplicates(["source_row", "column_name"]).assign(table_name=name)
    return problems


_NOBODY = """
    SELECT source_row FROM typed_customers
    WHERE coalesce(source_customer_id, member_no, name, nickname, phone, phone_masked, email, wechat_openid,
        wechat_unionid, external_userid) IS NULL
"""


def _missing(session: Session, name: str, column: str) -> pd.DataFrame:
    empty: pd.DataFrame = session.query(f'SELECT source_row FROM "typed_{name}" WHERE "{column}" IS NULL')  # noqa: S608
    return empty.assign(column_name=column, value=None, reason="missing")


def _with_headers(problems: pd.DataFrame, table: TextTable, mapping: Mapping) -> pd.DataFrame:
    """Each problem with the header of its column as the file writes it."""
    pairs = set(zip(problems["table_name"], problems["column_name"], strict=True))
    headers = {
        (name, column): table.header[positions[0]]
        for name, column in pairs
        if column is not None and (positions := mapping.positions(name, column))
    }
    named = [headers.get(pair) for pair in zip(problems["table_name"], problems["column_name"], strict=True)]
    return problems.assign(header=pd.Series(named, index=problems.index, dtype=object))


def _reject(session: Session, problems: pd.DataFrame, names: list[str], mapping: Mapping) -> set[int]:
    """Register `rejected_rows(source_row)`: rows with a decisive problem and, among lines, the rest of their order."""
    decisive = {(name, column) for name in names for column in DECISIVE[name]}
    marked = [
        reason in ("missing", "nobody") or (name, column) in decisive
        for name, column, reason in zip(
            problems["table_name"], problems["column_name"], problems["reason"], strict=True
        )
    ]
    rows = sorted(set(problems.loc[marked, "source_row"].astype(int)))
    session.register("rejected_rows", pa.table({"source_row": pa.array(rows, pa.int64())}))
    if rows and "orders" in names and mapping.grain == "line":
        same_order = session.query(
            "SELECT source_row FROM typed_orders WHERE order_id IN (SELECT order_id FROM typed_orders "
            "WHERE source_row IN (SELECT source_row FROM rejected_rows) AND order_id IS NOT NULL)"
        )
        rows = sorted({*rows, *same_order["source_row"].astype(int)})
        session.register("rejected_rows", pa.table({"source_row": pa.array(rows, pa.int64())}))
    return set(rows)


def _register_words(session: Session, names: list[str], mapping: Mapping) -> None:
    """Register `status_words` and `refund_words`: each word of this file with its canonical word."""
    for frame, column, dictionary in (
        ("status_words", "status", mapping.status_words),
        ("refund_words", "refund_status", mapping.refund_words),
    ):
        words = {
            word for name in names if column in TABLES[name].column_names for word in _words(session, name, column)
        }
        known = {word: dictionary[normalise_word(word)] for word in words if normalise_word(word) in dictionary}
        session.register(
            frame,
            pa.table({"word": pa.array(list(known), pa.string()), "canonical": pa.array(known.values(), pa.string())}),
        )


def _words(session: Session, name: str, column: str) -> list[str]:
    frame = session.query(f'SELECT DISTINCT "{column}" AS word FROM "typed_{name}" WHERE "{column}" IS NOT NULL')  # noqa: S608
    return [str(word) for word in frame["word"]]


def _unknown_words(session: Session, names: list[str], table: TextTable, mapping: Mapping) -> pd.DataFrame:
    """One row a status word that means nothing yet, at the first row that has it."""
    if "orders" not in names:
        return pd.DataFrame()
    found = session.query(
        "SELECT min(source_row) AS source_row, status AS value FROM typed_orders "
        "WHERE status IS NOT NULL AND status NOT IN (SELECT word FROM status_words) GROUP BY status ORDER BY 1"
    ).assign(table_name="orders", column_name="status", reason="unknown_status", is_rejected=False)
    return _with_headers(found, table, mapping)


def _shape(session: Session, name: str, mapping: Mapping, values: dict[str, Any]) -> tuple[int, int]:
    """Make `incoming_<name>`; how many records were read, and how many of them were rejected."""
    if name == "orders":
        by_line = mapping.grain == "line"
        if by_line and "order_items" not in mapping.columns:
            session.execute(_NO_ITEMS)
        _model(session, "orders_of_lines" if by_line else "orders_of_orders", values)
        rejected = _REJECTED_ORDERS if by_line else _REJECTED_ROWS
    elif name in ("order_items", "customers"):
        _model(session, name, values)
        rejected = _REJECTED_ITEMS if name == "order_items" else _REJECTED_ROWS
    else:
        session.execute(plain_statement(name), values)
        rejected = f'SELECT count(*) FROM "typed_{name}" WHERE source_row IN (SELECT source_row FROM rejected_rows)'  # noqa: S608
    left_out = int(session.scalar(rejected))
    return int(session.scalar(f'SELECT count(*) FROM "incoming_{name}"')) + left_out, left_out  # noqa: S608


_NO_ITEMS = (
    "CREATE OR REPLACE TEMP TABLE typed_order_items AS "
    "SELECT NULL::BIGINT AS source_row, NULL::DOUBLE AS quantity, NULL::DOUBLE AS exact_price WHERE FALSE"
)
_REJECTED_ROWS = "SELECT count(*) FROM rejected_rows"
_REJECTED_ITEMS = """
    SELECT count(*) FROM typed_order_items
    WHERE source_row IN (SELECT source_row FROM rejected_rows) AND coalesce(product_id, product_name, sku) IS NOT NULL
"""
_REJECTED_ORDERS = """
    SELECT count(DISTINCT coalesce(order_id, 'row ' || source_row)) FROM typed_orders
    WHERE source_row IN (SELECT source_row FROM rejected_rows)
"""
