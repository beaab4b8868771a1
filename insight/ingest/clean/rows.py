"""From a table of text to rows that staging can take, and the list of what could not be read."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from insight.ingest.assumption import Assumption
from insight.ingest.clean import guesses
from insight.ingest.clean.columns import habits, with_days_swapped
from insight.ingest.clean.complete import complete, model_text, run_model
from insight.ingest.clean.currencies import tell_currencies
from insight.ingest.clean.decided import Decided
from insight.ingest.clean.macros import reading
from insight.ingest.clean.opinions import document_assumptions, register_words
from insight.ingest.clean.phone_forms import one_form
from insight.ingest.clean.placeholders import ignore_order_numbers, ignore_placeholders
from insight.ingest.clean.plain import NUMBERED_BY_CONTENT, plain_statement
from insight.ingest.clean.previews import without_previews
from insight.ingest.clean.problems import DECISIVE
from insight.ingest.clean.typing import type_table
from insight.ingest.clean.unfold import is_melted_value, table_texts
from insight.ingest.clean.units import in_their_units
from insight.ingest.clean.zone import told_zone
from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.facts.melt import VALUE_COLUMN
from insight.schema import TABLES, Kind
from insight.warehouse import Session

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
    assumptions: tuple[Assumption, ...] = ()


def clean(session: Session, table: TextTable, mapping: Mapping, *, currency: str) -> Cleaned:
    """Type and shape the rows of one sheet in temporary tables. `currency` holds where the export states none.

    `assumptions` are what was decided here without proof; what a person decided (`Mapping.assumed`) is obeyed and not
    listed.
    """
    session = reading(session)
    session.execute(_SHOP_ZONE)
    decided, previews = without_previews(Decided(table, mapping))
    names = [name for name in _ORDER if name in mapping.tables]
    values = _values(decided, currency)
    found: list[pd.DataFrame] = []
    assumptions: list[Assumption] = [*previews]
    for name in names:
        unreadable, guessed = _typed(session, name, decided, values["currency"])
        assumptions += guessed
        complete(session, name, mapping)
        found.append(_problems(session, name, unreadable, mapping))
    problems = _once(_with_headers(pd.concat(found, ignore_index=True), table, mapping))
    rejected_rows = _reject(session, problems, names, mapping)
    assumptions += register_words(session, names, mapping, decided)
    if "orders" in names:
        if mapping.grain == "order" and session.scalar(_ANY_CREDIT):
            run_model(session, "numbered_credits", values)
        else:
            session.execute(_NO_CREDITS)
        assumptions += document_assumptions(session, decided)
    else:
        session.execute(_NO_CREDITS)
    read, rejected = {}, {}
    for name in names:
        read[name], rejected[name] = _shape(session, name, mapping, values)
        assumptions += guesses.of_repeats(session, name)
    if "orders" in names:
        assumptions += guesses.of_credits(session, decided)
        assumptions += guesses.of_missing_amounts(session, decided)
    unknown = _unknown_words(session, names, table, mapping)
    alone = [
        is_melted_value(mapping, name, column)
        for name, column in zip(problems["table_name"], problems["column_name"], strict=True)
    ]
    problems["is_rejected"] = problems["source_row"].isin(rejected_rows) | pd.Series(alone, problems.index, dtype=bool)
    everything = pd.concat([problems, unknown], ignore_index=True) if len(unknown) else problems
    said = tuple(dict.fromkeys(assumptions))
    return Cleaned(tuple(names), read, rejected, everything[_PROBLEM_COLUMNS], said)


_SHOP_ZONE = "CREATE OR REPLACE TEMP TABLE shop_zone AS SELECT 'UTC' AS zone"
"""One row: the zone of the clocks of the file at hand."""

_NO_CREDITS = "CREATE OR REPLACE TEMP TABLE numbered_credits (source_row BIGINT)"
_ANY_CREDIT = """
    SELECT (SELECT count(*) FROM document_words WHERE canonical = 'credit')
        + (SELECT count(*) FROM typed_orders WHERE coalesce(paid_amount, order_amount) < 0)
