"""Models of repeat buying: published parameters, recovered truths, and slow integrals that say the same."""

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import hyp2f1

from insight.statistics.gamma_gamma import expected_amount, fit_gamma_gamma
from insight.statistics.repeat_buying import (
    Histories,
    Model,
    _left_between,
    alive,
    chance_to_buy,
    expected_orders,
    fit_model,
)
from tests.statistics.cdnow import cdnow

WEEK = 7.0
TRUTH: dict[Model, tuple[float, float, float, float]] = {
    "bg_nbd": (0.6, 5.0, 0.8, 2.5),
    "mbg_nbd": (0.9, 6.0, 0.7, 1.8),
    "pareto_nbd": (0.8, 9.0, 0.7, 12.0),
}
MODELS: tuple[Model, ...] = ("bg_nbd", "mbg_nbd", "pareto_nbd")


def cdnow_histories(unit: float) -> Histories:
    rows = cdnow()
    return Histories.of(
        [row.x for row in rows],
        [row.last_days / unit for row in rows],
        [row.age_days / unit for row in rows],
        [row.people for row in rows],
    )


@pytest.mark.parametrize(
    ("model", "published", "log_likelihood"),
    [
        ("bg_nbd", (0.2426, 4.4136, 0.7929, 2.4259), -9582.43),
        ("mbg_nbd", (0.5248, 6.1831, 0.8914, 1.6140), -9582.14),
        ("pareto_nbd", (0.5533, 10.5777, 0.6062, 11.6687), -9594.98),
    ],
)
def test_the_published_parameters_of_cdnow(model: Model, published: tuple[float, ...], log_likelihood: float) -> None:
    found = fit_model(model, cdnow_histories(WEEK))
    assert found.values == pytest.approx(published, abs=6e-5)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=0.01)
    assert found.is_sure
    assert (found.low < found.values).all()
    assert (found.values < found.high).all()


def test_days_give_the_same_with_times_seven_times_as_long() -> None:
    weeks, days = (fit_model("bg_nbd", cdnow_histories(unit)) for unit in (WEEK, 1.0))
    assert days.values == pytest.approx(weeks.values * (1, 7, 1, 1), rel=1e-5)
    assert days.errors == pytest.approx(weeks.errors * (1, 7, 1, 1), rel=1e-3)


def test_the_published_gamma_gamma_of_cdnow() -> None:
    rows = [row for row in cdnow() if row.x > 0]
    assert sum(row.people for row in rows) == 946
    x, total = ([getattr(row, name) for row in rows for _one in range(row.people)] for name in ("x", "repeat_cents"))
    found = fit_gamma_gamma(x, np.array(total) / 100 / x)
    assert found.values == pytest.approx((6.25, 3.74, 15.44), abs=0.005)
    assert expected_amount(found.values, 0, 0) == pytest.approx(6.25 * 15.44 / 2.74, rel=5e-3)


def simulated(model: Model, seed: int, people: int = 2500) -> Histories:
    """People who buy and leave as the model says, watched for 20 to 52 weeks."""
    random = np.random.default_rng(seed)
    r, alpha, third, fourth = TRUTH[model]
    rows = []
    for age in random.uniform(20, 52, people):
        rate = random.gamma(r, 1 / alpha)
        leaves = random.beta(third, fourth)
        until = random.exponential(1 / random.gamma(third, 1 / fourth)) if model == "pareto_nbd" else np.inf
        rows.append((*_watched(random, model, rate, leaves, min(age, until)), age))
    x, last, ages = np.array(rows).T
    return Histories.of(x, last, ages)


def _watched(random: np.random.Generator, model: Model, rate: float, leaves: float, until: float) -> tuple[int, float]:
    x, last = 0, 0.0
    if model == "mbg_nbd" and random.random() < leaves:
        return x, last
    while (time := last + random.exponential(1 / rate)) < until:
        x, last = x + 1, time
        if model != "pareto_nbd" and random.random() < leaves:
            break
    return x, last


@pytest.mark.one_in(3)
@pytest.mark.parametrize("model", MODELS)
def test_a_known_truth_lies_within_the_intervals(model: Model) -> None:
    within = 0
    for seed in range(3):
        found = fit_model(model, simulated(model, seed))
        truth = np.array(TRUTH[model])
        within += int(((found.low <= truth) & (truth <= found.high)).sum())
        assert (np.abs(np.log(found.values / truth)) < 3.5 * np.sqrt(np.diag(found.covariance))).all()
    assert within >= 10


