"""Movement between two days on tables small enough to check by hand."""

import datetime as dt
import math
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.rfm_movement import RfmMovementParams, RfmMovementResult, movers, rfm_movement
from insight.analysis.rfm_sandbox import RfmSandboxParams, changes, rfm_sandbox
from insight.errors import NotEnoughDataError
from insight.i18n import Language
from insight.warehouse import DuckWarehouse
from tests.workspaces import Row, member, names, order, people, workspace

BEFORE, AS_OF = dt.date(2025, 6, 1), dt.date(2025, 7, 1)
ORDERS = [
    *(order("ann", day, 100) for day in ("2025-05-20", "2025-05-25", "2025-05-28", "2025-06-11", "2025-06-12")),
    order("bob", "2025-05-10", 50),
    order("cai", "2025-01-05", 30),
    order("dee", "2025-06-15", 20),
    *(order("eve", day, 10) for day in ("2025-06-15", "2025-06-20")),
    order("fay", "2025-05-01", 99, currency="USD"),
    order("fay", "2025-06-02", 40),
    *(order("gus", day, 60) for day in ("2025-01-01", "2025-03-01", "2025-06-30")),
]
"""By fixed cut-offs: ann active → champions, bob new → promising, cai needs attention, gus needs attention → active;
dee was a prospect, eve unknown, fay had bought in dollars only."""


