"""What is worth saying about the state of the data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from insight.analysis.quality.rates import broken_share
from insight.analysis.quality.rates import held as held_share
from insight.i18n import Money, Text, _
from insight.results import Finding
from insight.schema import TABLES
from insight.statistics.intervals import SMALL, share_of

if TYPE_CHECKING:
    from insight.analysis.quality.result import QualityResult

_TOLD = 4
"""How many broken rules are told as sentences; the page lists all of them."""

_WORTH_TELLING = 0.001


def findings(result: "QualityResult") -> list[Finding]:
    """What to repair first and what that changes, how many rules hold, the emptiest column, the oldest source, gaps."""
    return [*_broken(result), *_held(result), *_emptiest(result), *_oldest(result), *_needs(result)]


def _held(result: "QualityResult") -> Iterator[Finding]:
    rules, held = len(result.rules), int((result.rules["broken"] == 0).sum())
    asked, broken = int(result.rules["rows"].sum()), int(result.rules["broken"].sum())
    yield Finding(
        text=_(
            "{held:count} of {rules:count} rules about customers, orders and everything else hold without exception; "
            "of all single checks {share} hold",
            held=held,
            rules=rules,
            share=held_share(share_of(asked - broken, asked)),
        ),
        value=share_of(asked - broken, asked),
        n=asked,
        certain=asked >= SMALL,
    )


def _broken(result: "QualityResult") -> Iterator[Finding]:
    told = result.rules[
        (result.rules["broken"] > 0)
        & (result.rules["rate"] >= _WORTH_TELLING)
        & ((result.rules["dimension"] != "completeness") | (result.rules["rule"] == "orders_name_a_person"))
        & (result.rules["dimension"] != "timeliness")
    ]
    for row in told.head(_TOLD).to_dict("records"):
        yield Finding(
            text=_sentence(row, result.params.currency),
            value=float(row["rate"]),
            n=int(row["rows"]),
            low=float(row["low"]),
            high=float(row["high"]),
            certain=int(row["rows"]) >= SMALL,
        )


def _sentence(row: dict[Any, Any], currency: str) -> Text:
    values = {
        "table": TABLES[row["table"]].label,
        "rule": row["text"],
        "broken": int(row["broken"]),
        "rate": broken_share(float(row["rate"])),
        "weakens": row["weakens"],
    }
    if pd.isna(row["amount"]) or not row["amount"]:
        return _(
            "{table} need repair: {broken:count} rows ({rate}) break “{rule}”. Mending them changes {weakens}", **values
        )
    return _(
        "{table} need repair: {broken:count} rows ({rate}, {amount:short_money}) break “{rule}”. Mending them changes "
        "{weakens}",
        amount=Money(float(row["amount"]), currency),
        **values,
    )


def _emptiest(result: "QualityResult") -> Iterator[Finding]:
    columns = result.rules[(result.rules["dimension"] == "completeness") & result.rules["column"].notna()]
    if columns.empty or not columns["broken"].any():
        return
    row = columns.sort_values(["rate", "rule"], ascending=[False, True]).iloc[0]
    yield Finding(
        text=_(
            "The emptiest column that is exported at all is “{column}” of {table}: empty in {rate} of rows",
            column=TABLES[row["table"]][row["column"]].label,
            table=TABLES[row["table"]].label,
            rate=broken_share(float(row["rate"])),
        ),
        value=float(row["rate"]),
        n=int(row["rows"]),
        low=float(row["low"]),
        high=float(row["high"]),
        certain=int(row["rows"]) >= SMALL,
    )


def _oldest(result: "QualityResult") -> Iterator[Finding]:
    dated = result.sources[(result.sources["table"] == "orders") & result.sources["age_days"].notna()]
    if dated.empty:
        return
    row = dated.sort_values(["age_days", "source_system"], ascending=[False, True]).iloc[0]
    text = (
        _("The newest order of every source is at most {days:count} days old", days=int(row["age_days"]))
        if row["age_days"] <= 30
        else _(
            "The newest order of {source} is {days:count} days old: its newest weeks are missing",
            source=row["source_system"],
            days=int(row["age_days"]),
        )
    )
    yield Finding(text=text, value=float(row["age_days"]), n=int(dated["rows"].sum()))


def _needs(result: "QualityResult") -> Iterator[Finding]:
    states = result.needs["state"]
    if (states != "ok").any():
        yield Finding(
            text=_(
                "{ok:count} of {pages:count} kinds of questions have all they need; {weak:count} stand on thin data, "
                "{missing:count} have none",
                ok=int((states == "ok").sum()),
                pages=len(states),
                weak=int((states == "weak").sum()),
                missing=int((states == "missing").sum()),
            ),
            value=float((states == "ok").sum()),
            n=len(states),
        )
