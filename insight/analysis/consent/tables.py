"""From the counts of the warehouse to the small tables about consent."""

import datetime as dt
from collections.abc import Hashable

import pandas as pd

from insight.analysis.consent.params import ConsentParams
from insight.govern import CONTACT_PURPOSES, STANDINGS
from insight.results import Declared, Frame, Total, declare, per
from insight.statistics.intervals import share_of, wilson

_SAID = tuple(status for status in STANDINGS if status != "unknown")


def purposes(counted: pd.DataFrame) -> pd.DataFrame:
    """12 rows, every purpose and status: purpose, status, customers, share, low, high, n (people known)."""
    counts = {(row["purpose"], row["status"]): int(row["customers"]) for row in counted.to_dict("records")}
    n = next((number for (_purpose, status), number in counts.items() if status == "known"), 0)
    rows = []
    for purpose in CONTACT_PURPOSES:
        said = {status: counts.get((purpose, status), 0) for status in _SAID}
        for status, customers in (said | {"unknown": n - sum(said.values())}).items():
            rows.append((purpose, status, customers, share_of(customers, n), *wilson(customers, n), n))
    return pd.DataFrame(rows, columns=["purpose", "status", "customers", "share", "low", "high", "n"]).astype(
        {"low": "float64", "high": "float64"}
    )


def months(changes: pd.DataFrame, params: ConsentParams) -> pd.DataFrame:
    """Every month, purpose and status: period (first day), purpose, status, customers (who stood so when the month, or
    the part of it before as_of, was over), is_complete."""
    periods = last_months(params.as_of, params.months)
    dated = changes.assign(period=pd.to_datetime(changes["period"]).dt.date)
    rows = []
    for purpose in CONTACT_PURPOSES:
        for status in _SAID:
            own = dated[(dated["purpose"] == purpose) & (dated["status"] == status)]
            rows += [
                (period, purpose, status, int(own[own["period"] <= period]["change"].sum()), _is_over(period, params))
                for period in periods
            ]
    return pd.DataFrame(rows, columns=["period", "purpose", "status", "customers", "is_complete"])


def words(found: pd.DataFrame) -> pd.DataFrame:
    """words, source_system, purpose (what a yes in these words is a yes to, separated by commas; "" for nothing),
    granted, denied, withdrawn, unclear (statements), last_said_at."""
    meant = [
        ", ".join(purpose for purpose in CONTACT_PURPOSES if row[f"is_{purpose}"]) for row in found.to_dict("records")
    ]
    return found.assign(purpose=meant)[
        ["words", "source_system", "purpose", "granted", "denied", "withdrawn", "unclear", "last_said_at"]
    ]


def against(found: pd.DataFrame) -> pd.DataFrame:
    """campaign, name, channel, customers (had said no before it was sent), share, n (people it was sent to)."""
    table = found.rename(columns={"campaign_id": "campaign"})
    return table.assign(share=table["customers"] / table["n"])[
        ["campaign", "name", "channel", "customers", "share", "n"]
    ]


def last_months(as_of: dt.date, months: int) -> list[dt.date]:
    """First days of the last months that have a day before as_of, the earliest first."""
    newest = as_of - dt.timedelta(days=1)
    index = newest.year * 12 + newest.month - 1
    return [dt.date(place // 12, place % 12 + 1, 1) for place in range(index - months + 1, index + 1)]


def month_end(period: dt.date) -> dt.date:
    """The first day of the month after."""
    return dt.date(period.year + period.month // 12, period.month % 12 + 1, 1)


def _is_over(period: dt.date, params: ConsentParams) -> bool:
    return month_end(period) <= params.as_of


def _at_the_end(months: pd.DataFrame) -> list[Hashable]:
    """Purpose and status in the last month, which ends with the as-of day; None before."""
    last = months["period"].max() if len(months) else None
    rows = zip(months["period"], months["purpose"], months["status"], strict=True)
    return [(purpose, status) if period == last else None for period, purpose, status in rows]


COLUMNS: Declared = {
    "purposes": Frame(
        columns=(
            *declare("key", "purpose", "status"),
            *declare("people", "n", cell=per()),
            *declare("people", "customers", part_of="n"),
            *declare("share", "share", "low", "high"),
        ),
        totals=(Total(column="customers", within=("purpose",), to=("purposes", "n", ())),),
    ),
    "months": Frame(
        columns=(
            *declare("day", "period"),
            *declare("key", "purpose", "status"),
            *declare("people", "customers"),
            *declare("flag", "is_complete"),
        ),
        totals=(Total(column="customers", alike=_at_the_end, to=("purposes", "customers", ("purpose", "status"))),),
    ),
    "words": Frame(
        columns=(
            *declare("text", "words", "source_system", "purpose"),
            *declare("people", "granted", "denied", "withdrawn", "unclear", is_aside=True),
            *declare("number", "last_said_at", about=("granted", "denied", "withdrawn", "unclear")),
        ),
        sums=((("granted", "denied", "withdrawn", "unclear"), None),),
    ),
    "against": Frame(
        columns=(
            *declare("key", "campaign", "name", "channel"),
            *declare("people", "n"),
            *declare("people", "customers", part_of="n"),
            *declare("share", "share"),
        )
    ),
}
"""What the fields of the result are about."""
