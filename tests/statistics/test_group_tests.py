"""Tests of groups and weighted answers, against scipy, statsmodels and tables by hand."""

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.oneway import anova_oneway

from insight.statistics.group_tests import differ_in_counts, differ_in_means, differ_in_ranks, games_howell
from insight.statistics.weighted import effective_n, mean_of, net_score, share_bounds

RANDOM = np.random.default_rng(7)
SAMPLES = [RANDOM.normal(mean, spread, size) for mean, spread, size in ((3, 1, 40), (3.6, 2, 25), (3.1, 0.5, 60))]
MOMENTS = tuple(
    [float(moment(sample)) for sample in SAMPLES] for moment in (np.mean, lambda one: np.var(one, ddof=1), len)
)


def test_a_large_table_is_compared_by_chi_square_with_cramers_v() -> None:
    table = [[30, 20, 10], [10, 25, 40]]
    known = stats.chi2_contingency(table, correction=False)
    found = differ_in_counts(table)
    assert found.name == "chi2"
    assert found[1:4] == pytest.approx((known.statistic, known.dof, known.pvalue), rel=1e-9)
    assert found.effect == pytest.approx(stats.contingency.association(table, method="cramer"), rel=1e-9)


def test_two_by_two_with_few_expected_is_fishers() -> None:
    found = differ_in_counts([[8, 2], [1, 5]])
    assert (found.name, found.p_value) == ("fisher", pytest.approx(0.034965034965034975))


def test_a_larger_table_with_few_expected_is_shuffled_and_near_the_exact_answer() -> None:
    table = [[5, 1, 0], [1, 3, 2], [0, 1, 4]]
    found = differ_in_counts(table)
    exact = stats.fisher_exact(table, method=stats.PermutationMethod(n_resamples=20_000, rng=1)).pvalue
    assert found.name == "permutation"
    assert found.p_value == pytest.approx(exact, abs=0.02)


@pytest.mark.parametrize("table", [[[3, 0], [4, 0]], [[3, 4], [0, 0]], [[5, 5]]])
def test_nothing_to_compare_has_no_p_value(table: list[list[int]]) -> None:
    assert np.isnan(differ_in_counts(table).p_value)


def test_four_fifths_of_cells_of_five_are_enough_and_fewer_are_not() -> None:
    assert differ_in_counts([[20, 20, 20, 20, 4], [20, 20, 20, 20, 4]]).name == "chi2"
    assert differ_in_counts([[20, 20, 20, 4, 4], [20, 20, 20, 4, 4]]).name == "permutation"


def test_means_are_compared_as_welch_does() -> None:
    known = anova_oneway(SAMPLES, use_var="unequal")
    found = differ_in_means(*MOMENTS)
    assert found[1:4] == pytest.approx((known.statistic, known.df_denom, known.pvalue), rel=1e-6)


def test_with_two_groups_welchs_f_is_the_square_of_his_t() -> None:
    known = stats.ttest_ind(SAMPLES[0], SAMPLES[1], equal_var=False)
    found = differ_in_means(*(part[:2] for part in MOMENTS))
    assert found[1:4] == pytest.approx((known.statistic**2, known.df, known.pvalue), rel=1e-9)


def test_pairs_of_means_by_games_and_howell() -> None:
    found = games_howell(*MOMENTS)
    one, other = SAMPLES[0], SAMPLES[1]
    parts = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    df = sum(parts) ** 2 / (parts[0] ** 2 / (len(one) - 1) + parts[1] ** 2 / (len(other) - 1))
    q = abs(one.mean() - other.mean()) / np.sqrt(sum(parts) / 2)
    assert found[0, 1] == found[1, 0] == pytest.approx(float(stats.studentized_range.sf(q, 3, df)), rel=1e-9)
    assert np.isnan(found.diagonal()).all()


def test_two_groups_by_games_and_howell_are_welchs_t() -> None:
    known = stats.ttest_ind(SAMPLES[0], SAMPLES[1], equal_var=False).pvalue
    assert games_howell(*(part[:2] for part in MOMENTS))[0, 1] == pytest.approx(known, rel=1e-4)


def test_places_on_a_scale_by_kruskal_and_wallis() -> None:
    table = [[5, 9, 3], [1, 4, 8]]
    groups = [np.repeat([1, 2, 3], row) for row in table]
    known = stats.kruskal(*groups)
    assert differ_in_ranks(table)[1:4] == pytest.approx((known.statistic, 1, known.pvalue), rel=1e-9)


def test_equal_weights_are_as_many_answers_as_there_are() -> None:
    assert effective_n(12.0, 12.0) == 12
    assert effective_n(4 * 0.5, 4 * 0.25) == pytest.approx(4)
    assert effective_n(3.0, 5.0) == pytest.approx(1.8)
    assert effective_n(0.0, 0.0) == 0


def test_the_mean_of_equal_weights_is_students() -> None:
    marks = np.array([1, 2, 2, 5, 4])
    values, counts = np.unique(marks, return_counts=True)
    known = stats.t.interval(0.95, 4, marks.mean(), stats.sem(marks))
    assert mean_of(values, counts, counts) == pytest.approx((marks.mean(), *known), rel=1e-9)


def test_one_answer_has_a_mean_and_no_interval() -> None:
    mean, low, high = mean_of([4], [1], [1])
    assert (mean, np.isnan(low), np.isnan(high)) == (4, True, True)
    assert np.isnan(mean_of([4], [0], [0]).mean)


def test_the_score_of_promoters_has_the_margin_of_a_variable_of_one_nought_and_minus_one() -> None:
    marks = np.array([1] * 50 + [0] * 30 + [-1] * 20)
    half = 1.959963984540054 * marks.std() / 10
    assert net_score(0.5, 0.2, 100) == pytest.approx((0.3 - half, 0.3 + half))
    assert net_score(0.5, 0.2, 0) == (None, None)


def test_a_share_of_an_effective_number_lies_in_its_interval() -> None:
    low, high = share_bounds(0.25, 40)
    known = stats.binomtest(10, 40).proportion_ci(method="wilson")
    assert (float(low), float(high)) == pytest.approx((known.low, known.high))
