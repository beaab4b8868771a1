"""Predictions, told on shops made by hand and on the public sample of CDNOW."""

import datetime as dt
import json
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

from insight.analysis import to_json
from insight.analysis.clv import ClvParams, ClvResult, clv, of_person
from insight.analysis.clv.exam import hold
from insight.analysis.clv.findings import is_passed
from insight.analysis.clv.run import people as expected_of
from insight.analysis.clv.statements import HISTORIES
from insight.errors import NotEnoughDataError, ParameterError
from insight.statistics.repeat_buying import Histories, alive
from insight.warehouse import DuckWarehouse
from tests.statistics.cdnow import cdnow
from tests.workspaces import Row, order, people, workspace

AS_OF = dt.date(1997, 10, 1)
PARAMS: dict[str, Any] = {"as_of": AS_OF, "currency": "CNY"}


def cdnow_orders() -> list[Row]:
    """Orders that have these histories: purchases evenly spread from the first to the last."""
    made = []
    for number, buyers in enumerate(cdnow()):
        for one in range(buyers.people):
            first = AS_OF - dt.timedelta(days=1 + buyers.age_days)
            days = [place * buyers.last_days // max(buyers.x, 1) for place in range(buyers.x + 1)]
            for place, day in enumerate(days):
                cents = 0 if place == 0 else buyers.repeat_cents // buyers.x
                if place == buyers.x and place:
                    cents = buyers.repeat_cents - cents * (buyers.x - 1)
                when = (first + dt.timedelta(days=day)).isoformat()
                made.append(order(f"c{number}-{one}", when, f"{cents / 100:.2f}"))
    return made


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return workspace(tmp_path_factory.mktemp("cdnow"), orders=cdnow_orders())


@pytest.fixture(scope="module")
def result(shop: DuckWarehouse) -> ClvResult:
    return clv(shop, ClvParams(**PARAMS, hold_out_days=112))


def parameter(result: ClvResult, model: str, name: str) -> float:
    rows = result.parameters
    return float(rows.loc[(rows["model"] == model) & (rows["name"] == name), "value"].iloc[0])


def test_the_published_parameters_come_out_of_orders(result: ClvResult) -> None:
    assert result.customers == 2357
    assert result.one_time == 2357 - 946
    found = {(row["model"], row["name"]): row["value"] for row in result.parameters.to_dict("records")}
    published = {
        ("bg_nbd", "r"): 0.2426,
        ("bg_nbd", "alpha"): 4.4136,
        ("bg_nbd", "a"): 0.7929,
        ("bg_nbd", "b"): 2.4259,
        ("pareto_nbd", "r"): 0.5533,
        ("pareto_nbd", "alpha"): 10.5777,
        ("pareto_nbd", "s"): 0.6062,
        ("pareto_nbd", "beta"): 11.6687,
    }
    assert {name: found[name] for name in published} == pytest.approx(published, abs=6e-5)
    amounts = [found["gamma_gamma", name] for name in ("p", "q", "v")]
    assert amounts == pytest.approx((6.25, 3.74, 15.44), abs=0.005)


def test_every_number_is_its_people(shop: DuckWarehouse, result: ClvResult) -> None:
    assert result.deciles["customers"].sum() == result.bands["customers"].sum() == 2357
    for row in result.deciles.to_dict("records"):
        assert result.segment(decile=row["decile"]).count(shop) == row["customers"]
    for row in result.bands.to_dict("records"):
        assert result.segment(band=row["band"]).count(shop) == row["customers"]
        assert result.segment(band=row["band"], one_time=True).count(shop) == row["one_time"]
        rest = row["customers"] - row["one_time"]
        assert result.segment(band=row["band"], one_time=False).count(shop) == rest
    for finding in result.findings():
        if finding.cell:
            assert result.segment(**finding.cell).count(shop) > 0


def test_tenths_and_bands_add_up_to_the_forecast(result: ClvResult) -> None:
    year = result.forecast.set_index("days").loc[365]
    for frame in (result.deciles, result.bands):
        assert frame["orders"].sum() == pytest.approx(year["orders"], rel=1e-9)
        assert frame["net_amount"].sum() == pytest.approx(year["net_amount"], rel=1e-9)
    assert list(result.forecast["days"]) == [90, 180, 365]
    assert (result.forecast["orders"].diff().dropna() > 0).all()
    assert (result.forecast["low"] < result.forecast["net_amount"]).all()
    assert (result.forecast["net_amount"] < result.forecast["high"]).all()
    assert (result.deciles["net_amount"].diff().dropna() <= 0).all()


def test_what_is_said_of_a_person_is_the_formula(shop: DuckWarehouse, result: ClvResult) -> None:
    values = np.array([parameter(result, "mbg_nbd", name) for name in ("r", "alpha", "a", "b")])
    rows = expected_of(shop, result.segment(decile=1)).to_pandas()
    assert len(rows) == 2357
    seen = Histories.of(
        [row.x for row in cdnow()],
        [row.last_days / 7 for row in cdnow()],
        [row.age_days / 7 for row in cdnow()],
    )
    expected = np.repeat(alive("mbg_nbd", values, seen), [row.people for row in cdnow()])
    assert sorted(rows["alive"]) == pytest.approx(sorted(expected), abs=6e-4)


def test_one_time_buyers_are_less_likely_alive_the_longer_they_are_silent(result: ClvResult) -> None:
    assert (result.silence["alive"].diff().dropna() < 0).all()
    assert result.silence["n"].sum() == result.one_time


def test_the_exam_beats_everybody_as_before(result: ClvResult) -> None:
    exam = result.exam.set_index("model")
    assert exam.loc["mbg_nbd", "is_better"]
    assert not exam.loc["as_before", "is_better"]
    assert exam.loc["mbg_nbd", "error"] < exam.loc["as_before", "error"]
    assert result.backtest["n"].sum() == exam.loc["mbg_nbd", "n"] == result.calibration["n"].sum()
    assert result.backtest["orders"].sum() == exam.loc["mbg_nbd", "orders"]
    assert (result.calibration["rate"].between(result.calibration["low"], result.calibration["high"])).all()


@pytest.mark.slow("counts many shops")
def test_nothing_after_the_split_changes_what_is_forecast(tmp_path: Path) -> None:
    split = AS_OF - dt.timedelta(days=112)
    before = [made for made in cdnow_orders() if made["ordered_at"].date() < split]
    later = [order(f"c{number}-0", (split + dt.timedelta(days=5)).isoformat(), 50) for number in range(300)]
    params = ClvParams(**PARAMS, hold_out_days=112)
    found = [clv(workspace(tmp_path / name, orders=before + more), params).exam for name, more in _both(later)]
    columns = ["model", "n", "predicted_orders", "predicted_amount"]
    pd.testing.assert_frame_equal(found[0][columns], found[1][columns])
    assert (found[0]["orders"] != found[1]["orders"]).all()


def _both(later: list[Row]) -> list[tuple[str, list[Row]]]:
    return [("without", later[:1]), ("with", later)]


def test_where_the_plain_guess_is_as_good_the_plain_guess_wins() -> None:
    random = Random(1)
    rows = pd.DataFrame(
        [
            {
                "x": (often := random.choice((3, 6, 12))),
                "last_days": 174,
                "age_days": 179,
                "repeat_amount": 10.0 * often,
                "later_orders": often,
                "later_amount": 10.0 * often,
                "before_orders": often,
                "before_amount": 10.0 * often,
            }
            for _number in range(200)
        ]
    )
    exam = hold(rows, ClvParams(**PARAMS)).models.set_index("model")
    assert exam.loc["as_before", "error"] == 0
    assert exam.loc["all_alike", "error"] > 1
    assert not exam["is_better"].any()


@pytest.mark.parametrize("seed", range(5))
def test_a_shuffled_later_history_never_passes(seed: int) -> None:
    random = Random(seed)
    later = [random.choice((0, 0, 0, 1, 3)) for _number in range(400)]
    rows = pd.DataFrame(
        [
            {
                "x": (often := random.choice((0, 0, 1, 4, 9))),
                "last_days": often * 15,
                "age_days": random.randint(140, 300),
                "repeat_amount": 10.0 * often,
                "later_orders": came,
                "later_amount": 10.0 * came,
                "before_orders": often,
                "before_amount": 10.0 * often,
            }
            for came in later
        ]
    )
    assert not hold(rows, ClvParams(**PARAMS)).models["is_better"].any()


def test_a_difference_that_may_be_chance_is_no_pass() -> None:
    undecided = 0
    for seed in range(4):
        random = Random(seed)
        rows = pd.DataFrame(
            [
                {
                    "x": (often := random.choice((0, 1, 2, 5))),
                    "last_days": often * 20,
                    "age_days": random.randint(120, 200),
                    "repeat_amount": 10.0 * often,
                    "later_orders": (came := often // 2 + random.choice((0, 0, 0, 3))),
                    "later_amount": 10.0 * came,
                    "before_orders": often + 1,
                    "before_amount": 10.0 * often,
                }
                for _number in range(60)
            ]
        )
        models = hold(rows, ClvParams(**PARAMS)).models
        own = models[~models["model"].isin(("as_before", "all_alike"))]
        assert (own["is_better"] == (own["high"] < 0)).all()
        undecided += int(((own["difference"] < 0) & (own["high"] >= 0)).sum())
    assert undecided


def test_the_verdict_comes_first_and_says_how_the_exam_went(result: ClvResult) -> None:
    said = [finding.text.render("en") for finding in result.findings()]
    assert said[0].startswith("Today's 2,357 buyers are expected to bring")
    assert said[1].startswith("Tried on the past, half right: who buys was told better than by simple guesses")
    assert "1,205 orders were forecast and 912 came: trust who comes first, not the sums" in said[1]
    assert not is_passed(result)
    assert result.findings()[0].level == "rough"


@pytest.mark.parametrize(
    ("people_count", "days", "again", "sentence"),
    [
        (1, 300, 1, "1 people with an order; 50 are needed"),
        (60, 20, 30, "21 days of orders; 56 are needed"),
        (60, 300, 5, "5 people bought again; 20 are needed"),
    ],
)
def test_a_shop_too_small_or_too_young_gets_a_sentence(
    tmp_path: Path, people_count: int, days: int, again: int, sentence: str
) -> None:
    first = AS_OF - dt.timedelta(days=days + 1)
    orders = [order(f"p{number}", first.isoformat(), 10) for number in range(people_count)]
    middle = (first + dt.timedelta(days=days // 2)).isoformat()
    orders += [order(f"p{number}", middle, 10) for number in range(min(again, people_count))]
    with pytest.raises(NotEnoughDataError) as refused:
        clv(workspace(tmp_path, orders=orders), ClvParams(**PARAMS))
    assert sentence in str(refused.value)
    assert "店铺的数据太少或时间太短" in refused.value.render("zh_CN")


def test_free_orders_count_as_purchases_unless_switched_off(tmp_path: Path) -> None:
    orders = cdnow_orders()[-800:]
    orders.append(order("free", "1997-02-01", 0))
    orders.append(order("paid back", "1997-02-01", 0, refund_amount="20.00"))
    orders.append(order("not paid", "1997-02-01", 0, status="unpaid"))
    orders.append(order("dollars", "1997-02-01", 5, currency="USD"))
    orders.append(order("later", "1997-10-01", 5))
    shop = workspace(tmp_path, orders=orders)
    with_free, without = (clv(shop, ClvParams(**PARAMS, count_free=flag)) for flag in (True, False))
    found = set()
    for decile in range(1, 11):
        segment = with_free.segment(decile=decile)
        found |= people(shop, segment.statement, segment.values)
    assert "free" in found
    assert not {"paid back", "not paid", "dollars", "later"} & found
    assert without.customers < with_free.customers


@pytest.mark.parametrize("leaves", [False, True])
def test_a_shop_whose_people_never_leave_is_valued_too(tmp_path: Path, leaves: bool) -> None:
    random = Random(3)
    orders = []
    for number in range(80):
        for _turn in range(random.randint(1, 2 if leaves else 9)):
            day = AS_OF - dt.timedelta(days=random.randint(1, 360))
            orders.append(order(f"p{number}", day.isoformat(), random.randint(10, 90)))
    result = clv(workspace(tmp_path, orders=orders), ClvParams(**PARAMS))
    year = result.forecast.set_index("days").loc[365]
    assert result.deciles["orders"].sum() == pytest.approx(year["orders"], rel=1e-3)
    assert result.deciles["net_amount"].sum() == pytest.approx(year["net_amount"], rel=1e-3)
    assert year["orders"] > 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("unit", "month"), ("horizon_days", 6), ("horizon_days", 1096), ("hold_out_days", 27), ("count_free", 1)],
)
def test_a_parameter_out_of_bounds_is_named(name: str, value: Any) -> None:
    with pytest.raises(ParameterError, match=name):
        ClvParams(**(PARAMS | {name: value}))


@pytest.mark.parametrize("cell", [{}, {"decile": 0}, {"decile": 11}, {"band": 6}, {"one_time": True}])
def test_a_cell_that_is_not_there_is_refused(result: ClvResult, cell: dict[str, Any]) -> None:
    with pytest.raises(ParameterError):
        result.segment(**cell)


def test_the_result_is_plain_json_and_tells_its_method(result: ClvResult) -> None:
    said = to_json(result, generation=7, language="zh_CN")
    assert json.loads(json.dumps(said, allow_nan=False)) == said
    assert not any(finding["text"].isascii() for finding in said["findings"])
    method = result.method()
    assert len([*method.definition, *method.limits]) >= 8
    assert all(text.render("zh_CN") != text.render("en") for text in method.limits)
    assert all(statement.strip().startswith(("WITH", "SELECT", "--")) for statement in method.statements)


def held_rows(silent_came: int, others_came: int) -> pd.DataFrame:
    """People of two kinds: half bought every week until the hold-out days, half stopped 13 weeks before them."""
    kinds = ((0, others_came), (90, silent_came))
    return pd.DataFrame(
        [
            {
                "x": 20 + number % 5,
                "last_days": 200 - silence - number % 3,
                "age_days": 200 - number % 3,
                "repeat_amount": 100.0 + number,
                "later_orders": came,
                "later_amount": came * 5.0,
                "before_orders": 4 if silence else 10,
                "before_amount": 20.0,
            }
            for number in range(60)
            for silence, came in (kinds[number % 2],)
        ]
    )


def test_the_exam_looks_at_people_who_had_been_silent_apart() -> None:
    found = hold(held_rows(0, 9), ClvParams(**PARAMS, hold_out_days=90))
    assert found.silence[["from_days", "n", "orders"]].to_numpy().tolist() == [[0, 30, 270], [90, 30, 0]]
    own = found.models.set_index("model").loc["mbg_nbd", "predicted_orders"]
    assert found.silence["predicted_orders"].sum() == pytest.approx(own)


@pytest.mark.parametrize(
    ("silent", "others", "meaning"),
    [
        ((300, 100), (1200, 1100), "who falls silent here is gone sooner than the model takes for granted"),
        ((300, 100), (1200, 300), "everybody bought less than before"),
        ((300, 225), (1200, 300), None),
        ((300, 224), (1200, 1100), "who falls silent here is gone sooner than the model takes for granted"),
    ],
)
def test_what_came_of_the_silent_says_why_an_exam_was_not_passed(
    result: ClvResult, silent: tuple[int, int], others: tuple[int, int], meaning: str | None
) -> None:
    rows = [(0, 900, *others), (90, 1400, *silent)]
    table = pd.DataFrame(rows, columns=["from_days", "n", "predicted_orders", "orders"])
    said = [one.text.render("en") for one in replace(result, exam_by_silence=table).findings()]
    why = [text for text in said if text.startswith("Of people silent for 90 days or longer 300 orders were forecast")]
    assert [text.rpartition(": ")[2] for text in why] == ([meaning] if meaning else [])


def test_what_went_back_lowers_the_money_and_is_no_purchase(tmp_path: Path) -> None:
    bought = [order(f"p{n}", f"1997-0{1 + n % 3}-01", 10) for n in range(60)]
    again = [order(f"p{n}", f"1997-0{5 + n % 2}-01", 20) for n in range(30)]
    back = [
        order("p0", "1997-05-02", -15),
        order("p0", "1997-05-03", -1, currency="USD"),
        order("p1", "1997-10-01", -15),
        order("p2", "1996-12-31", -4),
        order("nobody", "1997-05-02", -6),
    ]
    shop = workspace(tmp_path, orders=[*bought, *again, *back])
    params = ClvParams(**PARAMS, hold_out_days=28)
    found = clv(shop, params)
    assert (found.customers, found.one_time, found.orders) == (60, 30, 90)
    assert found.mean_amount == pytest.approx((600 + 600 - 15 - 4 - 6) / 90)
    rows = shop.query(HISTORIES, asdict(params) | {"until": AS_OF, "last_digits": "ff"})
    assert rows["repeat_amount"].sum() == 600 - 15
    assert rows.loc[rows["x"] >= 0, "n"].sum() == 60
    assert rows.loc[rows["x"] < 0, ["n", "amount"]].to_numpy().tolist() == [[1, -6]]


@pytest.mark.parametrize(
    ("predicted", "is_better", "words"),
    [
        (125.0, True, "Tried on the past, right:"),
        (75.0, True, "Tried on the past, right:"),
        (126.0, True, "Tried on the past, half right:"),
        (74.0, True, "Tried on the past, half right:"),
        (100.0, False, "Tried on the past, wrong:"),
    ],
)
def test_an_exam_is_passed_by_the_right_people_and_a_sum_within_a_quarter(
    result: ClvResult, predicted: float, is_better: bool, words: str
) -> None:
    exam = result.exam.assign(predicted_orders=predicted, orders=100, is_better=is_better)
    held = replace(result, exam=exam)
    assert is_passed(held) == words.startswith("Tried on the past, right:")
    assert held.findings()[1].text.render("en").startswith(words)
    assert {finding.level for finding in held.findings()[:2]} == ({"sure"} if is_passed(held) else {"rough"})


def test_what_is_expected_of_one_person_is_what_the_list_says_with_a_range(
    shop: DuckWarehouse, result: ClvResult
) -> None:
    listed = expected_of(shop, result.segment(decile=1)).to_pandas().sort_values("expected_amount", ascending=False)
    for row in listed.iloc[[0, 40, 400]].to_dict("records"):
        found = of_person(shop, result, row["customer_id"])
        assert found is not None
        assert found.alive == pytest.approx(row["alive"], abs=6e-4)
        assert found.orders.mean == pytest.approx(row["expected_orders"], rel=0.03, abs=0.006)
        assert found.amount.mean == pytest.approx(row["expected_amount"], rel=0.06)
        assert found.amount.low <= found.amount.mean <= found.amount.high
        assert found.orders.high > found.orders.low
    assert of_person(shop, result, "nobody") is None
