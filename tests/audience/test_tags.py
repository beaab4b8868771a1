"""Tags: who has which, what staff do to them and take back, and tags as conditions."""

import datetime as dt
from pathlib import Path

import pytest

from insight.audience import AllOf, Not, as_segment, condition
from insight.audience.tagging import all_tags, find_tag, give, merge, retire, set_rule, tag_changes, undo_change
from insight.audience.tagging.shipped import NAMES, shipped_rules
from insight.audience.tags import TagsParams, TagsResult, tags
from insight.errors import NotEnoughDataError, ParameterError
from insight.warehouse import DuckWarehouse
from tests.workspaces import member, order, people, workspace

AS_OF = dt.date(2026, 1, 1)
AT = dt.datetime(2025, 12, 31, 9)


@pytest.fixture
def shop(tmp_path: Path) -> DuckWarehouse:
    """ann, bob and cid buy; dee only talks."""
    return workspace(
        tmp_path,
        customers=[
            member("ann", "2024-01-01", tags="VIP1;敏感肌", gender="female"),
            member("bob", "2024-01-01", tags="VIP1，油皮", gender="male"),
            member("cid", "2024-01-01", tags="爱甜"),
            member("dee", "2024-01-01"),
        ],
        orders=[
            order("ann", "2025-06-01", 100),
            order("ann", "2025-12-01", 100),
            order("bob", "2025-03-01", 50),
            order("cid", "2025-12-20", 20),
        ],
        feedback=[
            {"feedback_id": "1", "customer_ref": "dee", "kind": "chat", "text": "我是敏感肌，能用吗", "author": "客户"},
            {"feedback_id": "2", "customer_ref": "bob", "kind": "chat", "text": "我不是敏感肌", "author": "客户"},
            {"feedback_id": "3", "customer_ref": "bob", "kind": "chat", "text": "我是敏感肌", "author": "客服小例"},
        ],
    )


def found(shop: DuckWarehouse, **params: object) -> TagsResult:
    return tags(shop, TagsParams(as_of=AS_OF, currency="CNY", **params))  # type: ignore[arg-type]


def who(shop: DuckWarehouse, tag: str) -> set[str]:
    segment = found(shop).segment(tag=tag)
    by_rule = as_segment(shop, condition("has_tag", tag=tag), AS_OF)
    assert people(shop, by_rule.statement, by_rule.values) == people(shop, segment.statement, segment.values)
    return people(shop, segment.statement, segment.values)


def test_tags_by_rule_by_export_and_by_what_people_say(shop: DuckWarehouse) -> None:
    assert who(shop, "repeat_buyer") == {"ann"}
    assert who(shop, "never_bought") == {"dee"}
    assert who(shop, "VIP1") == {"ann", "bob"}
    assert who(shop, "sensitive_skin") == {"dee"}


@pytest.mark.slow("asks for every tag")
def test_every_number_is_a_list_of_people(shop: DuckWarehouse) -> None:
    result = found(shop)
    assert result.people == 4
    for tag, customers, state in result.tags[["tag", "customers", "state"]].itertuples(index=False):
        assert state == "active"
        assert result.segment(tag=tag).count(shop) == customers, tag
    for dimension, customers in result.dimensions[["dimension", "customers"]].itertuples(index=False):
        assert result.segment(dimension=dimension).count(shop) == customers, dimension
    assert result.dimensions.set_index("dimension")["customers"].to_dict() == {
        "attributes": 2,
        "product_life": 3,
        "customer_life": 4,
        "preference": 4,
        "value": 3,
        "channel": 0,
    }


def test_a_tag_is_given_and_taken_back(shop: DuckWarehouse) -> None:
    women = as_segment(shop, condition("gender", gender="female"), AS_OF)
    change = give(shop, "体验官", women, at=AT, by="小周", dimension="value")
    assert who(shop, "体验官") == {"ann"}
    assert (find_tag(shop, "体验官").dimension, find_tag(shop, "体验官").changed_by) == ("value", "小周")
    undo_change(shop, change, at=AT, by="小周")
    assert "体验官" not in {tag.code for tag in all_tags(shop)}
    assert tag_changes(shop)[0]["undone_by"] == "小周"


def test_a_tag_for_a_time_ends_with_it(shop: DuckWarehouse) -> None:
    everybody = as_segment(shop, Not(condition("has_tag", tag="爱甜")), AS_OF)
    give(shop, "双旦", everybody, at=AT, by=None, valid_days=7)
    assert who(shop, "双旦") == {"ann", "bob", "dee"}
    late = tags(shop, TagsParams(as_of=dt.date(2026, 1, 7), currency="CNY")).segment(tag="双旦")
    assert late.count(shop) == 0


def test_a_given_tag_counts_with_one_of_an_export_of_the_same_name(shop: DuckWarehouse) -> None:
    give(shop, "爱甜", as_segment(shop, condition("gender", gender="male"), AS_OF), at=AT, by=None)
    assert who(shop, "爱甜") == {"bob", "cid"}


