"""The truth planted in the sample, counted from what was generated: what an analysis has to find again."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from sample_data.maker import tmall
from sample_data.maker.behaviour import BREAK_FACTOR, BREAK_SPAN, SILENT_FROM
from sample_data.maker.draw import SEED
from sample_data.maker.facts import Facts, share
from sample_data.maker.festivals import FIRST_DAY, LAST_DAY, SHOPS
from sample_data.maker.files import Table, money
from sample_data.maker.goods import GOODS
from sample_data.maker.identity import Found, order_keys
from sample_data.maker.names import HUB_PHONE, mask_middle
from sample_data.maker.orders import LAST_EXPORT, MASK_WITH_SERUM, MASK_WITHOUT_SERUM, Order
from sample_data.maker.people import Person
from sample_data.maker.sources import Sources
from sample_data.maker.truth_outreach import outreach
from sample_data.maker.truth_voices import voices

RETURN_DAYS: Final = 90
SILENT_DAYS: Final = (LAST_DAY - SILENT_FROM).days + 1
REFILLED_CATEGORIES: Final = ("洁面", "面霜")


def _files(tables: Iterable[Table]) -> Facts:
    facts: Facts = {}
    for table in tables:
        size: Facts = {"rows": len(table.rows), "columns": len(table.header)}
        if table.file_name.endswith(".csv"):
            size["encoding"] = table.encoding
        if table.title:
            size["rows_above_header"] = 1
        facts[table.file_name] = size
    return facts


def _orders_of(shop: str, orders: list[Order]) -> Facts:
    here = [order for order in orders if order.shop == shop]
    states = Counter(order.state(LAST_EXPORT) for order in here)
    valid = [order for order in here if order.is_valid]
    return {
        "currency": "USD" if shop == "shopify" else "CNY",
        "distinct_orders": len(here),
        "lines": sum(len(order.lines) for order in here),
        "valid_orders": len(valid),
        "net_revenue": money(sum(order.net for order in valid)),
        "refunded_amount": money(sum(order.refund(LAST_EXPORT) for order in here)),
        "waiting_for_payment": states["unpaid"],
        "never_paid": states["never_paid"],
        "refunded_and_closed": states["refunded"],
        "partly_refunded": sum(bool(order.refund(LAST_EXPORT)) for order in valid),
        "naming_nobody": sum(not order_keys(order) for order in here),
        "first_order_on": str(here[0].created_at.date()),
        "last_order_on": str(here[-1].created_at.date()),
    }


def _tmall_overlap(orders: list[Order]) -> Facts:
    both = [
        order
        for order in orders
        if order.shop == "tmall" and tmall.SECOND_FROM <= order.created_at < tmall.FIRST_EXPORT
    ]
    return {
        "orders_in_both_reports": len(both),
        "of_these_with_another_status": sum(
            tmall.STATUS[order.state(tmall.FIRST_EXPORT)] != tmall.STATUS[order.state(LAST_EXPORT)] for order in both
        ),
        "of_these_refunded_in_between": sum(
            order.refund(tmall.FIRST_EXPORT) != order.refund(LAST_EXPORT) for order in both
        ),
    }


def _shared_masked_phones(orders: list[Order]) -> int:
    """Masked phones under which more than one Tmall member hides: joining by them would be wrong."""
    buyers = {order.person.number: order.person for order in orders if order.shop == "tmall" and order.person}
    masked = Counter(mask_middle(person.phone) for person in buyers.values() if not person.phone_on_tmall)
    return sum(people > 1 for people in masked.values())


def _sources_of(person: Person) -> set[str]:
    lists = {"youzan": person.in_youzan, "wecom": person.in_wecom}
    return set(person.shops) | {name for name, listed_by in lists.items() if listed_by}


def _people(people: list[Person], orders: list[Order], found: list[Found]) -> Facts:
    buyers = [one for one in found if one.valid_days]
    once = [one for one in buyers if len(one.valid_days) == 1]
    sources = Counter("+".join(sorted(one.sources)) for one in found)
    youzan_buyers = {order.person.number for order in orders if order.shop == "youzan" and order.person}
    unsold = [person for person in people if person.in_youzan and person.number not in youzan_buyers]
    return {
        "real_people": len(people),
        "real_people_in_two_or_more_sources": sum(len(_sources_of(person)) > 1 for person in people),
        "findable_people": len(found),
        "findable_in_two_or_more_sources": sum(len(one.sources) > 1 for one in found),
        "findable_by_sources": {name: sources[name] for name in sorted(sources)},
        "buyers_with_a_valid_order": len(buyers),
        "one_time_buyers": len(once),
        "one_time_share": share(len(once), len(buyers)),
        "with_invalid_orders_only": sum(bool(one.orders) and not one.valid_days for one in found),
        "listed_without_any_order": sum(not one.orders for one in found),
        "youzan_customers_without_youzan_orders": len(unsold),
        "masked_phones_of_several_tmall_members": _shared_masked_phones(orders),
    }


def _hub(orders: list[Order]) -> Facts:
    hub = [order for order in orders if order.buyer_phone == HUB_PHONE]
    valid = [order for order in hub if order.is_valid]
    return {
        "phone": HUB_PHONE,
        "orders": len(hub),
        "distinct_names": len({order.buyer_name for order in hub}),
        "valid_orders": len(valid),
        "net_revenue": money(sum(order.net for order in valid)),
    }


def _tmall_gaps(category: str, found: list[Found]) -> list[int]:
    """Days between one valid Tmall order with a good of the category and the same person's next one."""
    gaps: list[int] = []
    for one in found:
        days = sorted(
            {
                order.created_at.date()
                for order in one.orders
                if order.shop == "tmall"
                and order.is_valid
                and any(line.good.category == category for line in order.lines)
            }
        )
        gaps += [(later - earlier).days for earlier, later in pairwise(days)]
    return gaps


