"""Channels again, in plain Python over the rows that went in: no SQL, no pandas."""

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass, field

from tests.workspaces import Row

Day = dt.date
LEAVING = "unfollow"


@dataclass
class Shop:
    """The rows of a workspace; everybody is called the same in all of them, and comes from a source with orders."""

    customers: list[Row] = field(default_factory=list)
    orders: list[Row] = field(default_factory=list)
    referrals: list[Row] = field(default_factory=list)
    touches: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    campaigns: list[Row] = field(default_factory=list)

    def rows(self) -> dict[str, list[Row]]:
        """Arguments of `workspace`."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass
class Source:
    """One row that says where somebody came from; `place` orders those of one moment."""

    channel: str
    at: dt.datetime
    place: int


def sources_of(shop: Shop, as_of: Day) -> dict[str, list[Source]]:
    """Person -> every source before as_of; those without a day from the first day that is known."""
    dated: dict[str, list[tuple[str | None, dt.datetime | None, int]]] = defaultdict(list)
    media = {row["campaign_id"]: row["channel"] for row in shop.campaigns}
    for row in shop.referrals:
        dated[row["invitee_ref"]].append(("referral", row["at"], 1))
    for row in shop.touches:
        if row["clicked_at"] is not None:
            dated[row["customer_ref"]].append((media[row["campaign_id"]], row["clicked_at"], 2))
    for row in shop.customers:
        dated[row["source_customer_id"]].append((row["channel"], row["joined_at"], 3))
    for name, rows in orders_of(shop, as_of).items():
        dated[name].append((rows[0]["channel"], rows[0]["ordered_at"], 4))
    found = {}
    for name, entries in dated.items():
        known = [entry for entry in entries if entry[1] is None or entry[1].date() < as_of]
        born = min((at for _channel, at, _place in known if at is not None), default=None)
        found[name] = [
            Source(channel, at or born or dt.datetime.max, place) for channel, at, place in known if channel is not None
        ]
    return found


def orders_of(shop: Shop, as_of: Day) -> dict[str, list[Row]]:
    by_person: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(shop.orders, key=lambda row: row["ordered_at"]):
        if row["ordered_at"].date() < as_of:
            by_person[row["buyer_ref"]].append(row)
    return by_person


def credited(shop: Shop, as_of: Day) -> dict[str, list[Source]]:
    """Person -> the sources among which rules choose."""
    orders, found = orders_of(shop, as_of), {}
    for name, sources in sources_of(shop, as_of).items():
        first = orders[name][0]["ordered_at"] if name in orders else None
        early = [each for each in sources if first is None or each.at <= first]
        found[name] = [each for each in early if each.place < 4] or early
    return {name: sources for name, sources in found.items() if sources}


def linear(shop: Shop, as_of: Day) -> dict[str, float]:
    parts: dict[str, float] = defaultdict(float)
    for sources in credited(shop, as_of).values():
        names = {each.channel for each in sources}
        for channel in names:
            parts[channel] += 1 / len(names)
    return dict(parts)


def winner(sources: list[Source], rule: str) -> Source:
    place: dict[str, int] = {}
    for each in sources:
        place[each.channel] = min(each.place, place.get(each.channel, 9))
    if rule == "first":
        return min(sources, key=lambda each: (each.at, place[each.channel], each.channel))
    latest = max(each.at for each in sources)
    last = [each for each in sources if each.at == latest]
    return min(last, key=lambda each: (place[each.channel], each.channel))


def measured(shop: Shop, as_of: Day, rule: str) -> dict[str, dict[str, float]]:
    """Channel -> the counts of its people, and net_mean."""
    orders, deeds, gone = orders_of(shop, as_of), defaultdict(set), defaultdict(set)
    for name, rows in orders.items():
        deeds[name] |= {row["ordered_at"].date() for row in rows}
    for row in shop.events:
        day = row["occurred_at"].date()
        if day < as_of:
            (gone if row["event"] == LEAVING else deeds)[row["customer_ref"]].add(day)
    since = min((day for days in gone.values() for day in days), default=None)
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    amounts: dict[str, list[float]] = defaultdict(list)
    for name, sources in credited(shop, as_of).items():
        chosen = winner(sources, rule)
        of, on = counts[chosen.channel], chosen.at.date()
        of["won"] += 1
        if chosen.at == dt.datetime.max:
            continue
        age = (as_of - on).days
        for days in (7, 30, 90):
            is_kept = any(days <= (day - on).days < 2 * days for day in deeds[name])
            of[f"old_{days}"] += age >= 2 * days
            of[f"kept_{days}"] += age >= 2 * days and is_kept
        is_asked = age >= 30 and chosen.place < 4
        of["asked"] += is_asked
        of["ordered"] += is_asked and name in orders and (orders[name][0]["ordered_at"].date() - on).days < 30
        is_watched = has_events(shop, name, as_of) and age >= 7 and since is not None and on >= since
        of["watched"] += is_watched
        of["left"] += is_watched and any(0 <= (day - on).days < 7 for day in gone[name])
        within = [row for row in orders.get(name, []) if (row["ordered_at"].date() - on).days < 180]
        own = [float(row["paid_amount"]) for row in within if row["currency"] == "CNY"]
        if age >= 180 and (own or not within):
            of["valued"] += 1
            amounts[chosen.channel].append(sum(own))
    for channel, sums in amounts.items():
        counts[channel]["net_mean"] = sum(sums) / len(sums) if sums else math.nan
    return {channel: dict(of) for channel, of in counts.items()}


def has_events(shop: Shop, name: str, as_of: Day) -> bool:
    return any(row["customer_ref"] == name and row["occurred_at"].date() < as_of for row in shop.events)
