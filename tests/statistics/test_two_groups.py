"""Comparisons of two groups, against statsmodels and scipy."""

import math
from random import Random

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from scipy.stats import ttest_ind
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_effectsize
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from insight.statistics.differences import Changes, difference_in_differences
from insight.statistics.power import (
    dealt_as_planned,
    lowest_rate_seen,
    people_for_means,
    people_for_rates,
    smallest_seen,
)
from insight.statistics.strata import Stratum, matched, standardised
from insight.statistics.two_groups import Moments, RatioSums, means_apart, normal, ratios_apart, shares_apart

_EXACT = 1e-6


def moments(values: "np.ndarray") -> Moments:
    return Moments(len(values), float(values.sum()), float((values**2).sum()))


@pytest.mark.parametrize(("x", "n", "y", "m"), [(35, 400, 12, 400), (18, 273, 15, 273), (0, 40, 3, 35), (7, 7, 2, 90)])
def test_newcombes_interval_is_that_of_statsmodels(x: int, n: int, y: int, m: int) -> None:
    found = shares_apart(x, n, y, m)
    low, high = confint_proportions_2indep(x, n, y, m, method="newcomb", compare="diff")
    assert (found.low, found.high) == pytest.approx((low, high), abs=_EXACT)
    assert found.value == pytest.approx(x / n - y / m)


def test_welch_is_that_of_scipy_and_its_interval_that_of_statsmodels() -> None:
    draw = np.random.default_rng(3)
    one, two = draw.gamma(1.0, 90, 61), draw.gamma(2.0, 30, 45)
    found = means_apart(moments(one), moments(two))
    assert found.p == pytest.approx(ttest_ind(one, two, equal_var=False).pvalue, abs=_EXACT)
    ends = CompareMeans(DescrStatsW(one), DescrStatsW(two)).tconfint_diff(usevar="unequal")
    assert (found.low, found.high) == pytest.approx(ends, abs=_EXACT)


def test_groups_in_which_nobody_differs_are_equal_or_apart_for_certain() -> None:
    assert means_apart(Moments(5, 0, 0), Moments(9, 0, 0)).direction == 0
    assert means_apart(Moments(5, 5, 5), Moments(9, 0, 0)).direction == 1


def test_one_person_is_compared_with_nobody() -> None:
    assert math.isnan(means_apart(Moments(1, 5, 25), Moments(9, 0, 0)).value)
    assert math.isnan(shares_apart(0, 0, 1, 3).value)
    assert shares_apart(0, 0, 1, 3).direction == 0


def test_direction_asks_interval_and_p_value() -> None:
    assert [
        shares_apart(*counts).direction for counts in ((35, 400, 12, 400), (12, 400, 35, 400), (18, 273, 15, 273))
    ] == [
        1,
        -1,
        0,
    ]


def test_the_delta_method_is_the_clustered_regression_on_orders() -> None:
    """A basket (money by orders) is a weighted regression whose clusters are people: HC0 by person, without factors."""
    random = Random(5)
    rows = [
        {"person": f"{arm}{number}", "arm": arm, "money": random.gauss(100 + 20 * arm, 30)}
        for arm in (0, 1)
        for number in range(40)
        for _order in range(random.randint(1, 4))
    ]
    frame = pd.DataFrame(rows)
    people = frame.groupby(["arm", "person"]).agg(money=("money", "sum"), orders=("money", "size"))
    sums = {
        arm: RatioSums(
            n=len(part),
            over=part["money"].sum(),
            under=part["orders"].sum(),
            over_squares=(part["money"] ** 2).sum(),
            under_squares=(part["orders"] ** 2).sum(),
            products=(part["money"] * part["orders"]).sum(),
        )
        for arm, part in people.groupby(level="arm")
    }
    found = ratios_apart(sums[1], sums[0])
    codes = frame["person"].astype("category").cat.codes
    plain = smf.ols("money ~ arm", frame).fit(cov_type="cluster", cov_kwds={"groups": codes, "use_correction": False})
    assert found.value == pytest.approx(plain.params["arm"], abs=_EXACT)
    assert found.error**2 == pytest.approx(plain.bse["arm"] ** 2 * 40 / 39, abs=_EXACT)