def params(**more: Any) -> RfmMovementParams:
    return RfmMovementParams(
        **{"as_of": AS_OF, "before": BEFORE, "currency": "CNY", "method": "fixed", "over_time": False} | more
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    folder: Path = tmp_path_factory.mktemp("shop")
    return workspace(folder, orders=ORDERS, customers=[member("dee", "2025-01-01"), member("zoe", "2025-01-01")])


@pytest.fixture(scope="module")
def result(shop: DuckWarehouse) -> RfmMovementResult:
    return rfm_movement(shop, params())


def who(shop: DuckWarehouse, result: RfmMovementResult, **cell: Any) -> set[str]:
    segment = result.segment(**cell)
    return people(shop, segment.statement, segment.values)


def said(shop: DuckWarehouse, chosen: RfmMovementParams, language: Language = "en") -> dict[str, str | None]:
    """Account -> the reason, of everybody."""
    result, known = rfm_movement(shop, chosen), names(shop)
    reasons: dict[str, str | None] = {}
    for moved in ("stayed", "up", "down", "entered"):
        for row in movers(shop, chosen, result.segment(moved=moved), language).to_pylist():
            reasons[known[row["customer_id"]]] = row["why"]
    return reasons


def test_everybody_stands_in_one_row_and_one_column(shop: DuckWarehouse, result: RfmMovementResult) -> None:
    ways = {
        (row["from_group"], row["to_group"]): (row["moved"], row["customers"], row["share"])
        for row in result.matrix.to_dict("records")
        if row["customers"]
    }
    assert ways == {
        ("active", "champions"): ("up", 1, 1.0),
        ("new", "promising"): ("down", 1, 1.0),
        ("needs_attention", "needs_attention"): ("stayed", 1, 0.5),
        ("needs_attention", "active"): ("up", 1, 0.5),
        ("prospects", "new"): ("entered", 1, 1.0),
        ("newcomers", "new"): ("entered", 1, 1.0),
        ("elsewhere", "new"): ("entered", 1, 1.0),
    }
    assert (result.buyers, result.buyers_before, len(result.matrix)) == (7, 4, 13 * 10)
    assert who(shop, result, from_group="needs_attention", to_group="active") == {"gus"}
    assert who(shop, result, moved="entered") == {"dee", "eve", "fay"}
    assert who(shop, result, from_group="elsewhere") == {"fay"}
    assert who(shop, result, silent=True) == {"bob", "cai"}


def test_a_way_has_its_money_and_what_of_it_came_in_between(result: RfmMovementResult) -> None:
    rows = result.matrix.set_index(["from_group", "to_group"])
    up, down = rows.loc[("active", "champions")], rows.loc[("new", "promising")]
    assert (up["net_amount"], up["net_amount_between"]) == (500.0, 200.0)
    assert (down["net_amount"], down["net_amount_between"]) == (50.0, 0.0)
    assert rows.loc[("prospects", "new"), "net_amount_between"] == 20.0
    assert math.isnan(rows.loc[("champions", "dormant"), "share"])


def test_share_that_stayed_has_its_interval(result: RfmMovementResult) -> None:
    everyone = result.rates[result.rates["group"] == ""].set_index("moved")
    assert everyone["customers"].to_dict() == {"stayed": 1, "up": 2, "down": 1}
    stayed = everyone.loc["stayed"]
    assert (stayed["n"], stayed["rate"]) == (4, 0.25)
    assert (stayed["low"], stayed["high"]) == (pytest.approx(0.0456, abs=1e-4), pytest.approx(0.6994, abs=1e-4))
    nobody = result.rates[(result.rates["group"] == "champions") & (result.rates["moved"] == "stayed")].iloc[0]
    assert (nobody["n"], nobody["customers"]) == (0, 0)
    assert math.isnan(nobody["rate"])


def test_every_mover_has_a_reason_in_words(shop: DuckWarehouse) -> None:
    assert said(shop, params()) == {
        "ann": "F 3 → 4: 2 more orders, the last on 12 Jun 2025",
        "bob": "R 5 → 4: 52 days without an order",
        "cai": None,
        "dee": "first order on 15 Jun 2025",
        "eve": "first 2 orders, the last on 20 Jun 2025",
        "fay": "first counted order in Chinese Yuan on 2 Jun 2025 or before",
        "gus": "R 3 → 5: ordered again on 30 Jun 2025; F 2 → 3: one more order on 30 Jun 2025",
    }


def test_reasons_are_said_in_chinese_too(shop: DuckWarehouse) -> None:
    reasons = said(shop, params(), "zh_CN")
    assert reasons["bob"] == "R 5 → 4：52 天未购"
    assert reasons["gus"] == "R 3 → 5：2025-06-30 再次下单；F 2 → 3：2025-06-30 又下了一单"


def test_in_the_scheme_of_classes_the_amount_is_a_reason_too(shop: DuckWarehouse) -> None:
    reasons = said(shop, params(scheme="eight", amount_cuts=(50.0, 120.0, 170.0, 400.0)))
    assert reasons["gus"] == (
        "R 3 → 5: ordered again on 30 Jun 2025; F 2 → 3: one more order on 30 Jun 2025; M 3 → 4: spent ¥60.00 more"
    )


def test_a_list_says_both_groups_and_masks_what_is_a_contact(tmp_path: Path) -> None:
    orders = [order(name, "2025-05-05", 5) for name in ("ann", "13800001111")]
    shop = workspace(tmp_path, orders=orders, customers=[member("ann"), member("13800001111")])
    result = rfm_movement(shop, params())
    rows = movers(shop, params(), result.segment(moved="down"), "en").to_pylist()
    assert {(row["name"], row["group_before"], row["group_now"]) for row in rows} == {
        ("ann", "New", "Promising"),
        ("138****1111", "New", "Promising"),
    }


def test_the_first_rows_are_those_who_spent_most(shop: DuckWarehouse, result: RfmMovementResult) -> None:
    rows = movers(shop, params(), result.segment(moved="up"), "en", 1).to_pylist()
    assert [names(shop)[row["customer_id"]] for row in rows] == ["ann"]


def test_by_the_boundaries_of_the_earlier_day_nobody_moves_for_others(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=_overtaken())
    chosen = params(method="quantile", bins=2)
    assert said(shop, chosen)["ben"] is None
    assert rfm_movement(shop, chosen).moves.set_index(["moved", "by_others"])["customers"].to_dict() == {
        ("stayed", False): 2,
        ("up", False): 0,
        ("down", False): 0,
        ("entered", False): 3,
        ("up", True): 0,
        ("down", True): 0,
    }


def test_by_boundaries_of_each_day_the_reason_says_that_others_moved(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=_overtaken())
    chosen = params(method="quantile", bins=2, boundaries="each_day")
    assert said(shop, chosen)["ben"] == (
        "R 2 → 1: others ordered more lately; 2 days without an order; F 2 → 1: others order more often; 3 orders"
    )
    result = rfm_movement(shop, chosen)
    assert who(shop, result, moved="down", by_others=True) == {"ben"}
    assert any("not by their own doing: 1 people" in finding.text.render("en") for finding in result.findings())


def _overtaken() -> list[Row]:
    """Ben was the better of two buyers and bought again, but three others came who are better than he is."""
    came = [order(f"new{n}", f"2025-06-{day}", 10) for n in range(3) for day in (26, 27, 28, 29, 30)]
    return [
        order("amy", "2025-05-01", 10),
        order("ben", "2025-05-10", 10),
        order("ben", "2025-05-20", 10),
        order("ben", "2025-06-29", 10),
        *came,
    ]


def test_who_is_better_than_everybody_of_the_earlier_day_gets_the_highest_score(tmp_path: Path) -> None:
    alike = [order(name, "2025-05-10", 10) for name in ("amy", "ben", "cat")]
    shop = workspace(tmp_path, orders=[*alike, order("amy", "2025-06-10", 10)])
    result = rfm_movement(shop, params(method="quantile"))
    assert who(shop, result, to_group="champions") == {"amy"}
    assert said(shop, params(method="quantile"))["amy"] == (
        "R 1 → 5: ordered again on 10 Jun 2025; F 1 → 5: one more order on 10 Jun 2025"
    )


def test_nobody_on_the_earlier_day_is_refused_with_what_to_do(shop: DuckWarehouse) -> None:
    with pytest.raises(NotEnoughDataError) as refused:
        rfm_movement(shop, params(before=dt.date(2024, 12, 31)))
    assert str(refused.value) == (
        "Nobody can be compared yet — 0 buyers with an order in Chinese Yuan before 31 Dec 2024; at least 1 is needed "
        "— Choose a later day to compare with, or another currency"
    )


def test_sizes_over_time_are_those_of_the_months_and_of_the_two_days(shop: DuckWarehouse) -> None:
    result = rfm_movement(shop, params(over_time=True))
    sizes = result.over_time
    assert sorted(set(sizes["as_of"])) == [
        *(dt.date(2025, month, 1) for month in (2, 3, 4, 5)),
        BEFORE,
        AS_OF,
    ]
    on = sizes[sizes["as_of"] == dt.date(2025, 3, 1)].set_index("group")
    assert on.loc["needs_attention", "customers"] == 0
    assert on["customers"].to_dict() | {"prospects": 0} == dict.fromkeys(on.index, 0) | {"promising": 2}
    assert on.loc["promising", ["share", "net_amount"]].tolist() == [1.0, 90.0]
    assert on.loc["prospects", "customers"] == 2
    assert math.isnan(on.loc["prospects", "share"])
    assert who(shop, result, group="promising", day="2025-03-01") == {"cai", "gus"}
    assert who(shop, result, group="prospects", day=dt.date(2025, 3, 1)) == {"dee", "zoe"}


def test_cut_offs_that_are_tried_move_people_and_money(shop: DuckWarehouse) -> None:
    chosen = RfmSandboxParams(
        as_of=AS_OF, currency="CNY", method="fixed", new_method="fixed", new_recency_day_cuts=(10, 20, 180, 365)
    )
    result = rfm_sandbox(shop, chosen)
    ways = {
        (row["from_group"], row["to_group"]): (row["customers"], row["net_amount"])
        for row in result.matrix.to_dict("records")
        if row["customers"]
    }
    assert ways == {
        ("champions", "champions"): (1, 500.0),
        ("active", "active"): (1, 180.0),
        ("promising", "needs_attention"): (1, 50.0),
        ("needs_attention", "needs_attention"): (1, 30.0),
        ("new", "promising"): (2, 40.0),
        ("new", "needs_attention"): (1, 40.0),
    }
    segment = result.segment(from_group="new", to_group="needs_attention")
    assert people(shop, segment.statement, segment.values) == {"fay"}
    assert [row["why"] for row in changes(shop, chosen, segment, "en").to_pylist()] == [
        "R 5 → 3 at 29 days without an order"
    ]
    assert [finding.text.render("en") for finding in result.findings()] == [
        "4 of 7 buyers (57%) would stand in another group, with ¥130.00 of revenue",
        "Most of it would go from Promising to Needs attention: 1 people, ¥50.00",
    ]
