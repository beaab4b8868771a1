"""What a daily series would have been."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from insight.statistics.series import counterfactual

_FIRST = dt.date(2025, 1, 1)
_DAYS = 200


def _series(seed: int, lift: float = 0.0) -> "np.ndarray":
    draw = np.random.default_rng(seed)
    noise = np.zeros(_DAYS)
    for day in range(1, _DAYS):
        noise[day] = 0.3 * noise[day - 1] + draw.normal(0, 5)
    weekend = np.array([12.0 if (_FIRST + dt.timedelta(days=day)).weekday() >= 5 else 0.0 for day in range(_DAYS)])
    values = 100 + 0.1 * np.arange(_DAYS) + weekend + noise
    values[-30:] += lift
    return values


def test_the_expected_days_are_those_of_the_regression_of_statsmodels() -> None:
    values = _series(1)
    flags = [1.0 if 60 <= day < 70 or 180 <= day < 190 else 0.0 for day in range(_DAYS)]
    found = counterfactual(_FIRST, values.tolist(), {"618": flags}, 30)
    table = pd.DataFrame(
        {
            "y": values,
            "t": np.arange(_DAYS),
            "weekday": [(_FIRST + dt.timedelta(days=day)).weekday() for day in range(_DAYS)],
            "festival": flags,
        }
    )
    fit = smf.ols("y ~ t + C(weekday) + festival", table[:-30]).fit()
    assert found.values == pytest.approx(fit.predict(table[-30:]).to_numpy(), abs=1e-6)
    assert found.effect.value == pytest.approx((values[-30:] - found.values).sum())
    assert found.days == 170


def test_noise_is_no_effect_and_a_lift_is_found() -> None:
    quiet = [counterfactual(_FIRST, _series(seed).tolist(), {}, 30).effect for seed in range(200)]
    assert np.mean([effect.direction != 0 for effect in quiet]) < 0.1
    lifted = [counterfactual(_FIRST, _series(seed, 10.0).tolist(), {}, 30).effect for seed in range(200)]
    assert np.mean([effect.low <= 300 <= effect.high for effect in lifted]) > 0.9
    assert np.mean([effect.direction == 1 for effect in lifted]) > 0.9


def test_a_festival_that_never_was_before_is_named() -> None:
    flags = [1.0 if day >= 190 else 0.0 for day in range(_DAYS)]
    found = counterfactual(_FIRST, _series(1).tolist(), {"1111": flags}, 30)
    assert found.unseen == ("1111",)
    assert np.isnan(found.effect.value)


def test_seven_weeks_are_too_few() -> None:
    found = counterfactual(_FIRST, _series(1).tolist()[:85], {}, 30)
    assert found.days == 55
    assert found.effect.direction == 0
    assert np.isnan(found.values).all()
    assert not np.isnan(counterfactual(_FIRST, _series(1).tolist()[:86], {}, 30).values).any()


def test_a_series_that_never_changes_has_no_effect() -> None:
    assert counterfactual(_FIRST, [4.0] * 120, {}, 30).effect.direction == 0