"""


def _typed(session: Session, name: str, decided: Decided, currency: str) -> tuple[pa.Table, list[Assumption]]:
    """Type one table and take out what is nobody's; the cells that could not be read, and what was assumed."""
    texts = in_their_units(table_texts(decided.table, decided.mapping, name), name, decided)
    stated = decided.of_columns(name)
    for column, told in stated.items():
        if told.get("date_order") == "swapped":
            texts = with_days_swapped(texts, column)
    found = habits(texts, name, decided.mapping.day_first, stated)
    times = [column.name for column in TABLES[name].columns if column.kind is Kind.TIME]
    home = decided.timezone
    # A home that headers or template tell is the shop's; else the land in which the clocks of the file are right.
    zone = home if decided.about("timezone") or home != "UTC" else told_zone(texts, times) or home
    unreadable = type_table(session, name, texts, found, zone)
    assumptions = guesses.of_columns(name, found, decided)
    assumptions += guesses.of_timezone(session, name, decided, zone)
    assumptions += one_form(session, name, decided)
    assumptions += ignore_placeholders(session, name, decided)
    if name == "orders":
        session.execute("UPDATE shop_zone SET zone = $zone", {"zone": zone})
        assumptions += ignore_order_numbers(session, decided)
        assumptions += tell_currencies(session, decided, currency)
        assumptions += guesses.of_masked_people(session, decided)
    return unreadable, assumptions


def _once(problems: pd.DataFrame) -> pd.DataFrame:
    """A cell that fills columns of several tables is one problem."""
    named = problems["header"].notna() & problems["value"].notna()
    again = problems[named].duplicated(["source_row", "header", "value", "reason"])
    return problems.drop(index=again[again].index).reset_index(drop=True)


def _values(decided: Decided, currency: str) -> dict[str, Any]:
    mapping = decided.mapping
    return {
        "source_system": mapping.source_system,
        "channel": mapping.channel or None,
        "currency": decided.about("currency") or mapping.currency or currency,
        "amounts": mapping.amounts,
        "short_id": 0 if decided.about("order_numbers") == "unique" else SHORT_ID,
    }


def _problems(session: Session, name: str, unreadable: pa.Table, mapping: Mapping) -> pd.DataFrame:
    """Unreadable cells, and required cells that are empty. Of melted cells several of one row may be unreadable."""
    if name == "customers":
        lacking = [session.query(_NOBODY).assign(column_name=None, header=None, value=None, reason="nobody")]
    else:
        derived = NUMBERED_BY_CONTENT.get(name, ("",))[0]
        required = [column.name for column in TABLES[name].required if column.name != derived]
        lacking = [_missing(session, name, column) for column in required if not is_melted_value(mapping, name, column)]
    found = pd.concat([unreadable.to_pandas(), *(frame for frame in lacking if len(frame))], ignore_index=True)
    apart = ["source_row", "column_name", *(["header"] if name in mapping.melts else [])]
    problems: pd.DataFrame = found.drop_duplicates(apart).assign(table_name=name)
    return problems


_NOBODY = """
    SELECT source_row FROM typed_customers
    WHERE coalesce(source_customer_id, member_no, name, nickname, phone, phone_masked, email, wechat_openid,
        wechat_unionid, external_userid) IS NULL
"""


def _missing(session: Session, name: str, column: str) -> pd.DataFrame:
    empty: pd.DataFrame = session.query(f'SELECT source_row FROM "typed_{name}" WHERE "{column}" IS NULL')  # noqa: S608
    return empty.assign(column_name=column, header=None, value=None, reason="missing")


