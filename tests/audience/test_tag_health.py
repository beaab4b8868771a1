"""A shop with planted faults in its tags, and one without."""

import datetime as dt
from pathlib import Path

import pytest

from insight.audience import as_segment, condition, save_segment
from insight.audience.tag_health import TagHealthParams, TagHealthResult, tag_health
from insight.audience.tag_health import statements as sql
from insight.audience.tag_health.names import are_opposite, are_similar
from insight.audience.tag_health.problems import Known, problems
from insight.audience.tagging import Tag, give, merge, set_rule
from insight.audience.tagging.people import tag_people
from insight.audience.tags.run import compile_as_of
from insight.i18n import _
from insight.warehouse import DuckWarehouse
from tests.workspaces import member, order, workspace

AS_OF = dt.date(2026, 1, 1)
AT = dt.datetime(2025, 6, 1, 9)


def tags_of(n: int) -> str:
    """油皮 or 干皮, five with both; 敏感肌 and 易泛红 on the same people; 微信 on everybody; 单 or 双."""
    tags = ["微信", "油皮" if n % 2 else "干皮", "单" if n % 5 < 2 else "双"]
    tags += ["干皮"] if n in (1, 3, 5, 7, 9) else []
    tags += ["敏感肌", "易泛红"] if n % 8 == 0 else []
    tags += ["易泛红"] if n == 1 else []
    tags += ["爱吃草莓"] if n % 10 == 1 else []
    tags += ["爱吃草莓客户"] if n % 20 == 1 else []
    return ";".join(dict.fromkeys(tags))


