"""Chances to order on the sample brand: of people given 30 % so many came in its last quarter."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from insight.analysis.predict import PredictParams, predict
from tests.sample_brand import sample_brand

PARAMS = PredictParams(as_of=dt.date(2026, 1, 1), currency="CNY", horizon_days=90)


@pytest.mark.slow("learns from the sample brand")
def test_of_people_given_a_chance_of_30_percent_so_many_came_in_the_last_quarter() -> None:
    brand = sample_brand()
    result = predict(brand, PARAMS)
    assert (result.model_used, result.tried_on) == ("boosting", dt.date(2025, 10, 3))
    rows = result.calibration.set_index("band")
    for band, least in ((3, 80), (4, 60), (9, 40), (10, 40)):
        row = rows.loc[band]
        assert row["n"] >= least
        assert row["low"] <= row["predicted"] <= row["high"], f"given {row['predicted']:.0%}, {row['rate']:.0%} came"
    assert rows["is_kept"].all()
    assert len(rows) == 10
    assert (rows["may_high"] - rows["may_low"]).max() < 0.7
    row = result.models.set_index("model").loc["boosting"]
    assert abs(row["expected"] - row["came"]) < 0.1 * row["came"]
    assert result.expected_low < result.expected < result.expected_high < 2 * result.expected
    models = result.models.set_index("model")
    assert models.loc["boosting", "brier"] < 0.9 * models.loc["rhythm", "brier"]
    assert models.loc["boosting", "auc_low"] > models.loc["rhythm", "auc_high"]
    assert models.loc["last_year", "auc"] == models.loc["lately", "auc"] == 0.5
    for outlook, people in (("buys", result.buys), ("leaves", result.leaves)):
        assert result.segment(outlook=outlook).count(brand) == people > 100


@pytest.mark.slow("learns from the sample brand")
def test_in_quarters_on_which_nothing_was_chosen_most_bands_came_as_expected() -> None:
    """Without what earlier days say of how unlike quarters are, three bands of five did."""
    brand = sample_brand()
    days = (dt.date(2025, 4, 1), dt.date(2025, 7, 1), dt.date(2025, 10, 1))
    tables = [predict(brand, replace(PARAMS, as_of=day)).calibration for day in days]
    bands = pd.concat(tables)
    assert bands["may_low"].notna().all()
    assert bands["is_kept"].mean() > 0.85
    assert bands["predicted"].between(bands["low"], bands["high"]).mean() < 0.75