def _with_headers(problems: pd.DataFrame, table: TextTable, mapping: Mapping) -> pd.DataFrame:
    """Each problem with the header of its column as the file writes it."""
    pairs = set(zip(problems["table_name"], problems["column_name"], strict=True))
    headers = {
        (name, column): table.header[positions[0]]
        for name, column in pairs
        if column is not None and (positions := mapping.positions(name, column))
    }
    keys = zip(problems["table_name"], problems["column_name"], problems["header"], strict=True)
    named = [header if isinstance(header, str) else headers.get((name, column)) for name, column, header in keys]
    return problems.assign(header=pd.Series(named, index=problems.index, dtype=object))


def _reject(session: Session, problems: pd.DataFrame, names: list[str], mapping: Mapping) -> set[int]:
    """Register `rejected_rows(source_row)`: rows with a decisive problem and, among lines, the rest of their order."""
    decisive = {
        (name, column) for name in names for column in DECISIVE[name] if not is_melted_value(mapping, name, column)
    }
    reached = _reached(session) if ("customers", "member_no") in decisive else frozenset()
    marked = [
        reason in ("missing", "nobody") or ((name, column) in decisive and not (name == "customers" and row in reached))
        for name, column, reason, row in zip(
            *(problems[column] for column in ("table_name", "column_name", "reason", "source_row")), strict=True
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


def _reached(session: Session) -> frozenset[int]:
    """The rows of people who are known by a contact, whatever became of their number: only the number is lost."""
    found = session.query(
        "SELECT source_row FROM typed_customers "
        "WHERE coalesce(phone, email, wechat_openid, wechat_unionid, external_userid) IS NOT NULL"
    )
    return frozenset(found["source_row"].astype(int))


def _unknown_words(session: Session, names: list[str], table: TextTable, mapping: Mapping) -> pd.DataFrame:
    """One row a status word that means nothing yet, at the first row that has it."""
    if "orders" not in names:
        return pd.DataFrame()
    found = session.query(
        "SELECT min(source_row) AS source_row, status AS value FROM typed_orders "
        "WHERE status IS NOT NULL AND status NOT IN (SELECT word FROM status_words) GROUP BY status ORDER BY 1"
    ).assign(table_name="orders", column_name="status", header=None, reason="unknown_status", is_rejected=False)
    return _with_headers(found, table, mapping)


def _shape(session: Session, name: str, mapping: Mapping, values: dict[str, Any]) -> tuple[int, int]:
    """Make `incoming_<name>`; how many records were read, and how many of them were rejected."""
    if name == "orders":
        by_line = mapping.grain == "line"
        if by_line and "order_items" not in mapping.columns:
            session.execute(_NO_ITEMS)
        rows = model_text("order_rows").strip()
        run_model(session, "orders_of_lines" if by_line else "orders_of_orders", values, order_rows=rows)
        rejected = _REJECTED_ORDERS if by_line else _REJECTED_ROWS
    elif name in ("order_items", "customers"):
        run_model(session, name, values)
        rejected = _REJECTED_ITEMS if name == "order_items" else _REJECTED_ROWS
    else:
        is_melted = name in mapping.melts
        session.execute(plain_statement(name, is_melted=is_melted), values)
        unreadable = f' OR "{VALUE_COLUMN[name]}" IS NULL' if is_melted else ""
        rejected = (
            f'SELECT count(*) FROM "typed_{name}" '  # noqa: S608
            f"WHERE source_row IN (SELECT source_row FROM rejected_rows){unreadable}"
        )
    left_out = int(session.scalar(rejected))
    return int(session.scalar(f'SELECT count(*) FROM "incoming_{name}"')) + left_out, left_out  # noqa: S608


_NO_ITEMS = (
    "CREATE OR REPLACE TEMP TABLE typed_order_items AS "
    "SELECT NULL::BIGINT AS source_row, NULL::DOUBLE AS quantity, NULL::DOUBLE AS exact_price, "
    "NULL::DECIMAL(18,2) AS line_paid, 0 AS part WHERE FALSE"
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
