"""RFM on tables small enough to check by hand."""

import datetime as dt
import math
from pathlib import Path

import pytest

from insight.analysis.rfm import RfmParams, RfmResult, customers, rfm
from insight.errors import NotEnoughDataError
from insight.i18n import Language
from insight.warehouse import DuckWarehouse
from tests.consents import said
from tests.workspaces import Row, member, names, order, people, workspace

AS_OF = dt.date(2025, 7, 1)
FIVE_BUYERS = [
    order("ann", "2025-06-30", 500),
    order("ann", "2025-05-01", 500),
    order("bob", "2025-06-20", 300),
    order("cai", "2025-06-01", 200),
    order("dee", "2025-04-01", 100),
    order("eve", "2024-07-01", "50.50"),
]


def params(**more: object) -> RfmParams:
    return RfmParams(as_of=AS_OF, currency="CNY", **more)  # type: ignore[arg-type]


def scores(warehouse: DuckWarehouse, chosen: RfmParams) -> dict[str, tuple[int, int, int]]:
    known = names(warehouse)
    return {
        known[row["customer_id"]]: (row["r"], row["f"], row["m"]) for row in customers(warehouse, chosen).to_pylist()
    }


def members(warehouse: DuckWarehouse, result: RfmResult, **cell: object) -> set[str]:
    segment = result.segment(**cell)  # type: ignore[arg-type]
    return people(warehouse, segment.statement, segment.values)


def texts(result: RfmResult, language: Language = "en") -> list[str]:
    return [finding.text.render(language) for finding in result.findings()]


def once(*buyers: str) -> list[Row]:
    return [order(buyer, "2025-06-10", 10) for buyer in buyers]


def test_five_buyers_get_five_scores_of_recency_and_amount(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=FIVE_BUYERS)
    assert scores(warehouse, params()) == {
        "ann": (5, 5, 5),
        "bob": (4, 1, 4),
        "cai": (3, 1, 3),
        "dee": (2, 1, 2),
        "eve": (1, 1, 1),
    }


def test_recency_is_days_from_the_last_order_to_the_as_of_day(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=FIVE_BUYERS)
    known = names(warehouse)
    rows = {known[row["customer_id"]]: row for row in customers(warehouse, params()).to_pylist()}
    assert {name: row["recency_days"] for name, row in rows.items()} == {
        "ann": 1,
        "bob": 11,
        "cai": 30,
        "dee": 91,
        "eve": 365,
    }
    assert rows["ann"]["orders"] == 2
    assert str(rows["ann"]["net_amount"]) == "1000.00"


def test_the_grid_has_every_cell_and_its_numbers(tmp_path: Path) -> None:
    result = rfm(workspace(tmp_path, orders=FIVE_BUYERS), params())
    assert len(result.grid) == 25
    best = result.grid.iloc[-1]
    assert (best["r"], best["f"], best["group"], best["customers"], best["orders"]) == (5, 5, "champions", 1, 2)
    assert (best["net_amount"], best["median_net_amount"], best["median_recency_days"]) == (1000.0, 1000.0, 1.0)
    assert best["share"] == pytest.approx(0.2)
    assert best["net_amount_share"] == pytest.approx(1000 / 1650.5)


def test_nobody_in_a_cell_is_no_people_and_no_median(tmp_path: Path) -> None:
    result = rfm(workspace(tmp_path, orders=FIVE_BUYERS), params())
    empty = result.grid[(result.grid["r"] == 5) & (result.grid["f"] == 1)].iloc[0]
    assert (empty["customers"], empty["orders"], empty["net_amount"], empty["share"]) == (0, 0, 0.0, 0.0)
    assert math.isnan(empty["median_net_amount"])
    assert math.isnan(empty["median_recency_days"])


def test_order_on_the_as_of_day_is_not_counted(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path, orders=[order("ann", "2025-06-30T23:59:59", 10), order("ann", "2025-07-01T00:00", 99)]
    )
    assert customers(warehouse, params()).column("orders").to_pylist() == [1]


def test_since_is_the_first_day_counted(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path,
        orders=[
            order("ann", "2025-04-30T23:59:59", 10),
            order("ann", "2025-05-01T00:00", 20),
            order("old", "2024-01-01", 5),
        ],
    )
    result = rfm(warehouse, params(since=dt.date(2025, 5, 1)))
    assert (result.buyers, result.customers_elsewhere, result.prospects) == (1, 1, 0)
    assert result.grid["orders"].sum() == 1


def test_buyers_who_bought_alike_score_alike(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[*once(*(f"one{n}" for n in range(9))), *once("two"), *once("two")])
    found = scores(warehouse, params())
    assert {found[f"one{n}"] for n in range(9)} == {(1, 1, 1)}
    assert found["two"][1:] == (5, 5)


