"""Chances to order, told on small shops: what was planted is told, what was dealt by lot is not."""

import datetime as dt
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from insight.analysis import make_params, people_of, to_json
from insight.analysis.predict import PredictParams, PredictResult, predict, reasons
from insight.analysis.predict.exam import hold
from insight.analysis.predict.features import FEATURES
from insight.analysis.predict.models import Learnt, Model
from insight.analysis.predict.reference import reference
from insight.analysis.predict.statements import LEARN, PEOPLE
from insight.charts.predict.people import chance_bands, chances_came, tenths_came
from insight.errors import NotEnoughDataError, ParameterError
from insight.govern.small_cells import without_small_cells
from insight.statistics.chances import Platt, log_odds
from insight.statistics.drift import Drift
from insight.warehouse import DuckWarehouse
from tests.analysis.predict_shop import AS_OF, FAITHFUL, GONE, rhythm_orders, shuffled
from tests.govern.test_managers_numbers import frames_of, known_sums, numbers, worked_out
from tests.workspaces import Row, add_batch, names, order, people, workspace

PARAMS = PredictParams(as_of=AS_OF, currency="CNY", horizon_days=30)
EVERYBODY = {"last_digits": "ff"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return workspace(tmp_path_factory.mktemp("rhythm"), orders=rhythm_orders())


@pytest.fixture(scope="module")
def result(shop: DuckWarehouse) -> PredictResult:
    return predict(shop, PARAMS)


def given(shop: DuckWarehouse, result: PredictResult) -> pd.DataFrame:
    everybody = result.segment()
    found: pd.DataFrame = shop.about(everybody.statement, everybody.values, PEOPLE, result.bound()).to_pandas()
    return found.set_index("customer_id").sort_index()


def test_what_is_known_of_a_person_on_a_day_is_counted_by_hand(tmp_path: Path) -> None:
    """As of 1 March: ann waited 20 and 10 days, bob bought once; what either did from that day on is not known. Of the
    30 days from then on 1 March is the first (cat came on it), and 31 March the first behind them (dan)."""
    rows = [order("ann", day, 30) for day in ("2025-01-10", "2025-01-30", "2025-02-09", "2025-03-05")]
    rows += [order("ann", "2025-01-30", 60), order("bob", "2025-02-28", 15), order("bob", "2025-04-02", 9)]
    edges = [("cat", "2025-02-05"), ("cat", "2025-03-01"), ("dan", "2025-02-04"), ("dan", "2025-03-31")]
    rows += [order("eve", "2025-03-01", 9), *(order(name, day, 5) for name, day in edges)]
    warehouse = workspace(tmp_path, orders=rows)
    bound = asdict(replace(PARAMS, as_of=dt.date(2025, 6, 1))) | EVERYBODY | {"until": dt.date(2025, 3, 1)}
    found = warehouse.query(LEARN, bound).sort_values("amount", ascending=False, kind="stable")
    ann, bob, *others = found.to_dict("records")
    assert sorted((row["known"], row["came"]) for row in others) == [(23, 1), (24, 0)]
    assert [ann[name] for name in FEATURES] == [3, 19, 49, 2, 3, 10, round(50**0.5 / 15, 2), 1.27, 50]
    assert [bob[name] for name in FEATURES] == [1, 0, 0, 1, 1, -1, -1, -1, 15]
    assert (ann["came"], bob["came"]) == (1, 0)


def test_who_buys_in_a_rhythm_is_told_from_who_is_gone(shop: DuckWarehouse, result: PredictResult) -> None:
    assert (result.customers, result.is_told) == (FAITHFUL + GONE, True)
    buys = people(shop, *_statement(result.segment(outlook="buys")))
    assert len(buys) == result.buys > 0.8 * FAITHFUL
    assert {name[0] for name in buys} == {"f"}
    used = result.models.set_index("model").loc[result.model_used]
    assert used["auc"] > 0.9
    assert used["brier"] < result.models.set_index("model").loc["lately", "brier"]
    assert result.backtest["lift"].iloc[0] > 1.5
    assert result.expected == pytest.approx(result.bands["expected"].sum())


def test_every_number_is_its_people(shop: DuckWarehouse, result: PredictResult) -> None:
    for name in ("band", "decile"):
        frame = result.bands if name == "band" else result.deciles
        assert frame["customers"].sum() == result.customers
        for row in frame.to_dict("records"):
            assert result.segment(**{name: row[name]}).count(shop) == row["customers"]
        assert result.segment(**{name: 1}, active=True).count(shop) == frame["active"].iloc[0]
    counts = {name: result.segment(outlook=name).count(shop) for name in ("buys", "leaves", "open")}
    assert (counts["buys"], counts["leaves"]) == (result.buys, result.leaves)
    assert sum(counts.values()) == result.segment().count(shop) == result.customers
    rows = given(shop, result)
    assert ((rows["silence"] < 30) == (rows["recent"] >= 1)).all()
    assert result.segment(active=True).count(shop) == result.active == int((rows["recent"] >= 1).sum())
    for finding in result.findings():
        if finding.cell:
            assert result.segment(**finding.cell).count(shop) > 0


@pytest.mark.parametrize("model", ["boosting", "rhythm", "lately"])
def test_the_engine_gives_everybody_the_chance_that_was_learnt(
    shop: DuckWarehouse, result: PredictResult, model: Model
) -> None:
    asked = replace(result, model_used=model)
    rows = given(shop, asked)
    assert rows["chance"].to_numpy() == pytest.approx(result.learnt.chances(model, rows), abs=2e-6)


def test_what_moved_a_chance_adds_up_to_it(shop: DuckWarehouse, result: PredictResult) -> None:
    asked, curve = replace(result, model_used="boosting"), result.learnt.platt
    rows = given(shop, asked)
    beside = reference(result.learnt, "boosting", rows)
    moved = beside.moved(result.learnt, "boosting", rows)
    assert result.learnt.boosting is not None
    start = curve.slope * result.learnt.boosting.start + curve.shift
    usual = {True: sum(beside.lately.values()), False: sum(beside.silent.values())}
    found = start + (rows["silence"] < 30).map(usual) + moved.sum(axis=1)
    assert found.to_numpy() == pytest.approx(log_odds(result.learnt.chances("boosting", rows)), abs=1e-6)
    for lately in (True, False):
        assert moved[(rows["silence"] < 30) == lately].mean().to_numpy() == pytest.approx(0, abs=1e-9)


def test_silence_speaks_against_an_order_by_the_rhythm_too(shop: DuckWarehouse, result: PredictResult) -> None:
    rows, typical = given(shop, result), result.reference.typical
    silent = rows.assign(silence=rows["silence"] + 60, known=rows["known"] + 60)
    parts = result.learnt.parts("rhythm", silent, typical)
    often = silent["purchases"] > 3
    assert (parts.loc[often & (silent["silence"] > typical["silence"]), "silence"] < 0).all()
    assert not parts.drop(columns=["purchases", "silence"]).to_numpy().any()
    assert not result.learnt.parts("lately", rows, typical).to_numpy().any()


def test_a_list_says_of_each_what_speaks_for_an_order(shop: DuckWarehouse, result: PredictResult) -> None:
    beside = reference(result.learnt, "boosting", given(shop, result))
    asked = replace(result, model_used="boosting", reference=beside)
    more = reasons(shop, asked, asked.segment(decile=1), "en")
    rows = more.table.to_pylist()
    assert len(rows) == asked.segment(decile=1).count(shop)
    assert all(row["speaks_for"] and row["chance"] > 0.5 for row in rows)
    assert any("bought on" in row["speaks_for"] and "last bought" in row["speaks_for"] for row in rows)
    assert all(row["speaks_for"].count(";") <= 1 for row in rows)
    low = reasons(shop, asked, asked.segment(band=1), "en").table.to_pylist()
    assert all(row["speaks_against"] for row in low)
    assert any("bought on one day only" in row["speaks_against"] for row in low)


def test_a_manager_sees_no_number_of_few_people_and_can_work_none_out(result: PredictResult) -> None:
    """Bands of chances are small here; those from 50 % on add up to who will order, and all of them to everybody."""
    whole, declared = frames_of(result), PredictResult.COLUMNS
    shown = frames_of(without_small_cells(result))
    true, told = numbers(whole, declared), numbers(shown, declared)
    seen = {cell for cell, value in told.items() if not pd.isna(value)}
    assert any(0 < true[cell] < 5 for cell in true)
    assert not [cell for cell in seen if 0 < told[cell] < 5]
    out = worked_out(true, seen, list(known_sums(whole, declared)))
    assert not [cell for cell in out if 0 < true[cell] < 5]
    assert without_small_cells(result).findings()


@pytest.mark.slow("learns again and again")
def test_a_history_dealt_by_lot_never_passes(tmp_path: Path) -> None:
    for seed in (2, 3):
        warehouse = workspace(tmp_path, orders=shuffled(rhythm_orders(), seed))
        dealt = predict(warehouse, PARAMS)
        assert dealt.model_used in ("last_year", "lately")
        assert not dealt.models["is_better"].any()
        assert dealt.bands["customers"].max() == dealt.customers
        said = [finding.text.render("en") for finding in dealt.findings()]
        assert "nothing did better than giving everybody the same chance" in said[0]
        assert "no list is better than another" in said[1]
        assert not any(finding.certain for finding in dealt.findings())


@pytest.mark.slow("learns twice")
def test_nothing_behind_the_day_changes_a_chance(tmp_path: Path) -> None:
    """Whatever happens from the day on: the chances are the same, and the trial asks for just these."""
    warehouse = workspace(tmp_path, orders=rhythm_orders())
    before = predict(warehouse, PARAMS)
    wild = [order(name, f"2025-07-{day:02}", 500) for name in list(names(warehouse).values())[:150] for day in (1, 9)]
    add_batch(warehouse, orders=wild)
    after = predict(warehouse, PARAMS)
    pd.testing.assert_frame_equal(before.bands, after.bands)
    pd.testing.assert_frame_equal(before.shapes, after.shapes)
    pd.testing.assert_frame_equal(before.models, after.models)
    tried = predict(warehouse, replace(PARAMS, as_of=AS_OF + dt.timedelta(days=30))).models.set_index("model")
    assert tried.loc[before.model_used, "expected"] == pytest.approx(before.expected, abs=0.01)


def test_pictures_say_the_numbers_and_stand_a_managers_view(result: PredictResult) -> None:
    bands, tenths = chance_bands(result, "en"), tenths_came(result, "zh_CN")
    expected = round(result.expected)
    assert bands.title == f"{expected} of {FAITHFUL + GONE} people are expected to order within 30 days"
    bars = bands.figure.data[0]
    assert [point[1] for point in bars.customdata] == list(range(10, 0, -1))
    assert sum(bars.x) == pytest.approx(result.expected)
    assert f"{result.backtest['lift'].iloc[0]:.1f} 倍" in tenths.title
    hidden = without_small_cells(result)
    for picture in (chance_bands(hidden, "en"), chances_came(hidden, "en"), tenths_came(hidden, "en")):
        assert picture.title


def learnt(**rates: float) -> Learnt:
    named: dict[Any, float] = rates
    return Learnt(horizon_days=30, rates=named, rhythm=None, boosting=None, platt=Platt(1.0, 0.0))


def test_the_simpler_model_wins_ties() -> None:
    rows = pd.DataFrame({"came": [1] * 30 + [0] * 70})
    tie = hold(learnt(last_year=0.3, lately=0.3), rows)
    assert (tie.used, tie.models["is_better"].any()) == ("last_year", False)
    near = hold(learnt(last_year=0.33, lately=0.3), rows)
    assert near.used == "last_year"
    far = hold(learnt(last_year=0.9, lately=0.3), rows)
    assert far.used == "lately"
    row = far.calibration.iloc[0]
    assert (row["band"], row["n"], row["bought"], bool(row["is_kept"])) == (4, 100, 30, True)


def test_a_shop_too_young_too_small_or_too_still_gets_a_sentence(tmp_path: Path) -> None:
    def refused(*orders: Row) -> str:
        with pytest.raises(NotEnoughDataError) as error:
            predict(workspace(tmp_path, orders=orders), PARAMS)
        return str(error.value)

    three_weeks = [order(f"p{number}", f"2025-06-{1 + number % 21:02}", 10) for number in range(120)]
    assert "30 days of orders; 90 are needed to look 30 days ahead" in refused(*three_weeks)
    assert "9 people with an order; 100 are needed" in refused(*[order(f"p{n}", "2024-06-01", 10) for n in range(9)])
    late = [order("first", "2024-06-01", 10), *[order(f"p{n}", "2025-06-20", 10) for n in range(200)]]
    assert "1 people had bought 30 days before that; 100 are needed" in refused(*late)
    still = [order(f"p{number}", "2024-12-01", 10) for number in range(200)]
    assert "Of 200 known buyers 0 came within 30 days; 20 are needed who did" in refused(*still)


def test_cells_that_are_not_there_are_refused(result: PredictResult) -> None:
    for cell in ({"band": 11}, {"decile": 0}, {"outlook": "dies"}):
        with pytest.raises(ParameterError):
            result.segment(**cell)  # type: ignore[arg-type]
    with pytest.raises(ParameterError):
        replace(PARAMS, horizon_days=13)


def test_a_segment_says_its_day_and_how_such_chances_did(shop: DuckWarehouse, result: PredictResult) -> None:
    row = result.calibration.iloc[-1]
    said = result.segment(band=int(row["band"])).sentence.render("en")
    assert f"when tried, {round(row['rate'] * 100)}% of {row['n']} such people came" in said.replace(" %", "%")
    assert "30 Jun 2025" in said
    cell = json.loads(json.dumps({"outlook": "leaves", "active": True}))
    assert people_of(result, "predict", cell).count(shop) == result.leaves


def test_the_command_line_asks_for_the_same(shop: DuckWarehouse, result: PredictResult) -> None:
    params = make_params("predict", {"as_of": "2025-07-01", "currency": "CNY", "horizon_days": "30"}, shop)
    assert params == PARAMS
    told = to_json(result, generation=1)["result"]
    assert "learnt" not in told
    assert [row["model"] for row in told["models"]] == [*result.models["model"]]
    assert np.isclose(sum(row["share"] for row in told["drivers"]), 1) or result.model_used == "lately"


def _statement(segment: Any) -> tuple[str, Any]:
    return segment.statement, segment.values


def test_a_band_came_true_where_its_share_lies_as_far_off_as_earlier_days_lay_apart() -> None:
    rows = pd.DataFrame({"came": [1] * 40 + [0] * 60})
    alike, unlike = (Drift(tuple(Platt(1.0, far * shift) for shift in (-1, 0, 1))) for far in (0.01, 0.2))
    for drift, kept in ((alike, False), (unlike, True), (Drift(unlike.curves[:2]), False)):
        row = hold(replace(learnt(lately=0.3), drifts={"lately": drift}), rows).calibration.iloc[0]
        assert (row["rate"], row["predicted"], bool(row["is_kept"])) == (0.4, pytest.approx(0.3), kept)
        assert row["low"] > 0.3
        assert drift.is_known == bool(row["may_low"] < 0.3 < row["may_high"])


def test_how_unlike_days_were_is_learnt_for_every_model_and_said(result: PredictResult) -> None:
    drifts = result.learnt.drifts
    assert set(drifts) == set(result.learnt.models)
    assert {len(drift.curves) for drift in drifts.values()} == {len(drifts["lately"].curves)} != {0}
    assert result.expected_low < result.expected < result.expected_high < result.customers
    said = [finding.text.render("en") for finding in result.findings()]
    low, high = round(result.expected_low), round(result.expected_high)
    assert f"about {round(result.expected)} ({low} to {high}) will order" in said[0]
    assert any(f"as far as earlier ones lay apart, {low} to {high} people may order" in each for each in said)
    picture = chances_came(result, "en")
    table = result.calibration
    as_said = (table["low"] <= table["predicted"]) & (table["predicted"] <= table["high"])
    assert picture.title.startswith(f"Of {len(result.calibration)} bands of chances, {as_said.sum()} came as said")
    assert "as spans of time differ" in str(picture.note)