@pytest.fixture(scope="module")
def sick(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return workspace(
        tmp_path_factory.mktemp("sick"),
        customers=[member(f"p{n}", "2024-01-01", tags=tags_of(n)) for n in range(200)],
        orders=[
            order(f"p{n}", f"2025-{day}", 10)
            for n in range(200)
            for day in ["03-01", *(["12-01"] if n % 10 < 5 else [])]
        ],
    )


def health(shop: DuckWarehouse, as_of: dt.date = AS_OF, **params: object) -> TagHealthResult:
    return tag_health(shop, TagHealthParams(as_of=as_of, currency="CNY", **params))  # type: ignore[arg-type]


def named(result: TagHealthResult) -> set[tuple[str, ...]]:
    rows = result.problems[["problem", "tag", "other"]].to_dict("records")
    return {tuple(str(cell) for cell in row.values() if isinstance(cell, str)) for row in rows}


def test_every_planted_fault_is_found_and_nothing_else(sick: DuckWarehouse) -> None:
    assert named(health(sick)) == {
        ("contradiction", "干皮", "油皮"),
        ("duplicate", "敏感肌", "易泛红"),
        ("synonym", "爱吃草莓", "爱吃草莓客户"),
        ("everyone", "微信"),
    }


def test_every_number_is_a_list_of_people(sick: DuckWarehouse) -> None:
    result = health(sick)
    for row in result.problems.to_dict("records"):
        other = row["other"] if isinstance(row["other"], str) else None
        segment = result.segment(problem=row["problem"], tag=row["tag"], other=other)
        assert segment.count(sick) == row["customers"], row
    rows = result.problems.set_index("problem")
    assert rows.loc["contradiction", ["customers", "tag_people", "other_people"]].tolist() == [5, 105, 100]
    assert rows.loc["duplicate", ["customers", "tag_people", "other_people"]].tolist() == [25, 25, 26]


def test_a_plan_says_what_merging_would_do_and_merging_does_it(tmp_path: Path) -> None:
    shop = workspace(tmp_path, customers=[member(f"p{n}", tags=tags_of(n)) for n in range(100)])
    plan = health(shop).plan.set_index("tag")
    assert plan.loc["敏感肌"].tolist() == ["易泛红", 13, 14, 13, 14]
    merge(shop, "敏感肌", "易泛红", at=AT, by=None)
    assert as_segment(shop, condition("has_tag", tag="易泛红"), AS_OF).count(shop) == 14
    assert "敏感肌" not in set(health(shop).plan["tag"])


def judged(
    code: str, orders: tuple[int, int], *, source: str = "original", others: tuple[int, int] = (4000, 800)
) -> list[str]:
    tag = Tag(code=code, name=_("{label}", label=code), dimension="preference", source=source)  # type: ignore[arg-type]
    everybody = (orders[0] + others[0], orders[1] + others[1])
    known = Known(
        people=9000, counts={code: orders[0]}, pairs={}, orders={code: orders, "": everybody}, listed={}, used=[]
    )
    return [one.kind for one in problems([tag], known, TagHealthParams(as_of=AS_OF, currency="CNY"))]


def test_a_tag_whose_people_surely_order_like_the_others_says_nothing() -> None:
    assert judged("单号", (2000, 400)) == ["no_signal"]
    assert judged("回头", (2000, 600)) == []
    assert judged("少", (200, 40)) == []
    assert judged("单号", (2000, 400), source="rule") == []


def test_orders_are_those_of_people_known_before_the_span(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        customers=[member(name, "2024-01-01" if name < "c" else "2025-12-01", tags="甜") for name in "abcd"],
        orders=[order("a", "2025-10-03", 5), order("b", "2025-10-02", 5), order("d", "2025-12-20", 5)],
    )
    found = tag_people(shop, compile_as_of(shop, AS_OF), AS_OF).of()
    span = {"as_of": AS_OF, "since": dt.date(2025, 10, 3)}
    rows = shop.about(found.statement, found.values, sql.ORDERS, span).to_pylist()
    counts = {row["tag"]: (row["customers"], row["buyers"]) for row in rows}
    assert (counts["甜"], counts[""]) == ((2, 1), (2, 1))


def test_what_no_list_has_had_for_long_and_what_was_given_for_a_time_are_out_of_date(tmp_path: Path) -> None:
    shop = workspace(tmp_path, customers=[member("ann", tags="旧活动"), member("bob", gender="female")])
    give(shop, "体验", as_segment(shop, condition("gender", gender="female"), AS_OF), at=AT, by=None, valid_days=30)
    late = health(shop, dt.date(2026, 8, 1))
    assert named(late) == {("stale", "旧活动"), ("stale", "体验")}
    assert [late.segment(problem="stale", tag=tag).count(shop) for tag in ("旧活动", "体验")] == [1, 1]
    assert named(health(shop, dt.date(2026, 7, 4))) == {("stale", "体验")}


def test_a_tag_of_nobody_and_one_that_nothing_uses(tmp_path: Path) -> None:
    shop = workspace(tmp_path, customers=[member("ann", tags="甜;咸"), member("bob", tags="甜")])
    assert named(health(shop)) == set()
    set_rule(shop, "土豪", condition("trait_between", trait="orders", least=99), at=AT, by=None)
    save_segment(shop, "吃甜的", condition("has_tag", tag="甜"), at=AT)
    assert named(health(shop)) == {("empty", "土豪"), ("unused", "咸")}


def test_a_clean_set_has_no_fault(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path, customers=[member(f"p{n}", "2024-01-01", tags=("甜", "咸", "辣")[n % 3]) for n in range(60)]
    )
    result = health(shop)
    assert result.problems.empty
    assert [finding.text.render("zh_CN") for finding in result.findings()] == ["全部 3 个标签都没有问题"]


@pytest.mark.parametrize(
    ("one", "other", "similar", "opposite"),
    [
        ("爱吃草莓", "爱吃草莓客户", True, False),
        ("VIP1", "VIP2", False, True),
        ("VIP1", "vip 1", True, False),
        ("敏感肌", "自述敏感肌", True, False),
        ("敏感肌", "非敏感肌", False, True),
        ("油皮", "干皮", False, True),
        ("First-time buyer", "Repeat buyer", False, True),
        ("ＶＩＰ", "vip", True, False),
        ("爱吃草莓", "爱吃芒果", False, False),
        ("L1客户", "L2客户", False, True),
        ("618活动", "1111活动", False, False),
    ],
)
def test_names_that_mean_the_same_or_the_contrary(one: str, other: str, similar: bool, opposite: bool) -> None:
    assert (are_similar(one, other), are_opposite(one, other)) == (similar, opposite)
    assert (are_similar(other, one), are_opposite(other, one)) == (similar, opposite)
