"""Every rule, and exactly whom it finds in the small shop."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.audience import RULES, Not, condition
from insight.audience.rules.numbers import CELL, OF_SEGMENTS
from insight.warehouse import DuckWarehouse
from tests.audience.shops import AS_OF, names_in
from tests.workspaces import workspace

KNOWN = {"ann", "bob", "cid", "dee", "eve"}
MAY, JULY = dt.date(2025, 5, 1), dt.date(2025, 7, 1)

FOUND: list[tuple[str, dict[str, Any], set[str]]] = [
    ("ordered_within", {"days": 1}, {"ann"}),
    ("ordered_within", {"days": 30}, {"ann", "dee"}),
    ("ordered_within", {"days": 29}, {"ann", "dee"}),
    ("ordered_within", {"days": 28}, {"ann"}),
    ("last_ordered_between", {"least": 1, "most": 1}, {"ann"}),
    ("last_ordered_between", {"least": 2, "most": 29}, {"dee"}),
    ("last_ordered_between", {"least": 30, "most": 487}, {"bob"}),
    ("last_ordered_between", {"least": 488, "most": 900}, set()),
    ("ordered_between", {"since": MAY, "until": JULY}, {"ann", "dee"}),
    ("ordered_between", {"since": dt.date(2025, 5, 2), "until": dt.date(2025, 6, 30)}, {"dee"}),
    ("first_ordered_between", {"since": dt.date(2024, 1, 1), "until": dt.date(2025, 1, 11)}, {"ann", "bob"}),
    ("first_ordered_within", {"days": 90}, {"dee"}),
    ("orders_at_least", {"orders": 1}, {"ann", "bob", "dee"}),
    ("orders_at_least", {"orders": 3}, {"ann"}),
    ("orders_between", {"least": 1, "most": 1}, {"bob"}),
    ("orders_between", {"least": 1, "most": 2}, {"bob", "dee"}),
    ("orders_between", {"least": 3, "most": 2}, set()),
    ("orders_within", {"orders": 2, "days": 90}, {"ann", "dee"}),
    ("spent_at_least", {"amount": 450, "currency": "CNY"}, {"ann"}),
    ("spent_at_least", {"amount": 450.01, "currency": "CNY"}, set()),
    ("spent_at_least", {"amount": 0, "currency": "USD"}, {"dee"}),
    ("spent_between", {"least": 80, "most": 449, "currency": "CNY"}, {"bob"}),
    ("spent_within", {"amount": 350, "currency": "CNY", "days": 61}, {"ann"}),
    ("spent_within", {"amount": 350, "currency": "CNY", "days": 60}, set()),
    ("average_order_at_least", {"amount": 110, "currency": "USD"}, {"dee"}),
    ("average_order_at_least", {"amount": 110.01, "currency": "USD"}, set()),
    ("ordered_in_channel", {"channels": ["JD", "Youzan"]}, {"ann", "bob"}),
    ("first_ordered_in_channel", {"channels": ["JD", "Youzan"]}, {"bob"}),
    ("ever_ordered", {}, {"ann", "bob", "dee"}),
    ("used_code", {"codes": ["WELCOME"]}, {"ann"}),
    ("refunded_within", {"days": 30}, {"eve"}),
    ("unpaid_within", {"days": 30}, {"cid"}),
    ("bought_product", {"products": ["口红"]}, {"ann"}),
    ("bought_product", {"products": ["面霜"]}, {"ann", "dee"}),
    ("bought_product", {"products": ["O'Brien's soap"]}, {"dee"}),
    ("bought_product_within", {"products": ["面霜"], "days": 60}, {"dee"}),
    ("bought_product_times", {"products": ["面霜"], "orders": 2}, {"ann"}),
    ("first_bought_product", {"products": ["面霜"]}, {"ann"}),
    ("bought_category", {"categories": ["彩妆"]}, {"ann"}),
    ("bought_category_within", {"categories": ["护肤"], "days": 61}, {"ann", "dee"}),
    ("rfm_recency", {"least": 5, "most": 5, "currency": "CNY"}, {"ann"}),
    ("rfm_frequency", {"least": 1, "most": 1, "currency": "CNY"}, {"bob"}),
    ("rfm_monetary", {"least": 1, "most": 5, "currency": "CNY"}, {"ann", "bob"}),
    ("rfm_group", {"groups": ["champions"], "currency": "CNY"}, {"ann"}),
    ("rfm_class", {"groups": ["general_win_back", "key_value"], "currency": "CNY"}, {"ann", "bob"}),
    ("stage", {"stages": ["contacted"]}, {"eve"}),
    ("stage", {"stages": ["consulted"]}, {"cid"}),
    ("frequency_label", {"stages": ["trying"]}, {"bob"}),
    ("recency_label", {"stages": ["gone"]}, {"bob"}),
    ("province", {"provinces": ["浙江"]}, {"ann", "eve"}),
    ("city", {"cities": ["上海", "杭州"]}, {"ann", "bob"}),
    ("came_from", {"channels": ["门店"]}, {"ann", "cid"}),
    ("tier", {"tiers": ["金卡"]}, {"ann"}),
    ("tagged", {"tags": ["VIP"]}, {"ann"}),
    ("tagged", {"tags": ["爱美妆"]}, {"ann", "cid"}),
    ("tagged", {"tags": ["老客", "VIP2"]}, {"bob", "cid"}),
    ("looked_after_by", {"staff": ["小周"]}, {"ann"}),
    ("gender", {"gender": "female"}, {"ann"}),
    ("joined_within", {"days": 16}, {"cid"}),
    ("joined_between", {"since": dt.date(2024, 2, 1), "until": dt.date(2024, 12, 1)}, {"bob"}),
    ("birthday_month", {"months": ["2", "7"]}, {"ann", "bob"}),
    ("birthday_within", {"days": 10}, {"ann"}),
    ("birthday_within", {"days": 9}, set()),
    ("birthday_within", {"days": 365}, {"ann", "bob", "cid"}),
    ("age_between", {"least": 25, "most": 34}, {"ann", "cid"}),
    ("age_between", {"least": 35, "most": 65}, {"bob"}),
    ("reachable_by", {"ways": ["phone"]}, {"ann", "cid"}),
    ("reachable_by", {"ways": ["wecom", "email"]}, {"bob", "dee", "eve"}),
    ("points_at_least", {"points": 90}, {"ann"}),
    ("points_at_least", {"points": 60}, {"ann", "bob"}),
    ("points_earned_within", {"points": 120, "days": 90}, {"ann"}),
    ("points_spent_within", {"days": 90}, {"ann"}),
    ("points_expired_within", {"days": 90}, {"bob"}),
    ("holds_coupon", {}, {"ann", "bob"}),
    ("coupon_expires_within", {"days": 30}, {"ann"}),
    ("coupon_used_within", {"days": 30}, {"eve"}),
    ("did", {"events": ["view"], "times": 2, "days": 30}, {"ann"}),
    ("did", {"events": ["view", "search"], "times": 1, "days": 365}, {"ann", "bob", "cid"}),
    ("did_with", {"events": ["view"], "objects": ["口红"], "days": 30}, {"ann"}),
    ("searched", {"word": "洁面", "days": 30}, {"cid"}),
    ("active_within", {"days": 11}, {"ann", "cid"}),
    ("invited_at_least", {"people": 2}, {"ann"}),
    ("took_survey", {"survey": "会员调研"}, {"ann", "bob"}),
    ("answered", {"survey": "会员调研", "question": "性别", "answers": ["男"]}, {"bob"}),
    ("scored", {"survey": "会员调研", "question": "推荐", "least": 9, "most": 10}, {"ann"}),
    ("said_something", {"kinds": ["review"], "days": 30}, {"ann", "bob"}),
    ("rated", {"least": 1, "most": 3, "days": 30}, {"bob"}),
    ("mentioned", {"word": "price", "days": 30}, {"cid"}),
    ("contacted_within", {"days": 7}, {"ann"}),
    ("in_campaign", {"campaigns": ["C1"], "arm": "control"}, {"bob"}),
    ("in_campaign", {"campaigns": ["C1"], "arm": "treated"}, {"ann"}),
    ("responded_to", {"campaigns": ["C1"], "what": "opened"}, {"ann"}),
    ("responded_to", {"campaigns": ["C1"], "what": "clicked"}, set()),
    ("may_be_contacted", {"purpose": "marketing", "statuses": ["granted"]}, {"ann"}),
    ("may_be_contacted", {"purpose": "marketing", "statuses": ["denied", "withdrawn"]}, {"bob", "cid"}),
    ("may_be_contacted", {"purpose": "survey", "statuses": ["granted"]}, set()),
    ("consent", {"purpose": "短信营销", "statuses": ["granted"]}, {"ann"}),
    ("consent", {"purpose": "短信营销", "statuses": ["withdrawn", "denied"]}, {"bob", "cid"}),
    ("has_tag", {"tag": "repeat_buyer"}, {"ann", "dee"}),
    ("trait_is", {"trait": "city_tier", "wanted": ["first", "second"]}, {"bob"}),
    ("trait_is", {"trait": "gender", "wanted": ["female"]}, {"ann"}),
    ("trait_between", {"trait": "orders", "least": 1, "below": 3}, {"bob", "dee"}),
    ("trait_between", {"trait": "orders", "below": 1}, {"cid", "eve"}),
    ("trait_between", {"trait": "age", "least": 34}, {"ann", "bob"}),
    ("trait_between", {"trait": "recency_days", "least": 1, "below": 30}, {"ann", "dee"}),
    ("trait_flag", {"trait": "is_invited", "flag": "yes"}, {"bob", "cid", "eve"}),
    ("trait_flag", {"trait": "is_invited", "flag": "no"}, {"ann", "dee"}),
    ("trait_month", {"trait": "birthday_month", "months": ["7", "6"]}, {"ann", "cid"}),
    ("trait_date", {"trait": "joined_on", "since": "2025-03-01", "until": "2025-06-15"}, {"eve"}),
]


@pytest.mark.parametrize(
    ("rule", "values", "expected"), FOUND, ids=lambda value: value if isinstance(value, str) else ""
)
def test_rule_finds_exactly_these_people(
    shop: DuckWarehouse, rule: str, values: dict[str, Any], expected: set[str]
) -> None:
    leaf = condition(rule, **values)
    assert names_in(shop, leaf) == expected
    assert names_in(shop, Not(leaf)) == KNOWN - expected


def test_no_rule_is_left_out_here() -> None:
    assert set(RULES) == {rule for rule, _values, _expected in FOUND} | {CELL, "on_list", "in_cluster", *OF_SEGMENTS}


def test_somebody_who_joins_on_the_as_of_day_is_not_known_before_it(shop: DuckWarehouse) -> None:
    gold = condition("tier", tiers=["金卡"])
    assert names_in(shop, gold, AS_OF) == {"ann"}
    assert names_in(shop, gold, AS_OF + dt.timedelta(days=1)) == {"ann", "fay"}


def test_every_rule_moves_with_the_day(shop: DuckWarehouse) -> None:
    """Before anybody is known nobody is in any segment, and nobody is outside of one."""
    early = dt.date(2020, 1, 1)
    for rule, values, _expected in FOUND:
        if rule not in ("stage", "frequency_label", "recency_label"):
            assert names_in(shop, condition(rule, **values), early) - {"dee"} == set()


def test_a_shop_without_facts_has_nobody_in_any_rule(folder: Path) -> None:
    empty = workspace(folder)
    for rule, values, _expected in FOUND:
        assert names_in(empty, condition(rule, **values)) == set()
