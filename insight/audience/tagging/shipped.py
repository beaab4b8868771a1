"""The tags that come with the program, and the six dimensions that tags have."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from insight.i18n import Text, _

TagDimension = Literal["attributes", "product_life", "customer_life", "preference", "value", "channel"]

TAG_DIMENSIONS: Mapping[TagDimension, Text] = {
    "attributes": _("Who they are"),
    "product_life": _("Product life"),
    "customer_life": _("Customer life"),
    "preference": _("Preferences"),
    "value": _("Customer value"),
    "channel": _("Channel"),
}

NAMES: Mapping[str, Text] = {
    "woman": _("Woman"),
    "man": _("Man"),
    "aged_20_to_35": _("20 to 35 years old"),
    "first_tier_city": _("In a first-tier or new first-tier city"),
    "birthday_soon": _("Birthday within 30 days"),
    "first_time_buyer": _("First-time buyer"),
    "repeat_buyer": _("Repeat buyer"),
    "new_buyer": _("New buyer of the last 30 days"),
    "active_buyer": _("Active buyer"),
    "dormant": _("No order for half a year"),
    "never_bought": _("Never bought"),
    "festival_buyer": _("Buys in shopping festivals"),
    "discount_lover": _("Buys at a discount"),
    "buys_above_usual_price": _("Buys above the usual price"),
    "reads_articles": _("Reads articles"),
    "sensitive_skin": _("Says: sensitive skin"),
    "allergic": _("Says: allergic"),
    "lactose_intolerant": _("Says: lactose intolerant"),
    "sugar_free": _("Says: wants no sugar"),
    "payer": _("Has paid"),
    "frequent_check_in": _("Checks in often"),
    "koc_candidate": _("KOC candidate"),
    "sends_back": _("Sends back half of the orders"),
    "wecom_contact": _("Contact in WeCom"),
    "came_by_referral": _("Brought by another customer"),
    "buys_in_several_channels": _("Buys in several channels"),
}


@cache
def shipped_rules() -> Mapping[str, Mapping[str, Any]]:
    """Code -> dimension, and `rule` (an expression as JSON has it) or `words`."""
    return tomllib.loads(files("insight.audience.tagging").joinpath("rules.toml").read_text(encoding="utf-8"))


OPPOSITES: tuple[tuple[str, ...], ...] = (
    ("油皮", "干皮", "混合皮", "中性皮"),
    ("油性皮肤", "干性皮肤", "混合性皮肤", "中性皮肤"),
    ("油性", "干性", "混合", "中性"),
    ("男", "女"),
    ("男性", "女性"),
    ("男士", "女士"),
    ("man", "woman"),
    ("male", "female"),
    ("已婚", "未婚"),
    ("新客", "老客"),
    ("新客户", "老客户"),
    ("活跃", "沉睡"),
    ("高价值", "低价值"),
    ("有孩", "无孩"),
    ("爱甜", "不爱甜"),
    ("first_time_buyer", "repeat_buyer"),
    ("active_buyer", "dormant"),
)
"""Words of which one person can have one at most."""