def _refill(found: list[Found]) -> Facts:
    facts: Facts = {}
    for category in REFILLED_CATEGORIES:
        gaps = _tmall_gaps(category, found)
        quarters = statistics.quantiles(gaps, n=4, method="inclusive")
        facts[category] = {
            "planted_days": next(good.refill_days for good in GOODS if good.category == category),
            "gaps": len(gaps),
            "median_days": statistics.median(gaps),
            "quarter_days": quarters[0],
            "three_quarter_days": quarters[2],
        }
    return facts


def _returned(one: Found) -> bool:
    """Another valid order on a later day, at most 90 days after the first one's day."""
    first = one.valid_days[0]
    return any(0 < (day - first).days <= RETURN_DAYS for day in one.valid_days)


def _return_rate(found: list[Found], first: dt.date, last: dt.date) -> Facts:
    won = [one for one in found if one.valid_days and first <= one.valid_days[0] <= last]
    back = sum(_returned(one) for one in won)
    return {
        "first": str(first),
        "last": str(last),
        "people": len(won),
        "returned": back,
        "rate": share(back, len(won)),
    }


def _retention_break(found: list[Found]) -> Facts:
    first, last = BREAK_SPAN
    return {
        "return_days": RETURN_DAYS,
        "won_before": _return_rate(found, FIRST_DAY, first - dt.timedelta(days=1)),
        "won_at_618_2024": _return_rate(found, first.replace(year=2024), last.replace(year=2024)),
        "won_at_618_2025": _return_rate(found, first, last),
        "factor_on_each_repurchase": BREAK_FACTOR,
    }


def _is_silent_from(one: Found, day: dt.date) -> bool:
    """Four valid orders or more before the day, the last one within 90 days, then no order for 153 days."""
    before = [valid for valid in one.valid_days if valid < day]
    after = (order.created_at.date() for order in one.orders)
    return (
        len(before) >= 4
        and (day - before[-1]).days <= 90
        and not any(0 <= (later - day).days < SILENT_DAYS for later in after)
    )


def _names_of(one: Found) -> Facts:
    return dict(one.keys)


def _fell_silent(silent: list[Person], found: list[Found]) -> Facts:
    numbers = {person.number for person in silent}
    planted = [one for one in found if any(order.person and order.person.number in numbers for order in one.orders)]
    earlier = dt.date(2025, 2, 1)
    return {
        "from": str(SILENT_FROM),
        "planted_people": len(planted),
        "net_revenue_before": {
            currency: money(
                sum(order.net for one in planted for order in one.orders if (order.shop == "shopify") == is_abroad)
            )
            for currency, is_abroad in (("CNY", False), ("USD", True))
        },
        "found_by_rule": sum(_is_silent_from(one, SILENT_FROM) for one in found),
        "found_by_rule_and_planted": sum(_is_silent_from(one, SILENT_FROM) for one in planted),
        "found_by_rule_half_a_year_earlier": sum(_is_silent_from(one, earlier) for one in found),
        "people": [_names_of(one) for one in planted],
    }


def _basket(orders: list[Order]) -> Facts:
    baskets = [{line.good.category for line in order.lines} for order in orders if order.shop == "tmall"]
    serum = sum("精华" in basket for basket in baskets)
    mask = sum("面膜" in basket for basket in baskets)
    both = sum({"精华", "面膜"} <= basket for basket in baskets)
    return {
        "if": "精华",
        "then": "面膜",
        "orders": len(baskets),
        "with_if": serum,
        "with_then": mask,
        "with_both": both,
        "confidence": share(both, serum),
        "lift": round(both * len(baskets) / (serum * mask), 4),
        "planted_chance_with_serum": MASK_WITH_SERUM,
        "planted_chance_otherwise": MASK_WITHOUT_SERUM,
    }


def _gender(people: list[Person], orders: list[Order]) -> Facts:
    """Gender plays no part in behaviour: what differs here is chance."""
    valid = Counter(
        order.person.number for order in orders if order.shop == "youzan" and order.person and order.is_valid
    )
    facts: Facts = {}
    for gender in ("女", "男"):
        bought = [valid[person.number] for person in people if person.gender == gender and valid[person.number]]
        again = sum(times > 1 for times in bought)
        facts[gender] = {"youzan_buyers": len(bought), "with_two_or_more": again, "rate": share(again, len(bought))}
    return facts


def tell_truth(
    people: list[Person],
    orders: list[Order],
    silent: list[Person],
    found: list[Found],
    sources: Sources,
    tables: list[Table],
) -> Facts:
    """Everything a test may ask for, as plain values."""
    return {
        "seed": SEED,
        "as_of": str(LAST_DAY + dt.timedelta(days=1)),
        "first_order_on": str(orders[0].created_at.date()),
        "last_order_on": str(orders[-1].created_at.date()),
        "files": _files(tables),
        "orders": {shop: _orders_of(shop, orders) for shop in SHOPS},
        "tmall_overlap": _tmall_overlap(orders),
        "people": _people(people, orders, found),
        "hub": _hub(orders),
        "refill": _refill(found),
        "retention_break": _retention_break(found),
        "fell_silent": _fell_silent(silent, found),
        "basket_rule": _basket(orders),
        "no_effect_gender": _gender(people, orders),
        **voices(sources),
        **outreach(sources),
    }