def test_known_amounts_lie_within_the_intervals() -> None:
    random = np.random.default_rng(4)
    x = random.integers(1, 8, 3000)
    scale = 1 / random.gamma(4.0, 1 / 20.0, len(x))
    spent = random.gamma(5.0 * x, scale) / x
    found = fit_gamma_gamma(x, spent)
    truth = np.array([5.0, 4.0, 20.0])
    assert ((found.low <= truth) & (truth <= found.high)).all()


@pytest.mark.parametrize(("alpha", "beta"), [(3.0, 11.0), (11.0, 3.0), (5.0, 5.0), (0.5, 400.0)])
def test_having_left_is_the_published_form(alpha: float, beta: float) -> None:
    r, s = 0.6, 0.7
    x, last, age = np.array([0.0, 1.0, 7.0, 60.0]), np.array([0.0, 2.0, 30.0, 51.0]), np.full(4, 52.0)
    found = _left_between(np.array([r, alpha, s, beta]), Histories.of(x, last, age))
    larger, second = max(alpha, beta), s + 1 if alpha >= beta else r + x
    whole = r + s + x

    def part(time: np.ndarray) -> np.ndarray:
        z = abs(alpha - beta) / (larger + time)
        return np.asarray(hyp2f1(whole, second, whole + 1, z) / (larger + time) ** whole)

    published = np.log(s / whole * (part(last) - part(age)))
    assert found == pytest.approx(published, rel=1e-7)


def test_whoever_bought_once_is_less_likely_alive_the_longer_they_are_silent() -> None:
    ages = np.array([0.0, 10.0, 50.0, 200.0])
    once = Histories.of(0, 0, ages)
    for model in ("mbg_nbd", "pareto_nbd"):
        chances = alive(model, np.array(TRUTH[model]), once)
        assert (np.diff(chances) < 0).all()
        assert chances[-1] < 0.35
    assert alive("bg_nbd", np.array(TRUTH["bg_nbd"]), once) == pytest.approx(1.0)


def test_somebody_who_was_regular_and_fell_silent_is_likely_gone() -> None:
    seen = Histories.of(20, 40, [40, 45, 60])
    for model in MODELS:
        chances = alive(model, np.array(TRUTH[model]), seen)
        assert chances[0] > 0.8
        assert chances[2] < 0.2


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("third", [0.7, 1.0, 2.5])
def test_expected_orders_are_the_integral_of_the_rate(model: Model, third: float) -> None:
    r, alpha, _third, fourth = TRUTH[model]
    values, x, age, ahead = np.array([r, alpha, third, fourth]), 4.0, 30.0, 26.0
    seen = Histories.of(x, 21.0, age)

    def rate(time: float) -> float:
        if model == "pareto_nbd":
            return (r + x) / (alpha + age) * ((fourth + age) / (fourth + age + time)) ** third
        stayed = fourth + x + (model == "mbg_nbd")
        density = lambda p: p ** (third - 1) * (1 - p) ** (stayed - 1)  # noqa: E731
        gone = lambda p: (alpha + age) ** (r + x) / (alpha + age + p * time) ** (r + x + 1)  # noqa: E731
        whole = quad(density, 0, 1)[0]
        return float((r + x) * quad(lambda p: density(p) * gone(p), 0, 1)[0] / whole)

    slow = quad(rate, 0, ahead)[0] * float(alive(model, values, seen))
    assert float(expected_orders(model, values, seen, ahead)) == pytest.approx(slow, rel=1e-5)


def test_a_chance_to_buy_is_kept_by_people_who_follow_the_model() -> None:
    values = np.array(TRUTH["mbg_nbd"])
    random = np.random.default_rng(11)
    given, bought = [], []
    for _one in range(6000):
        rate, leaves = random.gamma(values[0], 1 / values[1]), random.beta(values[2], values[3])
        x, last, is_gone = 0, 0.0, random.random() < leaves
        time = np.inf if is_gone else random.exponential(1 / rate)
        while time < 30:
            x, last = x + 1, time
            is_gone = random.random() < leaves
            time = np.inf if is_gone else time + random.exponential(1 / rate)
        given.append(float(chance_to_buy(values, Histories.of(x, last, 30.0), 20.0)))
        bought.append(time < 50)
    for low, high in ((0.0, 0.1), (0.1, 0.3), (0.3, 0.6), (0.6, 1.0)):
        here = [(chance, came) for chance, came in zip(given, bought, strict=True) if low <= chance < high]
        rate = np.mean([came for _chance, came in here])
        assert np.mean([chance for chance, _came in here]) == pytest.approx(rate, abs=3.5 * 0.5 / len(here) ** 0.5)
