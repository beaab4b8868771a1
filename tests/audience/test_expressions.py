"""Expressions as values: written, read, checked; whatever a person writes stays a value."""

import datetime as dt
import json
from typing import Any

import pytest

from insight.audience import (
    RULES,
    AllOf,
    AnyOf,
    Condition,
    Not,
    as_segment,
    condition,
    from_json,
    from_plain,
    to_json,
    to_plain,
)
from insight.audience.rule import Rule
from insight.errors import ParameterError
from insight.fields import Word, Words
from insight.warehouse import DuckWarehouse
from tests.audience.shops import AS_OF, names_in
from tests.audience.test_rules_people import FOUND

LATELY, GOLD = condition("ordered_within", days=30), condition("tier", tiers=["金卡"])


@pytest.mark.parametrize(("rule", "values", "_expected"), FOUND)
def test_condition_is_the_same_after_being_written_and_read(rule: str, values: Any, _expected: Any) -> None:
    leaf = condition(rule, **values)
    assert from_json(to_json(leaf)) == leaf
    assert hash(from_json(to_json(leaf))) == hash(leaf)


def test_tree_is_the_same_after_being_written_and_read() -> None:
    tree = AllOf((AnyOf((LATELY, GOLD)), Not(AllOf((GOLD, Not(LATELY))))))
    assert from_json(to_json(tree)) == tree
    assert to_plain(tree)["and"][0] == {
        "or": [
            {"rule": "ordered_within", "values": {"days": 30}},
            {"rule": "tier", "values": {"tiers": ["金卡"]}},
        ]
    }


def test_equal_meanings_are_written_alike() -> None:
    one = condition("tier", tiers=["金卡", "银卡", "金卡"])
    assert to_json(one) == to_json(condition("tier", tiers=("银卡", "金卡")))


def test_a_missing_value_has_its_default_and_a_missing_currency_that_of_the_page() -> None:
    leaf = from_plain({"rule": "spent_at_least"}, currency="USD")
    assert leaf == condition("spent_at_least", amount=1000, currency="USD")
    with pytest.raises(ParameterError, match="Currency"):
        from_plain({"rule": "spent_at_least"})


@pytest.mark.parametrize(
    ("plain", "why"),
    [
        ({"rule": "no_such_rule"}, "no_such_rule"),
        ({"rule": ["tier"]}, "tier"),
        ({"rule": "tier", "values": {}}, "Tier"),
        ({"rule": "tier", "values": {"tiers": []}}, "1 to 200 texts"),
        ({"rule": "tier", "values": {"tiers": ["x" * 201]}}, "200 characters"),
        ({"rule": "tier", "values": {"tiers": [5]}}, "text"),
        ({"rule": "tier", "values": {"tiers": ["a"], "days": 3}}, "days"),
        ({"rule": "tier", "values": "金卡"}, "a rule with its values"),
        ({"rule": "tier", "values": {"tiers": ["a"]}, "and": []}, "a rule with its values"),
        ({"rule": "ordered_within", "values": {"days": 0}}, "whole number"),
        ({"rule": "ordered_within", "values": {"days": True}}, "whole number"),
        ({"rule": "ordered_within", "values": {"days": "30"}}, "whole number"),
        ({"rule": "ordered_within", "values": {"days": 1.5}}, "whole number"),
        ({"rule": "ordered_within", "values": {"days": float("nan")}}, "whole number"),
        ({"rule": "ordered_within", "values": {"days": float("inf")}}, "whole number"),
        ({"rule": "ordered_between", "values": {"since": "yesterday", "until": "2025-01-01"}}, "yesterday"),
        ({"rule": "spent_at_least", "values": {"amount": -1, "currency": "CNY"}}, "amount"),
        ({"rule": "spent_at_least", "values": {"amount": float("nan"), "currency": "CNY"}}, "amount"),
        ({"rule": "spent_at_least", "values": {"amount": 1, "currency": "yuan"}}, "ISO 4217"),
        ({"rule": "gender", "values": {"gender": "'; DROP"}}, "one of female, male"),
        ({"rule": "stage", "values": {"stages": ["asleep"]}}, "asleep"),
        ({"and": []}, "at least one condition"),
        ({"and": {}}, "at least one condition"),
        ({"and": [LATELY], "or": [LATELY]}, "one of and, or, not"),
        ({"not": None}, "one of"),
        ({"sql": "SELECT 1"}, "one of"),
        ([], "one of"),
        ("SELECT 1", "one of"),
        (None, "one of"),
    ],
)
def test_what_is_no_expression_is_refused_in_words(plain: Any, why: str) -> None:
    with pytest.raises(ParameterError, match=why):
        from_plain(plain)