def test_difference_in_differences_is_the_clustered_regression_of_statsmodels() -> None:
    draw = np.random.default_rng(11)
    before, after = draw.poisson(1.0, 130).astype(float), draw.poisson(1.4, 130).astype(float)
    treated = np.arange(130) < 50
    found = difference_in_differences(*(_changes(before[arm], after[arm]) for arm in (treated, ~treated)))
    panel = pd.DataFrame(
        {
            "y": np.concatenate([before, after]),
            "post": np.repeat([0, 1], 130),
            "treated": np.tile(treated.astype(int), 2),
            "person": np.tile(np.arange(130), 2),
        }
    )
    fit = smf.ols("y ~ treated * post", panel).fit(cov_type="cluster", cov_kwds={"groups": panel["person"]})
    assert found.value == pytest.approx(fit.params["treated:post"], abs=_EXACT)
    assert found.error == pytest.approx(fit.bse["treated:post"], abs=_EXACT)
    assert found.p == pytest.approx(fit.pvalues["treated:post"], abs=_EXACT)
    assert (found.low, found.high) == pytest.approx(tuple(fit.conf_int().loc["treated:post"]), abs=_EXACT)


def _changes(before: "np.ndarray", after: "np.ndarray") -> Changes:
    sums = before.sum(), after.sum(), (before**2).sum(), (after**2).sum(), (before * after).sum()
    return Changes(len(before), *(float(value) for value in sums))


def test_within_strata_the_others_are_weighted_as_the_group_is_spread() -> None:
    strata = [
        Stratum(Moments(30, 15, 15), Moments(100, 40, 40)),
        Stratum(Moments(10, 1, 1), Moments(300, 15, 15)),
        Stratum(Moments(5, 5, 5), Moments(1, 0, 0)),
    ]
    found = matched(strata)
    assert (found.compared, found.left_out) == (40, 5)
    assert found.group_mean == pytest.approx(16 / 40)
    assert found.other_mean == pytest.approx(0.75 * 0.4 + 0.25 * 0.05)
    errors = [0.75**2 * (7.5 / 29 / 30 + 24 / 99 / 100), 0.25**2 * (0.9 / 9 / 10 + 14.25 / 299 / 300)]
    assert found.difference.error == pytest.approx(math.sqrt(sum(errors)))
    assert found.difference.value == pytest.approx(0.0875)


def test_a_stratum_where_nobody_bought_is_not_thereby_certain() -> None:
    strata = [Stratum(Moments(3, 0, 0), Moments(3, 0, 0)), Stratum(Moments(20, 10, 10), Moments(20, 10, 10))]
    own = matched(strata[1:]).difference.error * 20 / 23
    assert matched(strata).difference.error > own


def test_nobody_alike_is_said_to_be_unknown() -> None:
    found = matched([Stratum(Moments(9, 3, 3), Moments(1, 0, 0))])
    assert math.isnan(found.difference.value)
    assert (found.compared, found.left_out) == (0, 9)


def test_standardised_difference() -> None:
    assert standardised(Moments(4, 8, 18), Moments(4, 4, 6)) == pytest.approx(1 / math.sqrt((2 / 3 + 2 / 3) / 2))
    assert standardised(Moments(4, 4, 4), Moments(4, 4, 4)) == 0
    assert standardised(Moments(4, 4, 4), Moments(4, 0, 0)) == math.inf


def test_power_is_that_of_statsmodels() -> None:
    rate = lowest_rate_seen(0.03, 400, 250)
    assert rate is not None
    size = proportion_effectsize(rate, 0.03)
    power = NormalIndPower().power(size, 400, 0.05, ratio=250 / 400, alternative="two-sided")
    assert power == pytest.approx(0.8, abs=1e-5)
    people = people_for_rates(0.05, 0.06)
    exact = NormalIndPower().solve_power(proportion_effectsize(0.06, 0.05), None, 0.05, 0.8, alternative="larger")
    both = NormalIndPower().power(proportion_effectsize(0.06, 0.05), people, 0.05, alternative="two-sided")
    assert both == pytest.approx(0.8, abs=_EXACT)
    assert people > exact
    means = people_for_means(5.0, 40.0)
    assert NormalIndPower().power(5 / 40, means, 0.05, alternative="two-sided") == pytest.approx(0.8, abs=_EXACT)
    assert people_for_rates(0.1, 0.1) == math.inf


def test_the_smallest_effect_seen_is_found_four_times_of_five() -> None:
    error = 0.013
    draw = np.random.default_rng(2).normal(smallest_seen(error), error, 20000)
    seen = np.mean([normal(float(value), error).direction for value in draw])
    assert seen == pytest.approx(0.8, abs=0.01)


def test_arms_of_other_sizes_than_planned_are_told() -> None:
    assert dealt_as_planned([500, 500], [0.5, 0.5]) == 1
    assert dealt_as_planned([821, 702], [1, 1]) == pytest.approx(0.0023, abs=5e-5)
    assert dealt_as_planned([900, 100], [9, 1]) == 1
    assert dealt_as_planned([900, 200], [9, 1]) < 0.0005


def test_an_unknown_error_makes_an_unknown_difference() -> None:
    assert math.isnan(normal(1.0, float("nan")).low)