def test_where_all_are_alike_everybody_has_the_lowest_score(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=once("ann", "bob", "cai", "dee", "eve", "fay"))
    assert set(scores(warehouse, params()).values()) == {(1, 1, 1)}
    result = rfm(warehouse, params())
    assert result.ties["scores"].tolist() == ["1", "1", "1"]
    assert "100% of buyers bought once" in "\n".join(texts(result))


def test_ties_are_said_in_both_languages(tmp_path: Path) -> None:
    twice = [order(f"two{n}", "2025-06-01", 30) for n in range(19)]
    again = [order(f"two{n}", "2025-06-02", 30) for n in range(19)]
    thrice = [order("two0", "2025-06-03", 30)]
    warehouse = workspace(tmp_path, orders=[*once(*(f"one{n}" for n in range(31))), *twice, *again, *thrice])
    result = rfm(warehouse, params())
    said = next(text for text in texts(result) if "frequency" in text)
    assert said == ("62% of buyers bought once: 5 equal parts by frequency are impossible here; scores used: 1, 4, 5")
    assert any(
        "62% 的买家只买过 1 次：消费频次无法等分为 5 档；实际使用的分值：1, 4, 5" in text
        for text in texts(result, "zh_CN")
    )


def test_one_buyer_is_enough_and_is_said_to_be_few(tmp_path: Path) -> None:
    result = rfm(workspace(tmp_path, orders=once("ann")), params())
    assert (result.buyers, result.grid["customers"].sum()) == (1, 1)
    assert texts(result) == ["Number of buyers: 1, too few to use all 5 scores"]
    assert not any(finding.certain for finding in result.findings())


def test_no_buyer_is_refused_with_what_is_needed(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, customers=[member("ann")], orders=[order(None, "2025-01-01", 5)])
    with pytest.raises(NotEnoughDataError) as refused:
        rfm(warehouse, params())
    assert str(refused.value) == (
        "Nobody can be scored yet — 0 buyers with an order in Chinese Yuan before 1 Jul 2025; at least 1 is needed — "
        "Import orders that name their buyers, or choose a later day or another currency"
    )
    assert "至少需要 1 位" in refused.value.render("zh_CN")


def test_one_time_buyers_are_scored_and_members_without_orders_are_prospects(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path, orders=FIVE_BUYERS, customers=[member("zoe", "2025-01-01"), member("ann", "2024-01-01")]
    )
    result = rfm(warehouse, params())
    assert (result.buyers, result.prospects, result.people) == (5, 1, 6)
    assert members(warehouse, result, group="prospects") == {"zoe"}
    assert members(warehouse, result, f=1) == {"bob", "cai", "dee", "eve"}


@pytest.mark.parametrize(
    ("joined", "is_known"), [(None, True), ("2025-06-30", True), ("2025-07-01", False), ("2025-08-01", False)]
)
def test_who_first_orders_later_is_a_prospect_only_if_known_before(
    tmp_path: Path, joined: str | None, is_known: bool
) -> None:
    warehouse = workspace(
        tmp_path, orders=[*once("ann"), order("late", "2025-08-01", 5)], customers=[member("late", joined)]
    )
    result = rfm(warehouse, params())
    assert members(warehouse, result, group="prospects") == ({"late"} if is_known else set())


def test_who_is_only_known_from_a_later_order_is_nobody_yet(tmp_path: Path) -> None:
    result = rfm(workspace(tmp_path, orders=[*once("ann"), order("late", "2025-08-01", 5)]), params())
    assert (result.buyers, result.prospects, result.people) == (1, 0, 1)


def test_who_tried_to_order_before_is_a_prospect(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[*once("ann"), order("try", "2025-06-01", 5, status="closed")])
    result = rfm(warehouse, params())
    assert members(warehouse, result, group="prospects") == {"try"}


def test_refunded_closed_and_unpaid_orders_do_not_count_and_a_credit_lowers_the_amount(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path,
        orders=[
            order("ann", "2025-06-01", 100, refund_amount="30"),
            order("ann", "2025-06-02", 100, status="refunded"),
            order("ann", "2025-06-03", 100, status="closed"),
            order("ann", "2025-06-04", 100, status="unpaid"),
            order("ann", "2025-06-05", -40),
        ],
    )
    (row,) = customers(warehouse, params()).to_pylist()
    assert (row["orders"], str(row["net_amount"]), row["recency_days"]) == (1, "30.00", 30)


def test_amounts_in_other_currencies_are_left_out_and_said(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path,
        orders=[
            *once("ann"),
            order("ann", "2025-06-30", 900, currency="USD"),
            order("may", "2025-06-30", 900, currency="USD"),
            order(None, "2025-06-30", 7),
        ],
    )
    result = rfm(warehouse, params())
    assert (result.buyers, result.grid["net_amount"].sum()) == (1, 10.0)
    assert (result.orders_elsewhere, result.customers_elsewhere, result.orders_without_person) == (2, 1, 1)
    assert result.prospects == 0


