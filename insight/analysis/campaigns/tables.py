"""From the counts of the warehouse to the small tables of campaigns."""

import datetime as dt
from typing import Any

import pandas as pd

from insight.analysis.campaigns.statements import MOST_CONTACTS
from insight.analysis.campaigns.themes import theme_of
from insight.results import SINGLE, Declared, Frame, declare
from insight.statistics.intervals import shares, wilson_bounds

STEPS = ("delivered", "failed", "opened", "clicked", "bought", "unsubscribed")
_COUNTS = ("treated", "control", *STEPS, "orders", "control_bought")
_LISTED = ["campaign_id", "name", "channel", "starts_at", "ends_at", "cost", "unknown"]


def campaigns(listed: pd.DataFrame, counted: pd.DataFrame, days: int, as_of: dt.date) -> pd.DataFrame:
    """One row a campaign that has begun, the newest first: see `CampaignsResult.campaigns`."""
    begun = listed[listed["starts_at"].notna() & (listed["starts_at"] < pd.Timestamp(as_of))]
    begun = begun.assign(unknown=begun["rows_read"] - begun["rows_known"])
    table = begun[_LISTED].merge(counted, on="campaign_id", how="left")
    for name in (*_COUNTS, "net_amount"):
        table[name] = table[name].fillna(0).astype("float64" if name == "net_amount" else "int64")
    table["theme"] = [theme_of(str(name)) for name in table["name"]]
    table["is_over"] = table["starts_at"] + pd.Timedelta(days=days) <= pd.Timestamp(as_of)
    table["rate"] = shares(table["bought"], table["treated"])
    table["low"], table["high"] = wilson_bounds(table["bought"], table["treated"])
    return table.reset_index(drop=True)


def pressure(rows: pd.DataFrame, cap: int) -> pd.DataFrame:
    """By the most contacts within the days of the cap: contacts (the last: or more), customers, is_over the cap."""
    least = max(cap + 1, MOST_CONTACTS)
    found = []
    for contacts in range(1, least + 1):
        is_last = contacts == least
        alike = rows[rows["contacts"] >= contacts] if is_last else rows[rows["contacts"] == contacts]
        found.append(
            {
                "contacts": contacts,
                "customers": int(alike["customers"].sum()),
                "is_last": is_last,
                "is_over": contacts > cap,
            }
        )
    return pd.DataFrame(found)


def groups(rows: pd.DataFrame) -> pd.DataFrame:
    """kind, group, customers, opened, clicked, bought, rate with its interval."""
    table = rows.astype(dict.fromkeys(("customers", "opened", "clicked", "bought"), "int64"))
    low, high = wilson_bounds(table["bought"], table["customers"])
    return table.assign(rate=shares(table["bought"], table["customers"]), low=low, high=high)


def compared(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """By channel or theme: campaigns, contacted (people, once a campaign), opened, clicked, bought and their shares."""
    rows: list[dict[str, Any]] = []
    for kind, part in table.fillna({column: "–"}).groupby(column, sort=True):
        sums = {name: int(part[name].sum()) for name in ("treated", "opened", "clicked", "bought")}
        rows.append({"kind": kind, "campaigns": len(part), **sums})
    found = pd.DataFrame(rows, columns=["kind", "campaigns", "treated", "opened", "clicked", "bought"])
    for name in ("opened", "clicked", "bought"):
        found[f"{name}_share"] = shares(found[name], found["treated"])
    return found.sort_values(["treated", "kind"], ascending=[False, True], ignore_index=True)


def rewards(rows: pd.DataFrame) -> pd.DataFrame:
    """By value of a coupon: face_value, issued, redeemed, customers, redeemers, rate of people with its interval."""
    low, high = wilson_bounds(rows["redeemers"], rows["customers"])
    return rows.assign(rate=shares(rows["redeemers"], rows["customers"]), low=low, high=high)


_STEP_COLUMNS = declare("people", *STEPS, part_of="treated")
_KINDS = Frame(
    columns=(
        *declare("key", "kind"),
        *declare("count", "campaigns", is_safe=True),
        *declare("people", "treated"),
        *declare("people", "opened", "clicked", "bought", part_of="treated"),
        *declare("share", "opened_share", about=("treated", "opened")),
        *declare("share", "clicked_share", about=("treated", "clicked")),
        *declare("share", "bought_share", about=("treated", "bought")),
    )
)

COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("key", "chosen"),
            *declare("people", "over_cap", part_of="contacted"),
            *declare("people", "contacted"),
        )
    ),
    "campaigns": Frame(
        columns=(
            *declare("key", "campaign_id", "channel", "theme"),
            *declare("text", "name"),
            *declare("day", "starts_at", "ends_at"),
            *declare("flag", "is_over"),
            *declare("money", "cost", is_safe=True),
            *declare("count", "unknown", is_safe=True),
            *declare("people", "treated"),
            *declare("people", "control", is_aside=True),
            *_STEP_COLUMNS,
            *declare("people", "control_bought", part_of="control", is_aside=True),
            *declare("count", "orders", about=("bought",)),
            *declare("money", "net_amount", about=("bought",)),
            *declare("rate", "rate", "low", "high", about=("treated", "bought")),
        )
    ),
    "pressure": Frame(
        columns=(*declare("key", "contacts"), *declare("flag", "is_last", "is_over"), *declare("people", "customers"))
    ),
    "groups": Frame(
        columns=(
            *declare("key", "kind", "group"),
            *declare("people", "customers"),
            *declare("people", "opened", "clicked", "bought", part_of="customers"),
            *declare("rate", "rate", "low", "high", about=("customers", "bought")),
        )
    ),
    "channels": _KINDS,
    "themes": _KINDS,
    "coupons": Frame(
        columns=(
            *declare("key", "campaign_id"),
            *declare("people", "customers"),
            *declare("people", "redeemers", part_of="customers"),
            *declare("count", "issued", about=("customers",)),
            *declare("count", "redeemed", about=("redeemers",)),
            *declare("money", "face_value", about=("redeemers",)),
        )
    ),
    "rewards": Frame(
        columns=(
            *declare("key", "face_value"),
            *declare("people", "customers"),
            *declare("people", "redeemers", part_of="customers"),
            *declare("count", "issued", about=("customers",)),
            *declare("count", "redeemed", about=("redeemers",)),
            *declare("rate", "rate", "low", "high", about=("customers", "redeemers")),
        )
    ),
}
"""What the fields of the result are about."""
