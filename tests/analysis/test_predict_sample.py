"""Chances to order on the sample brand: of people given 30 % so many came in its last quarter."""

import datetime as dt

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
    for band, least in ((3, 80), (4, 100)):
        row = rows.loc[band]
        assert row["n"] >= least
        assert row["low"] <= row["predicted"] <= row["high"], f"given {row['predicted']:.0%}, {row['rate']:.0%} came"
    assert int(rows["is_kept"].sum()) >= len(rows) - 3
    models = result.models.set_index("model")
    assert models.loc["boosting", "brier"] < 0.9 * models.loc["rhythm", "brier"]
    assert models.loc["boosting", "auc_low"] > models.loc["rhythm", "auc_high"]
    assert models.loc["last_year", "auc"] == models.loc["lately", "auc"] == 0.5
    for outlook, people in (("buys", result.buys), ("leaves", result.leaves)):
        assert result.segment(outlook=outlook).count(brand) == people > 100
