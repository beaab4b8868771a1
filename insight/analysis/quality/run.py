"""The check of the data, run."""

from typing import Any

import pandas as pd

from insight.analysis.quality import statements as sql
from insight.analysis.quality import tables
from insight.analysis.quality.needs import needs
from insight.analysis.quality.params import QualityParams
from insight.analysis.quality.registry import RULES
from insight.analysis.quality.result import QualityResult, names_people
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.warehouse import Warehouse


def quality(warehouse: Warehouse, params: QualityParams) -> QualityResult:
    """Ask every rule of every table that holds rows, each table in one statement.

    Raises NotEnoughDataError when no table holds a row and nothing was left out of an import.
    """
    values = params.values()
    found = warehouse.query(sql.PRESENT)
    present = set(found[found["is_there"]]["table"])
    counts = _counts(warehouse, present, values)
    if all(frame.empty for frame in counts.values()):
        raise _nothing_known(params)
    months = tables.over_time(counts, _months_of_import(warehouse))
    rules = tables.rules(months, _people(warehouse, months, values))
    cells = tables.dimensions(rules)
    columns = tables.columns(counts)
    return QualityResult(
        params=params,
        rules=rules,
        over_time=months,
        dimensions=cells,
        tables=tables.tables(counts, cells),
        columns=columns,
        sources=tables.sources(counts, params.as_of),
        needs=needs(present, _filled(columns, rules)),
    )


def _counts(warehouse: Warehouse, present: set[str], values: dict[str, Any]) -> dict[str, pd.DataFrame]:
    """Each subject that can hold a row, counted once; those over lines and orders need both."""
    asked = {
        subject
        for rule in RULES.values()
        if rule.table in present or rule.subject == "repairs"
        for subject in (rule.subject, rule.asked_in or rule.subject)
    }
    both = {"order_sums", "lines_without_order"}
    counts = {subject: warehouse.query(sql.counts(subject), values) for subject in sorted(asked - both)}
    if not {"orders", "order_items"} <= present:
        return counts
    counts["order_sums"] = warehouse.query(sql.counts("order_sums"), values)
    without = warehouse.query(sql.counts("lines_without_order"), values | _if_any(counts))
    return counts | {"lines_without_order": without}


def _if_any(counts: dict[str, pd.DataFrame]) -> dict[str, Any]:
    """When all lines were met at their orders there is nothing to look for: the costly search is closed at once."""
    lines, selling = counts["order_items"], set(counts["orders"]["source_system"])
    of_sellers = int(lines[lines["source_system"].isin(selling)]["rows"].sum())
    return {"all_lines_met": int(counts["order_sums"]["lines"].sum()) == of_sellers}


def _months_of_import(warehouse: Warehouse) -> pd.Series:
    """batch_id -> first moment of the month of its import."""
    batches = warehouse.query(sql.LIVE_BATCHES)
    months = batches["imported_at"].dt.to_period("M").dt.to_timestamp()
    return pd.Series(months.to_numpy(), index=batches["batch_id"])


def _people(warehouse: Warehouse, months: pd.DataFrame, values: dict[str, Any]) -> dict[str, int]:
    """How many people are behind the broken rules about customers."""
    broken = set(months[months["broken"] > 0]["rule"])
    found = [rule for rule in RULES.values() if rule.table == "customers" and rule.name in broken]
    together = tuple(rule for rule in found if rule.subject == "customers")
    row = warehouse.query(sql.people_counts(together), values).iloc[0] if together else pd.Series(dtype="int64")
    apart = {
        rule.name: warehouse.count(sql.people(rule), values)
        for rule in found
        if rule.subject != "customers" and names_people(rule)
    }
    return {rule.name: int(row[rule.name]) for rule in together} | apart


def _filled(columns: pd.DataFrame, rules: pd.DataFrame) -> dict[tuple[str, str], float]:
    """(table, column) -> share of all its rows that have it; what else rows may have, under the names of needs.py."""
    sums = columns.groupby(["table", "column"])[["rows", "filled"]].sum()
    shares = {
        (str(row["table"]), str(row["column"])): float(row["filled"] / row["rows"])
        for row in sums.reset_index().to_dict("records")
        if row["rows"]
    }
    for row in rules.to_dict("records"):
        if what := _BESIDE_COLUMNS.get(row["rule"].removeprefix(f"{row['table']}_")):
            shares[(str(row["table"]), what)] = 1 - float(row["rate"])
    return shares


_BESIDE_COLUMNS = {"person_known": "customer_id", "name_a_person": "customer_id", "reachable": "reach"}
"""What rules, less the name of their table, say of rows besides columns."""


def _nothing_known(params: QualityParams) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("There is nothing to check yet"),
        _("0 rows before {as_of:day}", as_of=params.as_of),
        _("Import any export; one file is enough to start"),
    )
