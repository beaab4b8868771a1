"""Parameters that RFM cannot use are refused with a sentence."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis.rfm import DEFAULT_AMOUNTS, DEFAULT_DAYS, DEFAULT_ORDERS, RfmParams, RfmResult, rfm
from insight.errors import ParameterError
from tests.workspaces import order, workspace

AS_OF = dt.date(2025, 7, 1)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RfmResult:
    folder: Path = tmp_path_factory.mktemp("shop")
    return rfm(workspace(folder, orders=[order("ann", "2025-06-01", 5)]), RfmParams(as_of=AS_OF, currency="CNY"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"bins": 1}, "The parameter bins cannot be used — 1 — Give a whole number from 2 to 7"),
        ({"bins": 8}, "The parameter bins cannot be used — 8 — Give a whole number from 2 to 7"),
        ({"method": "ntile"}, "The parameter method cannot be used — ntile — Give one of quantile, fixed"),
        ({"currency": "yuan"}, "The parameter currency cannot be used — yuan — Give an ISO 4217 code such as CNY"),
        ({"as_of": "2025-07-01"}, "The parameter as_of cannot be used — 2025-07-01 — Give a day such as 2025-12-31"),
        ({"since": AS_OF}, "The parameter since cannot be used — 2025-07-01 — Give a day before 1 Jul 2025"),
        (
            {"method": "fixed", "recency_day_cuts": (30, 90)},
            "The parameter recency_day_cuts cannot be used — [30, 90] — "
            "Give rising values above zero, one fewer than bins: 4",
        ),
        (
            {"method": "fixed", "bins": 3, "order_cuts": (3, 3)},
            "The parameter order_cuts cannot be used — [3, 3] — Give rising values above zero, one fewer than bins: 2",
        ),
        (
            {"method": "fixed", "bins": 2, "amount_cuts": (0.0,)},
            "The parameter amount_cuts cannot be used — [0.0] — Give rising values above zero, one fewer than bins: 1",
        ),
        (
            {"order_cuts": (2, 3, 4, 5)},
            "The parameter order_cuts cannot be used — (2, 3, 4, 5) — "
            "Give method fixed with it: quantiles are cut where the buyers are",
        ),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_to_give(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ParameterError) as refused:
        RfmParams(**{"as_of": AS_OF, "currency": "CNY"} | given)
    assert str(refused.value) == said


@pytest.mark.parametrize("bins", range(2, 8))
def test_fixed_cut_offs_have_defaults_for_every_number_of_bins(bins: int) -> None:
    params = RfmParams(as_of=AS_OF, currency="CNY", bins=bins, method="fixed")
    assert params.recency_day_cuts == DEFAULT_DAYS[bins]
    assert params.order_cuts == DEFAULT_ORDERS[bins]
    assert params.amount_cuts == DEFAULT_AMOUNTS[bins]


def test_equal_parameters_are_one_key() -> None:
    one, same = (RfmParams(as_of=AS_OF, currency="CNY", method="fixed") for _ in range(2))
    assert {one: 1}[same] == 1


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({}, "The parameter cell cannot be used —  — Give scores r, f, m or a group"),
        ({"r": 6, "f": 1}, "The parameter r cannot be used — 6 — Give a score from 1 to 5"),
        ({"r": 0}, "The parameter r cannot be used — 0 — Give a score from 1 to 5"),
        (
            {"group": "prospects", "r": 5},
            "The parameter group cannot be used — prospects — "
            "Give prospects alone: people without orders have no scores",
        ),
    ],
)
def test_a_cell_that_does_not_exist_is_refused(result: RfmResult, cell: dict[str, Any], said: str) -> None:
    with pytest.raises(ParameterError) as refused:
        result.segment(**cell)
    assert str(refused.value) == said


def test_an_unknown_group_is_refused_with_the_names_there_are(result: RfmResult) -> None:
    with pytest.raises(ParameterError, match="one of key_value, key_develop"):
        result.segment(group="whales", scheme="eight")
    with pytest.raises(ParameterError, match="one of champions, loyal"):
        result.segment(group="key_value", scheme="eleven")


def test_a_segment_says_who_it_is(result: RfmResult) -> None:
    cell = result.segment(r=1, f=1)
    assert cell.sentence.render("en") == "RFM Dormant (R1F1), orders in Chinese Yuan, as of 30 Jun 2025"
    assert cell.sentence.render("zh_CN") == "RFM 沉睡客户（R1F1），人民币订单，截至 2025-06-30"
    named = result.segment(group="at_risk")
    assert named.sentence.render("en") == "RFM At risk, orders in Chinese Yuan, as of 30 Jun 2025"
    assert (named.analysis, named.as_of) == ("rfm", AS_OF)
    assert named.parameters["bins"] == 5
    assert named.parameters["eleven"] == "at_risk"
