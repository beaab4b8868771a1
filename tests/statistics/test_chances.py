"""Chances beside what came: against scikit-learn, and against numbers worked out by hand."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

from insight.statistics.chances import Platt, auc, brier, brier_apart, calibration, log_odds, platt, tenths


@pytest.fixture(scope="module")
def drawn() -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(7)
    chances = random.beta(1, 3, 600).round(2)
    return chances, random.random(600) < chances


def test_brier_and_auc_are_those_of_scikit_learn(drawn: tuple[np.ndarray, np.ndarray]) -> None:
    chances, came = drawn
    assert brier(chances, came).value == pytest.approx(brier_score_loss(came, chances))
    assert auc(chances, came).value == pytest.approx(roc_auc_score(came, chances))


def test_the_interval_of_auc_is_delongs_worked_out_by_hand() -> None:
    """Placements: 1, 2/3 and 2/3 of the three who came; 1, 1 and 1/3 of those who did not; variances 1/27, 4/27."""
    found = auc([0.9, 0.6, 0.6, 0.7, 0.2, 0.1], [1, 1, 1, 0, 0, 0])
    assert found.value == pytest.approx(7 / 9)
    assert found.low == pytest.approx(7 / 9 - 1.959964 * (1 / 27 / 3 + 4 / 27 / 3) ** 0.5)
    assert found.high == 1.0


def test_equal_chances_tell_nobody_apart_and_one_person_has_no_interval() -> None:
    assert auc([0.3] * 6, [1, 1, 0, 0, 0, 0]) == pytest.approx((0.5, 0.5, 0.5))
    assert np.isnan(auc([0.3, 0.2], [1, 0])).all()


def test_two_brier_scores_differ_person_by_person() -> None:
    """Squared errors .04 .25 .01 against .25 .25 .25: the differences are -.21, 0, -.24."""
    found = brier_apart([0.8, 0.5, 0.1], [0.5] * 3, [1, 0, 0])
    assert found.value == pytest.approx(-0.15)
    half = 1.959964 * np.std([-0.21, 0, -0.24], ddof=1) / 3**0.5
    assert (found.low, found.high) == pytest.approx((-0.15 - half, -0.15 + half))


def test_of_people_given_a_chance_so_many_came() -> None:
    table = calibration([0.3] * 10 + [0.39, 1.0, 0.0], [1] * 3 + [0] * 7 + [1, 1, 0], 10)
    assert table["band"].tolist() == [1, 4, 10]
    row = table.iloc[1]
    assert (row["n"], row["bought"], row["from_share"], row["to_share"]) == (11, 4, 0.3, 0.4)
    assert row["predicted"] == pytest.approx(3.39 / 11)
    assert row["low"] < 4 / 11 < row["high"]
    assert table.iloc[2]["rate"] == 1.0


def test_equal_chances_are_in_one_tenth() -> None:
    assert tenths([0.9, 0.5, 0.5, 0.1]).tolist() == [1, 3, 3, 8]
    assert set(tenths(np.full(7, 0.2))) == {1}


def test_scores_become_chances_by_the_curve_that_scikit_learn_finds() -> None:
    random = np.random.default_rng(3)
    scores = random.normal(size=4000)
    came = random.random(4000) < 1 / (1 + np.exp(-(0.5 * scores - 1)))
    found = platt(scores, came)
    peer = LogisticRegression(C=1e9).fit(scores[:, None], came)
    assert found == pytest.approx((peer.coef_[0][0], peer.intercept_[0]), abs=5e-3)
    assert found.chances(scores).mean() == pytest.approx(came.mean(), abs=1e-3)


def test_scores_that_are_the_wrong_way_round_say_nothing() -> None:
    found = platt([3.0, 2.0, 1.0, 0.0] * 20, [0, 0, 1, 1] * 20)
    assert found.slope == 0.0
    assert found.chances([5.0]) == pytest.approx([0.5])


def test_odds_of_certainty_are_finite() -> None:
    assert log_odds([0.5]) == pytest.approx([0.0])
    assert np.isfinite(log_odds([0.0, 1.0])).all()
    assert Platt(1.0, 0.0).chances(log_odds([0.2])) == pytest.approx([0.2])
