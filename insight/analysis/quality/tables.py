"""From the counts of the warehouse to the small tables that are shown."""

import datetime as dt
from collections.abc import Iterator, Mapping

import pandas as pd

from insight.analysis.quality.registry import RULES
from insight.analysis.quality.rule import DIMENSIONS, Rule
from insight.analysis.quality.weakens import WEAKENS
from insight.results import Declared, Frame, Total, declare
from insight.results.defined import defined_moment
from insight.schema import TABLES
from insight.statistics.intervals import share_of, wilson

Counts = Mapping[str, pd.DataFrame]
"""Subject -> the frame of `statements.counts`."""

_NUMBERS = ["rows", "broken", "amount"]
_GRAVITY = {key: place for place, key in enumerate(WEAKENS)}


def over_time(counts: Counts, imported: pd.Series) -> pd.DataFrame:
    """By rule and month: rule, period (first day), rows, broken, amount. Rules that no row is asked are left out.

    `imported`: batch_id -> month of its import.
    """
    asked = [rule for rule in RULES.values() if rule.subject in counts]
    if not asked:
        return pd.DataFrame(columns=["rule", "period", *_NUMBERS])
    long = pd.concat([part for rule in asked for part in _parts(rule, counts, imported)], ignore_index=True)
    sums = long.groupby(["rule", "source_system"])[["rows", "broken"]].transform("sum")
    by_source = long["rule"].isin([rule.name for rule in asked if rule.by_source])
    months = (
        long[~by_source | (sums["rows"] > sums["broken"])].groupby(["rule", "period"], as_index=False)[_NUMBERS].sum()
    )
    months["rows"] = months["rows"].clip(lower=months["broken"])
    return months[months["rows"] > 0].assign(period=months["period"].dt.date).reset_index(drop=True)


def _parts(rule: Rule, counts: Counts, imported: pd.Series) -> Iterator[pd.DataFrame]:
    """The rows that are asked and those that break the rule, month by month of each source and batch."""
    broken = counts[rule.subject]
    amount = broken[f"{rule.name}:amount"] if rule.amount else 0.0
    found = broken[["source_system", "period"]].assign(rule=rule.name, rows=0, broken=broken[rule.name], amount=amount)
    if rule.subject == "repairs":
        if rule.table in counts:
            taken = counts[rule.table]
            period = taken["batch_id"].map(imported)
            yield taken[["source_system", "rows"]].assign(rule=rule.name, period=period, broken=0, amount=0.0)
        yield found.assign(rows=found["broken"] if rule.name.endswith("_rows_readable") else 0)
        return
    asked = counts[rule.asked_in or rule.subject]
    rows = asked["rows"] if rule.asked == "TRUE" else asked[f"{rule.name}:asked"]
    if asked is broken:
        yield found.assign(rows=rows)
        return
    yield asked[["source_system", "period"]].assign(rule=rule.name, rows=rows, broken=0, amount=0.0)
    yield found


def rules(months: pd.DataFrame, people: Mapping[str, int]) -> pd.DataFrame:
    """One row a rule that some row was asked: what it says, how many keep it, and what it weakens; broken ones first,
    the gravest on top.
    """
    sums = months.groupby("rule")[_NUMBERS].sum()
    records = [_rule(RULES[str(name)], row, people.get(str(name))) for name, row in sums.iterrows()]
    table = pd.DataFrame(records, columns=_RULE_COLUMNS)
    table["gravity"] = [_GRAVITY[RULES[name].weakens] for name in table["rule"]]
    table["holds"] = table["broken"] == 0
    ordered = table.sort_values(["holds", "gravity", "rate", "rule"], ascending=[True, True, False, True])
    return ordered.drop(columns=["gravity", "holds"]).reset_index(drop=True)


_RULE_COLUMNS = [
    "rule", "table", "column", "dimension", "text", "rows", "broken", "rate", "low", "high", "amount", "customers",
    "weakens",
]  # fmt: skip


def _rule(rule: Rule, row: pd.Series, people: int | None) -> tuple[object, ...]:
    rows, broken = int(row["rows"]), int(row["broken"])
    return (
        rule.name,
        rule.table,
        rule.column,
        rule.dimension,
        rule.text,
        rows,
        broken,
        share_of(broken, rows),
        *wilson(broken, rows),
        float(row["amount"]) if rule.amount else None,
        people,
        WEAKENS[rule.weakens],
    )


