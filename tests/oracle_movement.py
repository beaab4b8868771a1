"""RFM movement again, slow and obvious, from the rows as they were written down: for comparison only."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from tests import oracles
from tests.oracles import Row

ELEVEN = (
    *("champions", "loyal", "active", "new", "promising"),
    *("needs_attention", "at_risk", "previously_loyal", "almost_lost", "dormant"),
)
EIGHT = (
    *("key_value", "key_develop", "key_keep", "key_win_back"),
    *("general_value", "general_develop", "general_keep", "general_win_back"),
)
Cuts = tuple[Sequence[float], Sequence[float], Sequence[float]] | None


class Stand(NamedTuple):
    """How one buyer stands on one day."""

    days: int
    orders: int
    amount: Any
    r: int
    f: int
    m: int
    name: str


class Way(NamedTuple):
    """How one person went."""

    before: str
    now: str
    moved: str
    is_by_others: bool
    is_silent: bool


class Shop(NamedTuple):
    """What happened, and how it is scored."""

    orders: list[Row]
    customers: list[Row]
    currency: str
    bins: int
    scheme: str
    since: dt.date | None
    cuts: Cuts


def stands(shop: Shop, day: dt.date, yardstick: dt.date) -> dict[str, Stand]:
    """Buyer -> how they stand on a day, in equal parts of the buyers of another day, or by fixed cuts."""
    seen, measure = ({name: _facts(row) for name, row in _scores(shop, on).items()} for on in (day, yardstick))
    found = {}
    for name, facts in seen.items():
        if shop.cuts is None:
            r, f, m = (_by(facts[place], [other[place] for other in measure.values()], shop.bins) for place in range(3))
        else:
            r, f, m = _fixed(facts, shop.cuts, shop.bins)
        named = oracles.chinese_class(r, f, m, shop.bins), oracles.english_group(r, f, shop.bins)
        found[name] = Stand(-facts[0], facts[1], facts[2], r, f, m, named[shop.scheme == "eleven"])
    return found


def ways(shop: Shop, before: dt.date, as_of: dt.date, *, each_day: bool) -> dict[str, Way]:
    """Person -> where they stood, where they stand, and what that is called."""
    ladder = EIGHT if shop.scheme == "eight" else ELEVEN
    earlier = stands(shop, before, before)
    later = stands(shop, as_of, as_of if each_day else before)
    judged = stands(shop, as_of, before)
    found = {}
    for name, now in later.items():
        if name not in earlier:
            found[name] = Way(_origin(shop, name, before), now.name, "entered", False, False)
            continue
        was = earlier[name]
        climbed = ladder.index(was.name) - ladder.index(now.name)
        own = ladder.index(was.name) - ladder.index(judged[name].name)
        moved = "stayed" if climbed == 0 else "up" if climbed > 0 else "down"
        is_by_others = climbed != 0 and (own == 0 or (own > 0) != (climbed > 0))
        found[name] = Way(was.name, now.name, moved, is_by_others, now.orders == was.orders)
    return found


def prospects(shop: Shop, day: dt.date) -> set[str]:
    """Known people without an order that counts, in whatever currency."""
    return oracles.known_people(shop.orders, shop.customers, day) - oracles.buyers_of(shop.orders, day).keys()


def agreed(consents: Sequence[Row], day: dt.date) -> set[str]:
    """Who said yes to any purpose last; of words of the same moment the stricter one."""
    strict = ("withdrawn", "denied", "granted")
    yes = set()
    for name, purpose in {(row["customer_ref"], row["purpose"]) for row in consents}:
        said = [
            (row["at"], -strict.index(row["status"]), row["status"])
            for row in consents
            if (row["customer_ref"], row["purpose"]) == (name, purpose) and row["at"].date() < day
        ]
        if said and max(said)[2] == "granted":
            yes.add(name)
    return yes


def _scores(shop: Shop, day: dt.date) -> dict[str, oracles.Score]:
    if shop.since is not None and shop.since >= day:
        return {}
    return oracles.rfm_scores(shop.orders, as_of=day, currency=shop.currency, bins=shop.bins, since=shop.since)


def _facts(score: oracles.Score) -> tuple[Any, Any, Any]:
    """The three values, each the better the higher."""
    return -score.recency_days, score.orders, score.net_amount


def _by(value: Any, everyone: list[Any], bins: int) -> int:
    """The best score that anybody of the yardstick has who is not better; the highest for who is better than all."""
    if not everyone:
        return 1
    if value > max(everyone):
        return bins
    return max((oracles.quantile_score(other, everyone, bins) for other in everyone if other <= value), default=1)


def _fixed(facts: tuple[Any, Any, Any], cuts: Any, bins: int) -> tuple[int, int, int]:
    days, orders, amount = -facts[0], facts[1], facts[2]
    return (
        bins - sum(days > cut for cut in cuts[0]),
        1 + sum(orders >= cut for cut in cuts[1]),
        1 + sum(amount >= cut for cut in cuts[2]),
    )


def _origin(shop: Shop, name: str, day: dt.date) -> str:
    if name in oracles.buyers_of(shop.orders, day):
        return "elsewhere"
    return "prospects" if name in oracles.known_people(shop.orders, shop.customers, day) else "newcomers"