def test_fixed_cut_offs_belong_to_the_better_score(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path,
        orders=[
            order("day30", "2025-06-01", "199.99"),
            order("day31", "2025-05-31", "200.00"),
            *[order("ten", "2024-06-30", "200.00") for _ in range(10)],
        ],
    )
    assert scores(warehouse, params(method="fixed")) == {"day30": (5, 1, 1), "day31": (4, 1, 2), "ten": (1, 5, 5)}


def test_own_cut_offs_are_used(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=FIVE_BUYERS)
    chosen = params(method="fixed", bins=2, recency_day_cuts=(11,), order_cuts=(2,), amount_cuts=(200.0,))
    assert scores(warehouse, chosen) == {
        "ann": (2, 2, 2),
        "bob": (2, 1, 2),
        "cai": (1, 1, 2),
        "dee": (1, 1, 1),
        "eve": (1, 1, 1),
    }


def test_boundaries_are_the_values_observed(tmp_path: Path) -> None:
    result = rfm(workspace(tmp_path, orders=FIVE_BUYERS), params())
    rows = result.boundaries.set_index(["dimension", "score"])
    assert rows.loc[("recency", 5), ["low", "high", "customers"]].tolist() == [1, 1, 1]
    assert rows.loc[("monetary", 1), ["low", "high", "customers"]].tolist() == [50.5, 50.5, 1]
    assert rows.loc[("frequency", 1), ["low", "high", "customers"]].tolist() == [1, 1, 4]
    assert rows.loc[("frequency", 3), "customers"] == 0
    assert math.isnan(rows.loc[("frequency", 3), "low"])


def test_the_top_fifth_and_their_share_of_revenue(tmp_path: Path) -> None:
    orders = [order(f"b{n}", "2025-06-01", 10 * (n + 1)) for n in range(10)]
    result = rfm(workspace(tmp_path, orders=orders), params())
    assert (result.top_fifth_customers, result.top_fifth_net_amount) == (2, 190.0)
    assert "The top 20% of buyers bring 35% of revenue (2 people)" in texts(result)


def test_awkward_names_are_just_names(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=once("o'brien", "<b>x</b>", "张𠮷", "🙂"))
    result = rfm(warehouse, params())
    assert members(warehouse, result, r=1, f=1) == {"o'brien", "<b>x</b>", "张𠮷", "🙂"}


def test_who_can_be_reached_and_who_agreed_is_counted_for_every_cell_and_group(tmp_path: Path) -> None:
    warehouse = workspace(
        tmp_path,
        orders=FIVE_BUYERS,
        customers=[
            member("ann", phone="13800000001", email="ann@example.com"),
            member("bob", external_userid="wm1"),
            member("cai", phone_masked="138****0003"),
            member("zoe", "2025-01-01", phone="13800000009"),
        ],
        consents=[
            said("ann", "granted", "2025-01-01"),
            said("bob", "granted", "2025-01-01"),
            said("bob", "withdrawn", "2025-06-30"),
            said("cai", "granted", "2025-07-01"),
            said("zoe", "denied", "2025-01-02"),
            said("zoe", "granted", "2025-01-03", "问卷调研"),
        ],
    )
    result = rfm(warehouse, params())
    columns = ["customers", "phone", "wecom", "email", "reachable", "consent"]
    grid = result.grid.set_index(["r", "f"])[columns]
    assert grid.loc[(5, 5)].tolist() == [1, 1, 0, 1, 1, 1]
    assert grid.loc[(4, 1)].tolist() == [1, 0, 1, 0, 1, 0]
    assert grid.loc[(3, 1)].tolist() == [1, 0, 0, 0, 0, 0]
    assert grid.loc[(1, 5)].tolist() == [0, 0, 0, 0, 0, 0]
    groups = result.groups.set_index("group")[columns]
    assert groups.loc["prospects"].tolist() == [1, 1, 0, 0, 1, 1]
    assert groups.loc["champions"].tolist() == [1, 1, 0, 1, 1, 1]
    assert grid["reachable"].sum() == 2
    earlier = rfm(warehouse, RfmParams(as_of=dt.date(2025, 6, 30), currency="CNY")).grid
    assert earlier["consent"].sum() == 2


def test_consent_on_the_as_of_day_is_not_counted_and_reach_is_said(tmp_path: Path) -> None:
    slipping = [order("old", f"2025-0{month}-01", 50) for month in (1, 2)]
    newer = [order(f"new{n}", f"2025-06-{10 + n}", 50) for n in range(4)]
    warehouse = workspace(
        tmp_path,
        orders=[*slipping, *newer],
        customers=[member("old", phone="13800000001")],
        consents=[said("old", "granted", "2025-06-30T23:59:59")],
    )
    assert any(
        "1 of these 1 can be reached by phone, WeCom or e-mail (100%); 1 agreed" in text
        for text in texts(rfm(warehouse, params()))
    )
    assert rfm(warehouse, params(since=dt.date(2025, 1, 1))).grid["consent"].sum() == 1
