"""Marks of short lists of offers, reckoned by hand."""

from math import log2, nan, sqrt

import numpy as np
import pytest

from insight.statistics.ranking import bootstrap, gain, novelty, recall

HITS = np.array([[True, False, True], [False, False, False], [False, True, False], [True, True, True]])
BOUGHT = [4, 1, 1, 3]


def test_recall_is_the_share_of_what_was_bought() -> None:
    assert recall(HITS, BOUGHT).tolist() == [0.5, 0, 1, 1]
    assert np.isnan(recall(HITS[:1], [0])).all()


def test_gain_counts_early_places_more() -> None:
    second, third = 1 / log2(3), 1 / log2(4)
    best = 1 + second + third
    assert gain(HITS, BOUGHT).tolist() == pytest.approx([(1 + third) / best, 0, second / 1, 1])
    assert np.isnan(gain(HITS[:1], [0])).all()


def test_gain_is_that_of_scikit_learn() -> None:
    from sklearn.metrics import ndcg_score

    draw = np.random.default_rng(3)
    hits, goods = draw.random((50, 3)) < 0.4, 8
    missed = draw.integers(0, 3, 50)
    kept = hits.any(axis=1) | (missed > 0)
    for row, more in zip(hits[kept], missed[kept], strict=True):
        truth = np.concatenate([row, np.arange(goods - 3) < more]).astype(float)[None, :]
        expected = ndcg_score(truth, np.arange(goods, 0, -1)[None, :], k=3)
        assert gain(row[None, :], [int(row.sum() + more)])[0] == pytest.approx(expected)


def test_novelty_is_in_bits() -> None:
    assert novelty([50, 25], 100) == pytest.approx((1 + 2) / 2)
    assert novelty([], 100) is nan or np.isnan(novelty([], 100))


def test_the_bootstrap_of_a_mean_is_about_as_wide_as_its_error_says() -> None:
    values = np.repeat([0.0, 0.5, 1.0], [300, 60, 40])
    found = bootstrap(values, seed=1)
    error = float(values.std(ddof=0)) / sqrt(len(values))
    assert found.value == pytest.approx(values.mean())
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.06)
    wide = bootstrap(values, seed=1, confidence=0.99)
    assert wide.low < found.low < found.value < found.high < wide.high


def test_the_bootstrap_draws_people_one_by_one() -> None:
    values = np.array([0.0, 0.2, 0.2, 1.0, 0.4, 0.4, 0.4])
    found = bootstrap(values, seed=5, draws=60_000)
    draw = np.random.default_rng(9).choice(values, (60_000, len(values))).mean(axis=1)
    assert (found.low, found.high) == pytest.approx(np.quantile(draw, [0.025, 0.975]), abs=0.01)


def test_the_same_seed_says_the_same_and_nobody_has_no_mean() -> None:
    assert bootstrap([1.0, 0.0], seed=2) == bootstrap([1.0, 0.0], seed=2)
    assert all(np.isnan(part) for part in bootstrap([], seed=2))
    assert bootstrap([0.3] * 9, seed=2) == pytest.approx((0.3, 0.3, 0.3))
