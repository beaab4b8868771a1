"""Channels: one source a person, what its people did, and who they are."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.channels import ChannelsParams, ChannelsResult, channels
from insight.analysis.channels.leaving import leaving
from insight.analysis.channels.words import RULES, SOURCES, STATES
from insight.errors import NotEnoughDataError, ParameterError
from insight.statistics.comparison import two_rates
from insight.warehouse import DuckWarehouse
from tests.analysis.channel_shop import leaving_shop, random_shop
from tests.oracle_channels import Shop, credited, linear, measured, sources_of
from tests.workspaces import member, order, people, workspace

AS_OF = dt.date(2026, 1, 1)
SEEDS = (1, 2, 3)
COUNTS = ("won", "old_7", "kept_7", "old_30", "kept_30", "old_90", "kept_90", "asked", "ordered", "watched", "left")


def asked(warehouse: DuckWarehouse, **more: Any) -> ChannelsResult:
    return channels(warehouse, make_params("channels", {"as_of": AS_OF, "currency": "CNY"} | more, warehouse))


def of(result: ChannelsResult, channel: str) -> dict[Any, Any]:
    return result.channels.set_index("channel").loc[channel].to_dict()


def who(warehouse: DuckWarehouse, result: ChannelsResult, **cell: Any) -> set[str]:
    segment = result.segment(**cell)
    return people(warehouse, segment.statement, segment.values)


def said(result: ChannelsResult) -> list[str]:
    return [finding.text.render("en") for finding in result.findings()]


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Shop, DuckWarehouse]]:
    made = {seed: random_shop(seed) for seed in SEEDS}
    return {seed: (shop, workspace(tmp_path_factory.mktemp("c"), **shop.rows())) for seed, shop in made.items()}


@pytest.fixture(scope="module")
def brand(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """Four people by hand.

    ann: a code on 1 January, invited on the 5th, first order on the 10th on Tmall; again on 31 January.
    bob: first order on Tmall on 1 March, a code on the 2nd. cat: a code without a day, first order on 1 June.
    dan: known only by name, no channel. eve: won on 20 December, too late for everything.
    """
    return workspace(
        tmp_path_factory.mktemp("brand"),
        customers=[
            member("ann", "2025-01-01", channel="code"),
            member("bob", "2025-03-02", channel="code"),
            member("cat", None, channel="poster"),
            member("dan", "2025-02-01"),
            member("eve", "2025-12-20", channel="code"),
        ],
        orders=[
            order("ann", "2025-01-10", 10),
            order("ann", "2025-01-31", 20),
            order("ann", "2025-06-29", 40),
            order("ann", "2025-06-30", 80),
            order("bob", "2025-03-01", 5),
            order("cat", "2025-06-01", 7),
        ],
        referrals=[{"inviter_ref": "bob", "invitee_ref": "ann", "at": dt.datetime(2025, 1, 5)}],
    )


def test_the_first_source_stands_for_a_person_and_the_first_order_only_where_nothing_came_before(
    brand: DuckWarehouse,
) -> None:
    result = asked(brand)
    assert dict(zip(result.channels["channel"], result.channels["won"], strict=True)) == {
        "code": 2,
        "Tmall": 1,
        "poster": 1,
        "referral": 0,
    }
    assert who(brand, result, channel="code", state="won") == {"ann", "eve"}
    assert who(brand, result, channel="Tmall") == {"bob"}
    assert who(brand, result, channel="code", state="first") == {"ann", "eve"}
    assert dict(result.totals) == {"people": 5, "sourced": 4, "unknown": 1}
    assert who(brand, result, state="unknown") == {"dan"}
    assert set(result.channels["kind"]) == {"contact", "platform"}


def test_the_last_source_before_the_first_order_is_another_one(brand: DuckWarehouse) -> None:
    result = asked(brand, rule="last")
    assert who(brand, result, channel="referral") == {"ann"}
    row = of(result, "referral")
    assert (row["won"], row["by_other"], row["credited"], row["linear"]) == (1, 0, 1, 0.5)
    assert of(result, "code")["linear"] == 1.5


def test_people_too_young_are_not_counted_as_lost_or_poor(brand: DuckWarehouse) -> None:
    row = of(asked(brand), "code")
    assert [row[name] for name in ("won", "old_7", "kept_7", "old_30", "kept_30", "old_90", "kept_90")] == [
        *(2, 1, 1),
        *(1, 1),
        *(1, 1),
    ]
    assert (row["valued"], row["net_mean"]) == (1, 70)
    assert (row["asked"], row["ordered"]) == (1, 1)


def test_a_day_decides_who_is_old_enough(brand: DuckWarehouse) -> None:
    """eve was won on 20 December: 14 days are over on 3 January, when that is the first day not counted."""
    assert of(asked(brand, as_of=dt.date(2026, 1, 2)), "code")["old_7"] == 1
    assert of(asked(brand, as_of=dt.date(2026, 1, 3)), "code")["old_7"] == 2
    assert of(asked(brand, as_of=dt.date(2026, 1, 18)), "code")["asked"] == 1
    assert of(asked(brand, as_of=dt.date(2026, 1, 19)), "code")["asked"] == 2


def test_a_source_without_a_day_counts_from_the_first_order(brand: DuckWarehouse) -> None:
    row = of(asked(brand), "poster")
    assert (row["won"], row["old_90"], row["net_mean"], row["ordered"]) == (1, 1, 7, 1)


def test_overlap_is_the_people_whom_two_channels_know(brand: DuckWarehouse) -> None:
    result = asked(brand)
    rows = result.overlap.set_index(["channel", "other"])
    assert rows.loc[("Tmall", "code"), ["customers", "reach"]].tolist() == [2, 3]
    assert rows.loc[("code", "Tmall"), ["customers", "reach"]].tolist() == [2, 3]
    assert who(brand, result, channel="code", other="Tmall") == {"ann", "bob"}
    assert who(brand, result, channel="code", other="code") == {"ann", "bob", "eve"}


def test_sources_that_are_not_there_are_listed_with_nothing(brand: DuckWarehouse) -> None:
    result = asked(brand)
    rows = result.sources.set_index("source")
    assert rows.loc["list"].tolist() == [5, 4, 4, 4]
    assert rows.loc["campaign"].tolist() == [0, 0, 0, 0]
    assert who(brand, result, source="list") == {"ann", "bob", "cat", "eve"}


def cells(result: ChannelsResult) -> Iterator[tuple[dict[str, Any], int]]:
    for row in result.channels.to_dict("records"):
        for state in set(STATES) & set(row):
            yield {"channel": row["channel"], "state": state}, row[state]
        for days in (7, 30, 90):
            yield {"channel": row["channel"], "state": f"away_{days}"}, row[f"old_{days}"] - row[f"kept_{days}"]
            yield {"channel": row["channel"], "state": f"young_{days}"}, row["traced"] - row[f"old_{days}"]
        yield {"channel": row["channel"], "state": "untraced"}, row["won"] - row["traced"]
        by = {result.params.rule: row["won"], result.params.other_rule: row["by_other"], "credited": row["credited"]}
        assert set(by) == set(RULES)
        for state, number in by.items():
            yield {"channel": row["channel"], "state": state}, number
    for row in result.overlap.to_dict("records"):
        yield {"channel": row["channel"], "other": row["other"]}, row["customers"]
        yield {"channel": row["channel"], "other": row["channel"]}, row["reach"]
    for row in result.sources.to_dict("records"):
        yield {"source": row["source"]}, row["customers"]
    for state in ("won", "kept_30", "left"):
        yield {"state": state}, result.channels[state].sum()
    yield {"state": "unknown"}, result.totals["unknown"]


@pytest.mark.slow("as many lists as numbers")
@pytest.mark.parametrize("rule", ["first", "last"])
def test_every_number_is_a_segment(shops: dict[int, tuple[Shop, DuckWarehouse]], rule: str) -> None:
    _shop, warehouse = shops[1]
    result = asked(warehouse, rule=rule)
    assert result.channels["won"].sum() == result.totals["sourced"] == result.channels["by_other"].sum()
    found = list(cells(result))
    assert len({tuple(cell) for cell, _number in found}) >= 4
    for cell, number in found:
        assert result.segment(**cell).count(warehouse) == number, cell


@pytest.mark.parametrize("rule", ["first", "last"])
@pytest.mark.parametrize("seed", SEEDS)
def test_plain_python_counts_the_same(shops: dict[int, tuple[Shop, DuckWarehouse]], seed: int, rule: str) -> None:
    shop, warehouse = shops[seed]
    result = asked(warehouse, rule=rule)
    expected = measured(shop, AS_OF, rule)
    assert len(expected) >= 5
    for row in result.channels.to_dict("records"):
        counted = expected.get(row["channel"], {})
        for name in (*COUNTS, "valued"):
            assert row[name] == counted.get(name, 0), (row["channel"], name)
        if row["valued"]:
            assert row["net_mean"] == pytest.approx(counted["net_mean"])
        assert row["linear"] == pytest.approx(linear(shop, AS_OF)[row["channel"]])
    both = [{each.channel for each in sources} for sources in sources_of(shop, AS_OF).values()]
    for row in result.overlap.to_dict("records"):
        assert row["customers"] == sum({row["channel"], row["other"]} <= names for names in both)
    assert result.totals["sourced"] == len(credited(shop, AS_OF))


def test_the_channel_whose_people_leave_is_found_and_said(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, **leaving_shop().rows())
    result = asked(warehouse)
    row = of(result, "ad")
    assert (row["left"], row["watched"], row["left_certain"]) == (30, 80, True)
    assert row["left_p"] >= two_rates(30, 80, 5, 160)
    told = said(result)
    assert "ad is the channel whose people leave: 38% are gone within 7 days" in told[1]
    assert told[0].startswith("store brings the best people: ¥")
    assert told[2].startswith("ad brings the poorest people: ¥")
    assert of(result, "article")["left_rate"] < of(result, "article")["left_rest"]
    assert result.segment(**dict(result.findings()[1].cell or {})).count(warehouse) == 30


def test_leaving_that_nobody_records_is_not_no_leaving(brand: DuckWarehouse) -> None:
    result = asked(brand)
    assert result.leaving == ""
    assert result.channels["watched"].sum() == 0
    assert result.channels["left_rate"].isna().all()


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("unfollow", True),
        ("UserUnfollow", True),
        ("mp:unsubscribe", True),
        ("del_follow_user", True),
        ("取消关注公众号", True),
        ("客户删除企微好友", True),
        ("退群", True),
        ("follow", False),
        ("leave_page", False),
        ("删除购物车商品", False),
        ("delete_cart", False),
    ],
)
def test_leaving_is_told_by_its_name(event: str, expected: bool) -> None:
    assert leaving([event]) == ([event] if expected else [])


def test_cost_and_payback_come_from_campaigns_of_the_channel(tmp_path: Path) -> None:
    """Three people at 60 while the campaign ran: 20 each. On average they brought 15 by day 0, 25 by day 9."""
    joined = [member(name, "2025-02-01", channel="ad") for name in "abc"] + [member("d", "2025-04-01", channel="ad")]
    orders = [order("a", "2025-02-01", 45), order("b", "2025-02-10", 30), order("e", "2025-01-01", 500)]
    campaign = {"campaign_id": "1", "name": "spring", "channel": "Ad", "cost": "60"}
    campaign |= {"starts_at": dt.datetime(2025, 2, 1), "ends_at": dt.datetime(2025, 2, 28)}
    shop = workspace(tmp_path, customers=joined, orders=orders, campaigns=[campaign])
    row = of(asked(shop), "ad")
    assert (row["cost"], row["paid"], row["cost_per_person"], row["valued"]) == (60, 3, 20, 4)
    assert row["payback_days"] != row["payback_days"]  # 75 over 4 people never makes 20
    assert said(asked(shop))[-1] == "A person from ad cost ¥20.00, which is not seen to come back in 180 days"
    early = asked(shop, as_of=dt.date(2025, 9, 1))
    assert (of(early, "ad")["valued"], of(early, "ad")["payback_days"]) == (3, 9)
    assert said(early)[-1] == "A person from ad cost ¥20.00, which is back after 10 days"


def test_people_who_pay_in_another_currency_are_not_poor(tmp_path: Path) -> None:
    orders = [order("a", "2025-01-01", 9, currency="USD"), order("b", "2025-01-01", 9), order("c", "2025-01-02", 9)]
    row = of(asked(workspace(tmp_path, orders=orders)), "Tmall")
    assert (row["old_90"], row["valued"], row["net_mean"]) == (3, 2, 9)


def test_contacts_that_no_order_can_name_are_not_counted_as_lost(tmp_path: Path) -> None:
    """WeCom contacts without a phone stand in a source that has no orders."""
    contacts = [
        member(name, "2025-01-01", channel="code", source_system="wecom", phone=phone)
        for name, phone in (("x", None), ("y", "13800000001"))
    ]
    row = of(asked(workspace(tmp_path, customers=contacts, orders=[order("b", "2025-01-01", 9)])), "code")
    assert (row["won"], row["traced"], row["old_90"], row["valued"]) == (2, 1, 1, 1)


def test_nobody_with_a_source_is_one_sentence(tmp_path: Path) -> None:
    shop = workspace(tmp_path, customers=[member("a")], orders=[order("a", "2025-01-02", 1, channel=None)])
    with pytest.raises(NotEnoughDataError, match="Nothing says where anybody came from — 0 of 1 people have a source"):
        asked(shop)


def test_one_channel_only_is_one_sentence(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("a", "2025-01-01", 1), order("b", "2025-01-02", 1)])
    only = "All 2 people with a source come from one channel, Tmall: there is nothing to compare it with"
    assert said(asked(shop)) == [only]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ({"channel": "moon"}, "moon"),
        ({"channel": "code", "state": "rich"}, "rich"),
        ({"state": "credited"}, "credited"),
        ({"other": "code"}, "two channels"),
        ({"source": "list", "channel": "code"}, "source"),
        ({"source": "moon"}, "moon"),
    ],
)
def test_a_cell_that_is_not_there_is_a_sentence(brand: DuckWarehouse, cell: dict[str, str], told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        asked(brand).segment(**cell)


def test_a_rule_that_is_none_is_a_sentence() -> None:
    with pytest.raises(ParameterError, match="one of first, last"):
        ChannelsParams(as_of=AS_OF, currency="CNY", rule="linear")  # type: ignore[arg-type]


def test_the_sources_are_those_of_the_statements() -> None:
    assert list(SOURCES) == ["referral", "campaign", "list", "order"]
