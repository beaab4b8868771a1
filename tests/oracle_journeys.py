"""Journeys across channels again, in plain Python over the rows that went in: no SQL, no pandas."""

import datetime as dt
from dataclasses import dataclass

from tests.oracle_channels import Day, Shop, orders_of

Moment = tuple[dt.datetime, int, str]


@dataclass
class Journey:
    """The channels of a person in the order in which they were met, and where the journey ends."""

    stops: list[str]
    order: str


def journeys_of(shop: Shop, as_of: Day, until: str) -> dict[str, Journey]:
    """Person -> the journey; people of one channel too."""
    found, orders = {}, orders_of(shop, as_of)
    for name, moments in _moments(shop, as_of).items():
        goal = orders[name][0 if until == "first" else -1] if name in orders else None
        early = [each for each in moments if goal is None or each[0] <= goal["ordered_at"]]
        first_met: dict[str, Moment] = {}
        for each in sorted(early):
            first_met.setdefault(each[2], each)
        stops = [each[2] for each in sorted(first_met.values())]
        if stops:
            found[name] = Journey(stops, "(none)" if goal is None else goal["channel"] or "(unnamed)")
    return found


def _moments(shop: Shop, as_of: Day) -> dict[str, list[Moment]]:
    media = {row["campaign_id"]: row["channel"] for row in shop.campaigns}
    told = [(row["invitee_ref"], row["at"], 1, "referral") for row in shop.referrals]
    told += [(row["customer_ref"], row["clicked_at"], 2, media[row["campaign_id"]]) for row in shop.touches]
    told += [(row["source_customer_id"], row["joined_at"], 3, row["channel"]) for row in shop.customers]
    told += [(row["customer_ref"], row["occurred_at"], 4, row.get("channel")) for row in shop.events]
    told += [(row["buyer_ref"], row["ordered_at"], 5, row["channel"]) for row in shop.orders]
    found: dict[str, list[Moment]] = {}
    for name, at, place, channel in told:
        if at is not None and channel is not None and at.date() < as_of:
            found.setdefault(name, []).append((at, place, channel))
    return found