def dimensions(table: pd.DataFrame) -> pd.DataFrame:
    """Each table by each dimension that is asked of it: table, dimension, rules, broken_rules, rows, broken, rate.

    `rows` counts a row once for each rule it is asked; `rate` is the share of them that hold.
    """
    asked = table.groupby(["table", "dimension"]).agg(
        rules=("rule", "size"),
        broken_rules=("broken", lambda broken: int((broken > 0).sum())),
        rows=("rows", "sum"),
        broken=("broken", "sum"),
    )
    places = [place for place in ((name, key) for name in TABLES for key in DIMENSIONS) if place in asked.index]
    cells = asked.loc[places].reset_index() if places else asked.reset_index()
    return cells.assign(rate=1 - cells["broken"] / cells["rows"])


def tables(counts: Counts, cells: pd.DataFrame) -> pd.DataFrame:
    """Each table that holds rows: table, label, rows, oldest, newest, sources, batches, score (mean of its rates)."""
    score = cells.groupby("table")["rate"].mean()
    records = [
        (
            name,
            TABLES[name].label,
            int(counts[name]["rows"].sum()),
            defined_moment(counts[name]["oldest"].min()),
            defined_moment(counts[name]["newest"].max()),
            counts[name]["source_system"].nunique(),
            counts[name]["batch_id"].nunique(),
            float(score.get(name, float("nan"))),
        )
        for name in TABLES
        if name in counts
    ]
    return pd.DataFrame(records, columns=["table", "label", "rows", "oldest", "newest", "sources", "batches", "score"])


def columns(counts: Counts) -> pd.DataFrame:
    """Each column of each source that fills it: table, column, source_system, rows, filled, rate.

    A column that a source never fills is not exported: its rate is undefined.
    """
    records = []
    for rule in RULES.values():
        if not rule.by_source or rule.subject not in counts:
            continue
        frame = counts[rule.subject]
        asked = frame["rows"] if rule.asked == "TRUE" else frame[f"{rule.name}:asked"]
        by_source = frame.assign(asked=asked).groupby("source_system")[["asked", rule.name]].sum()
        for source, row in by_source.iterrows():
            filled = int(row["asked"] - row[rule.name])
            rate = share_of(filled, int(row["asked"])) if filled else float("nan")
            records.append((rule.table, rule.column, source, int(row["asked"]), filled, rate))
    return pd.DataFrame(records, columns=["table", "column", "source_system", "rows", "filled", "rate"])


def sources(counts: Counts, as_of: dt.date) -> pd.DataFrame:
    """Each source of each table: table, source_system, rows, oldest, newest, age_days (from the newest row to as_of).

    Rows dated from as_of on are not among the newest; `age_days` is nan where nothing is dated before it.
    """
    records = []
    for name in (name for name in TABLES if name in counts):
        for source, part in counts[name].groupby("source_system"):
            newest = defined_moment(part["newest"][part["newest"] < pd.Timestamp(as_of)].max())
            age = (as_of - newest.date()).days if newest else float("nan")
            records.append((name, source, int(part["rows"].sum()), defined_moment(part["oldest"].min()), newest, age))
    return pd.DataFrame(records, columns=["table", "source_system", "rows", "oldest", "newest", "age_days"])


COLUMNS: Declared = {
    "rules": Frame(
        columns=(
            *declare("key", "rule", "table", "column", "dimension"),
            *declare("text", "text", "weakens"),
            *declare("people", "customers"),
            *declare("count", "rows", is_safe=True),
            *declare("count", "broken"),
            *declare("rate", "rate", "low", "high"),
            *declare("money", "amount"),
        )
    ),
    "over_time": Frame(
        columns=(
            *declare("key", "rule"),
            *declare("day", "period"),
            *declare("count", "rows", is_safe=True),
            *declare("people", "broken"),
            *declare("money", "amount"),
        ),
        totals=(Total(column="broken", within=("rule",)),),
    ),
    "dimensions": Frame(
        columns=(
            *declare("key", "table", "dimension"),
            *declare("count", "rules", "broken_rules", "rows", "broken", is_safe=True),
            *declare("rate", "rate", is_safe=True),
        )
    ),
    "tables": Frame(
        columns=(
            *declare("key", "table"),
            *declare("text", "label"),
            *declare("day", "oldest", "newest"),
            *declare("count", "rows", "sources", "batches", is_safe=True),
            *declare("rate", "score", is_safe=True),
        )
    ),
    "columns": Frame(
        columns=(
            *declare("key", "table", "column", "source_system"),
            *declare("count", "rows", "filled", is_safe=True),
            *declare("rate", "rate", is_safe=True),
        )
    ),
    "sources": Frame(
        columns=(
            *declare("key", "table", "source_system"),
            *declare("day", "oldest", "newest"),
            *declare("count", "rows", is_safe=True),
            *declare("days", "age_days", is_safe=True),
        )
    ),
    "needs": Frame(columns=declare("text", "page", "title", "state", "lacks", "tables")),
}
"""What the fields of the result are about: rows of files are no people, but those that break a rule may name some."""