def test_too_deep_and_too_long_are_refused() -> None:
    leaf = {"rule": "ever_ordered"}
    deep: Any = leaf
    for _level in range(6):
        deep = {"not": deep}
    with pytest.raises(ParameterError, match="deep"):
        from_plain(deep)
    with pytest.raises(ParameterError, match="at most 40 conditions"):
        from_plain({"or": [leaf] * 41})
    with pytest.raises(ParameterError, match="JSON"):
        from_json("[" * 50_000)
    with pytest.raises(ParameterError, match="characters"):
        from_json('{"rule": "' + "x" * 100_000)
    with pytest.raises(ParameterError, match="JSON"):
        from_json("{")


HOSTILE = [
    "'; DROP TABLE core.customers; --",
    '"; DELETE FROM app.segments; --',
    "x' OR '1'='1",
    "$as_of",
    "$as_of__1 $days",
    "{days} {0} %s \\",
    "浙江') UNION SELECT customer_id FROM core.customers --",
    "/* */ -- \n;",
    "张𠮷 <b>x</b> O'Brien",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_written_is_only_a_value(shop: DuckWarehouse, text: str) -> None:
    everybody = shop.count("SELECT customer_id FROM core.customers")
    for rule in WORDED:
        segment, harmless = (as_segment(shop, AllOf((_filled(rule, word), LATELY)), AS_OF) for word in (text, "x"))
        assert segment.count(shop) == 0
        assert segment.statement == harmless.statement
        assert text in segment.sentence.render("en")
        assert text in segment.sentence.render("zh_CN")
    assert shop.count("SELECT customer_id FROM core.customers") == everybody


WORDED = [rule for rule in RULES.values() if rule.statement and any(isinstance(f, Word | Words) for f in rule.fields)]


def _filled(rule: Rule, text: str) -> Condition:
    """The rule with the text wherever a text can be."""
    values: dict[str, Any] = {each.name: each.default for each in rule.fields if each.default is not None}
    values |= {each.name: text for each in rule.fields if isinstance(each, Word)}
    values |= {each.name: [text] for each in rule.fields if isinstance(each, Words)}
    return condition(rule.name, **values | ({"statuses": ["granted"]} if rule.name == "consent" else {}))


def test_statement_is_put_together_from_the_program_alone(shop: DuckWarehouse) -> None:
    """Two trees that differ only in their values have the same statement."""
    one = as_segment(shop, AnyOf((GOLD, condition("ordered_between", since="2025-01-01", until="2025-02-01"))), AS_OF)
    other = as_segment(
        shop,
        AnyOf((condition("tier", tiers=HOSTILE), condition("ordered_between", since="2020-01-01", until="2020-02-01"))),
        AS_OF,
    )
    assert one.statement == other.statement


def test_values_of_different_conditions_never_meet(shop: DuckWarehouse) -> None:
    both = AllOf((condition("ordered_within", days=90), Not(condition("ordered_within", days=7))))
    assert names_in(shop, both) == {"dee"}


def test_condition_knows_its_values() -> None:
    leaf = condition("ordered_between", since="2025-01-01", until=dt.date(2025, 2, 1))
    assert isinstance(leaf, Condition)
    assert leaf.value("since") == dt.date(2025, 1, 1)
    assert json.loads(to_json(leaf))["values"] == {"since": "2025-01-01", "until": "2025-02-01"}
