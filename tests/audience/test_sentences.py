"""What a segment says of itself, in both languages."""

import re
import string
from typing import Any

import pytest

from insight.audience import RULES, AllOf, AnyOf, Not, as_segment, condition
from insight.i18n import Text
from insight.i18n.catalogue import catalogue
from insight.warehouse import DuckWarehouse
from tests.audience.shops import AS_OF
from tests.audience.test_rules_people import FOUND

LATELY, GOLD = condition("ordered_within", days=30), condition("tier", tiers=["金卡"])
RICH = condition("spent_at_least", amount=1500, currency="CNY")


def said(shop: DuckWarehouse, tree: Any) -> tuple[str, str]:
    sentence = as_segment(shop, tree, AS_OF).sentence
    return sentence.render("en"), sentence.render("zh_CN")


@pytest.mark.parametrize(("rule", "values", "_expected"), FOUND)
def test_every_rule_is_said_whole_in_both_languages(
    shop: DuckWarehouse, rule: str, values: Any, _expected: Any
) -> None:
    for tree in (condition(rule, **values), Not(condition(rule, **values))):
        for sentence in said(shop, tree):
            assert not re.search(r"[{}]|None|Text\(|\(\)|–", sentence)
        assert re.search(r"[\u4e00-\u9fff]", said(shop, tree)[1].removeprefix("人群："))
    assert said(shop, condition(rule, **values)) != said(shop, Not(condition(rule, **values)))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: str(rule.name))
def test_every_value_of_a_rule_is_in_its_sentence(rule: Any) -> None:
    asked = {each.name for each in rule.fields if each.name != "currency"}
    for text in (rule.sentence, rule.negation):
        for words in (text.key, catalogue("zh_CN")[text.key]):
            named = {name for _literal, name, _form, _conversion in string.Formatter().parse(words) if name}
            missing = asked - named - ({"least", "most"} if "span" in named else set())
            missing -= {"least"} if rule.name == "trait_between" and "below" in named else set()
            assert missing <= ({"params", "cell"} if rule.name == "cell" else set()), f"{rule.name}: {missing}"


def test_brackets_stand_where_they_are_needed_and_nowhere_else(shop: DuckWarehouse) -> None:
    lately, gold, rich = "ordered within the last 30 days", "member tier 金卡", "spent at least ¥1,500 in all"
    day = "; as of 30 Jun 2025"
    assert said(shop, AllOf((LATELY, GOLD, RICH)))[0] == f"People: {lately} and {gold} and {rich}{day}"
    assert said(shop, AllOf((LATELY, AllOf((GOLD, RICH)))))[0] == f"People: {lately} and {gold} and {rich}{day}"
    assert said(shop, AllOf((LATELY, AnyOf((GOLD, RICH)))))[0] == f"People: {lately} and ({gold} or {rich}){day}"
    assert said(shop, AnyOf((LATELY, AllOf((GOLD, RICH)))))[0] == f"People: {lately} or ({gold} and {rich}){day}"
    assert said(shop, Not(AnyOf((GOLD, RICH))))[0] == f"People: not ({gold} or {rich}){day}"
    assert said(shop, AllOf((LATELY, Not(Not(AnyOf((GOLD, RICH)))))))[0] == (
        f"People: {lately} and ({gold} or {rich}){day}"
    )
    assert said(shop, AllOf((LATELY, Not(GOLD))))[0] == f"People: {lately} and member tier not 金卡{day}"


def test_the_same_in_chinese(shop: DuckWarehouse) -> None:
    tree = AllOf((LATELY, AnyOf((Not(GOLD), RICH))))
    assert said(shop, tree)[1] == (
        "人群：最近 30 天内下过单且（会员等级不是 金卡或累计消费至少 ¥1,500）；截至 2025-06-30"
    )


def test_of_many_values_only_the_first_are_written_out(shop: DuckWarehouse) -> None:
    english, chinese = said(shop, condition("city", cities=[f"c{number}" for number in range(9)]))
    assert "c0 / c1 / c2 / c3 / c4 / c5 / 3 more" in english
    assert "c5 / 另 3 项" in chinese


def test_a_span_of_one_is_one_number(shop: DuckWarehouse) -> None:
    assert "number of orders 1;" in said(shop, condition("orders_between", least=1, most=1))[0]
    assert "number of orders 1 to 3;" in said(shop, condition("orders_between", least=1, most=3))[0]


def test_labels_of_rules_are_not_the_same_twice_within_a_subject() -> None:
    for language in ("en", "zh_CN"):
        labels = [(rule.subject, rule.label.render(language)) for rule in RULES.values()]
        assert len(labels) == len(set(labels))


def test_sentences_are_marked_texts() -> None:
    for rule in RULES.values():
        for text in (rule.label, rule.sentence, rule.negation, *(each.label for each in rule.fields)):
            assert isinstance(text, Text)
            assert text.key in catalogue("zh_CN")
