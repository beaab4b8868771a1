"""Parameters and cells that movement, sandbox and setups cannot use are refused with a sentence."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.rfm_movement import RfmMovementParams, RfmMovementResult, rfm_movement
from insight.analysis.rfm_sandbox import RfmSandboxParams, rfm_sandbox
from insight.errors import ParameterError
from insight.warehouse import DuckWarehouse
from tests.workspaces import order, workspace

AS_OF = dt.date(2025, 7, 1)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    folder: Path = tmp_path_factory.mktemp("shop")
    return workspace(folder, orders=[order("ann", "2025-01-01", 5), order("bob", "2025-06-30", 5)])


@pytest.fixture(scope="module")
def result(shop: DuckWarehouse) -> RfmMovementResult:
    return rfm_movement(shop, RfmMovementParams(as_of=AS_OF, currency="CNY", over_time=False))


def test_thirty_days_earlier_is_the_day_compared_with_when_none_is_given(shop: DuckWarehouse) -> None:
    assert RfmMovementParams(as_of=AS_OF, currency="CNY").before == dt.date(2025, 6, 1)
    found = make_params("rfm_movement", {"scheme": "eight", "before": "2025-05-05"}, shop)
    assert found == RfmMovementParams(as_of=AS_OF, currency="CNY", before=dt.date(2025, 5, 5), scheme="eight")


def test_the_span_before_is_as_long_as_the_span_compared() -> None:
    params = RfmMovementParams(as_of=AS_OF, before=dt.date(2025, 5, 1), currency="CNY")
    assert (params.span_days, params.reference) == (61, dt.date(2025, 3, 1))


def test_the_days_over_time_are_firsts_of_months_and_the_two_days() -> None:
    days = RfmMovementParams(as_of=dt.date(2025, 7, 15), before=dt.date(2025, 6, 15), currency="CNY").days()
    assert (len(days), days[0], days[-3:]) == (
        15,
        dt.date(2024, 7, 1),
        (dt.date(2025, 6, 15), dt.date(2025, 7, 1), dt.date(2025, 7, 15)),
    )
    long_ago = RfmMovementParams(as_of=AS_OF, before=dt.date(2020, 3, 3), currency="CNY").days()
    assert (len(long_ago), long_ago[0], long_ago[-1]) == (14, dt.date(2020, 3, 3), AS_OF)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"before": AS_OF}, "The parameter before cannot be used — 2025-07-01 — Give a day before 1 Jul 2025"),
        ({"before": "2025"}, "The parameter before cannot be used — 2025 — Give a day such as 2025-12-31"),
        ({"scheme": "nine"}, "The parameter scheme cannot be used — nine — Give one of eleven, eight"),
        (
            {"boundaries": "mine"},
            "The parameter boundaries cannot be used — mine — Give one of fixed_from_before, each_day",
        ),
        ({"bins": 9}, "The parameter bins cannot be used — 9 — Give a whole number from 2 to 7"),
        (
            {"since": dt.date(2025, 6, 1)},
            "The parameter since cannot be used — 2025-06-01 — Give a day before 1 Jun 2025",
        ),
        (
            {"order_cuts": (2, 3)},
            "The parameter order_cuts cannot be used — (2, 3) — "
            "Give method fixed with it: quantiles are cut where the buyers are",
        ),
    ],
)
def test_a_wrong_parameter_is_refused_with_what_to_give(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ParameterError) as refused:
        RfmMovementParams(**{"as_of": AS_OF, "currency": "CNY"} | given)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({}, "The parameter cell cannot be used —  — Give from_group, to_group or moved"),
        (
            {"moved": "sideways"},
            "The parameter moved cannot be used — sideways — Give one of stayed, up, down, entered",
        ),
        (
            {"day": "2025-07-02", "group": "new"},
            "The parameter day cannot be used — 2025-07-02 — Give a day up to 1 Jul 2025",
        ),
        ({"day": "soon", "group": "new"}, "The parameter day cannot be used — soon — Give a day up to 1 Jul 2025"),
    ],
)
def test_a_cell_that_does_not_exist_is_refused(result: RfmMovementResult, cell: dict[str, Any], said: str) -> None:
    with pytest.raises(ParameterError) as refused:
        result.segment(**cell)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    "cell", [{"from_group": "whales"}, {"to_group": "prospects"}, {"day": AS_OF, "group": "whales"}]
)
def test_a_name_that_does_not_exist_is_refused_with_those_there_are(
    result: RfmMovementResult, cell: dict[str, Any]
) -> None:
    with pytest.raises(ParameterError, match="one of champions, loyal"):
        result.segment(**cell)


def test_a_segment_says_who_it_is(result: RfmMovementResult) -> None:
    segment = result.segment(from_group="champions", to_group="at_risk")
    assert segment.sentence.render("en") == "RFM Champions → At risk, from 31 May 2025 to 30 Jun 2025"
    assert segment.sentence.render("zh_CN") == "RFM 冠军客户 → 流失预警客户，2025-05-31 至 2025-06-30"
    assert (segment.analysis, segment.as_of) == ("rfm_movement", AS_OF)
    assert (segment.parameters["before"], segment.parameters["to_group"]) == (dt.date(2025, 6, 1), "at_risk")
    assert "moved" not in segment.parameters
    silent = result.segment(from_group="champions", silent=True)
    assert silent.sentence.render("en") == (
        "RFM Champions → any group, without an order in between, from 31 May 2025 to 30 Jun 2025"
    )
    assert result.segment(moved="up").sentence.render("en") == (
        "RFM all groups, those who moved up, from 31 May 2025 to 30 Jun 2025"
    )
    assert result.segment(group="new", day="2025-03-01").sentence.render("en") == (
        "RFM New, as of 28 Feb 2025, by the boundaries of 31 May 2025"
    )


def test_the_setup_tried_is_the_one_at_hand_where_nothing_is_said() -> None:
    params = RfmSandboxParams(as_of=AS_OF, currency="CNY", bins=3, method="fixed", order_cuts=(2, 9))
    assert params.tried() == params.current()
    assert RfmSandboxParams(as_of=AS_OF, currency="CNY", new_method="fixed").tried().order_cuts == (2, 3, 5, 10)
    with pytest.raises(ParameterError, match="rising values above zero"):
        RfmSandboxParams(as_of=AS_OF, currency="CNY", new_method="fixed", new_order_cuts=(3, 3, 4, 5))


@pytest.mark.parametrize("cell", [{}, {"from_group": "prospects"}, {"moved": "entered"}])
def test_a_cell_that_the_sandbox_does_not_have_is_refused(shop: DuckWarehouse, cell: dict[str, Any]) -> None:
    result = rfm_sandbox(shop, RfmSandboxParams(as_of=AS_OF, currency="CNY"))
    with pytest.raises(ParameterError):
        result.segment(**cell)