def test_a_merged_tag_counts_as_the_other_until_it_is_undone(shop: DuckWarehouse) -> None:
    change = merge(shop, "敏感肌", "sensitive_skin", at=AT, by="小周")
    assert who(shop, "sensitive_skin") == {"ann", "dee"}
    assert find_tag(shop, "敏感肌").state == "merged"
    with pytest.raises(ParameterError):
        merge(shop, "sensitive_skin", "敏感肌", at=AT, by=None)
    undo_change(shop, change, at=AT, by="小周")
    assert (who(shop, "sensitive_skin"), who(shop, "敏感肌")) == ({"dee"}, {"ann"})
    with pytest.raises(ParameterError, match="change"):
        undo_change(shop, change, at=AT, by=None)


def test_a_retired_tag_has_nobody_until_it_is_undone(shop: DuckWarehouse) -> None:
    change = retire(shop, "VIP1", at=AT, by=None)
    assert "VIP1" not in found(shop).tags.query("customers > 0")["tag"].tolist()
    undo_change(shop, change, at=AT, by=None)
    assert who(shop, "VIP1") == {"ann", "bob"}


def test_an_edited_rule_says_who_changed_it_and_when(shop: DuckWarehouse) -> None:
    set_rule(shop, "dormant", condition("trait_between", trait="recency_days", least=200), at=AT, by="小例")
    assert who(shop, "dormant") == {"bob"}
    tag = find_tag(shop, "dormant")
    assert (tag.version, tag.changed_at, tag.changed_by) == (1, AT, "小例")
    set_rule(shop, "敏感", ["敏感肌"], at=AT, by=None, dimension="attributes")
    assert who(shop, "敏感") == {"dee"}


def test_a_tag_is_counted_month_by_month(shop: DuckWarehouse) -> None:
    history = found(shop, tag="repeat_buyer", months=3).history
    assert history[["as_of", "customers"]].values.tolist() == [
        [dt.date(2025, 11, 1), 0],
        [dt.date(2025, 12, 1), 0],
        [AS_OF, 1],
    ]


def test_tags_stand_in_conditions_with_others(shop: DuckWarehouse) -> None:
    tree = AllOf((condition("has_tag", tag="VIP1"), Not(condition("has_tag", tag="repeat_buyer"))))
    segment = as_segment(shop, tree, AS_OF)
    assert people(shop, segment.statement, segment.values) == {"bob"}
    assert "with the tag “VIP1” and without the tag “Repeat buyer”" in segment.sentence.render("en")


def test_a_rule_that_names_a_vanished_trait_is_said_and_the_others_stand(shop: DuckWarehouse) -> None:
    set_rule(shop, "高收入", condition("trait_between", trait="list:收入", least=1), at=AT, by=None)
    result = found(shop)
    assert result.broken["tag"].tolist() == ["高收入"]
    said = [finding.text.render("zh_CN") for finding in result.findings()]
    assert any("高收入" in text and "list:收入" in text for text in said)
    assert who(shop, "repeat_buyer") == {"ann"}
    with pytest.raises(ParameterError, match="list:收入"):
        as_segment(shop, condition("has_tag", tag="高收入"), AS_OF)


def test_a_tag_that_names_itself_is_refused(shop: DuckWarehouse) -> None:
    set_rule(shop, "圈", condition("trait_between", trait="orders", least=1), at=AT, by=None)
    set_rule(shop, "圈", condition("has_tag", tag="圈"), at=AT, by=None)
    with pytest.raises(ParameterError, match="圈"):
        as_segment(shop, condition("has_tag", tag="圈"), AS_OF)
    assert found(shop).broken["tag"].tolist() == ["圈"]


def test_what_cannot_be_done_is_refused_in_one_sentence(shop: DuckWarehouse, tmp_path: Path) -> None:
    nobody = as_segment(shop, condition("city", cities=["月球"]), AS_OF)
    for wrong in (
        lambda: find_tag(shop, "没有这个"),
        lambda: give(shop, "空", nobody, at=AT, by=None),
        lambda: set_rule(shop, "空", [" "], at=AT, by=None),
        lambda: give(shop, " ", as_segment(shop, condition("gender", gender="male"), AS_OF), at=AT, by=None),
        lambda: merge(shop, "VIP1", "VIP1", at=AT, by=None),
        lambda: found(shop).segment(tag="没有这个"),
        lambda: found(shop).segment(tag="VIP1", dimension="value"),
    ):
        with pytest.raises(ParameterError):
            wrong()
    with pytest.raises(NotEnoughDataError):
        found(workspace(tmp_path / "empty"))


def test_every_shipped_tag_has_a_name_and_a_dimension() -> None:
    assert set(NAMES) == set(shipped_rules())
    assert {rule["dimension"] for rule in shipped_rules().values()} == {
        *("attributes", "product_life", "customer_life", "preference", "value", "channel")
    }
