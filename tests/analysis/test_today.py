"""What is worth a look today, of the findings of all analyses."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import ANALYSES, make_params
from insight.analysis.today import Thing, spent, things, worth_a_look
from insight.i18n import _
from insight.results import Finding, Watch
from insight.segments import Segment
from tests.sample_brand import sample_brand
from tests.workspaces import order, workspace


def segment(statement: str = "SELECT 'a' AS customer_id") -> Segment:
    return Segment(sentence=_("Everybody"), statement=statement, values={}, as_of=dt.date(2025, 2, 1), analysis="test")


def finding(watch: Watch | None = "passes", *, certain: bool = True, cell: Any = None) -> Finding:
    return Finding(
        text=_("Everybody"),
        value=1.0,
        n=100,
        certain=certain,
        cell={"a": 1} if cell is None else cell or None,
        watch=watch,
    )


def thing(name: str, watch: Watch, net_amount: float, customers: int = 1) -> Thing:
    return Thing(name=name, finding=finding(watch), segment=segment(), customers=customers, net_amount=net_amount)


class Found:
    """A result with these findings."""

    def __init__(self, *findings: Finding) -> None:
        self._findings = list(findings)

    def findings(self) -> list[Finding]:
        return self._findings

    def segment(self, **_cell: Any) -> Segment:
        return segment()


def test_what_differs_stands_first_then_most_money() -> None:
    found = [thing("rfm", "passes", 100), thing("refill", "passes", 300), thing("retention", "differs", 10)]
    assert [each.name for each in worth_a_look(found)] == ["retention", "refill", "rfm"]


def test_each_analysis_has_one_and_its_own_order_decides() -> None:
    found = [
        thing("retention", "passes", 900),
        thing("retention", "differs", 10, customers=226),
        thing("retention", "differs", 20, customers=250),
    ]
    assert [each.customers for each in worth_a_look(found)] == [226]


def test_there_are_three_at_most() -> None:
    found = [thing(name, "passes", amount) for amount, name in enumerate("abcde")]
    assert [each.name for each in worth_a_look(found)] == ["e", "d", "c"]


def test_only_what_is_sure_has_people_and_asks_for_a_look() -> None:
    result: Any = Found(finding(), finding(None), finding(certain=False), finding(cell={}))
    assert len(things("rfm", result, lambda _segment: (3, 5.0))) == 1


def test_money_is_what_the_people_spent_before_the_day_in_the_currency(tmp_path: Path) -> None:
    shop = workspace(
        tmp_path,
        orders=[
            order("a", "2025-01-31T23:59:59", 10),
            order("a", "2025-01-02", 5),
            order("a", "2025-02-01T00:00:00", 100),
            order("a", "2025-01-03", 7, currency="USD"),
            order("b", "2025-01-03", 50),
        ],
    )
    people = segment("SELECT DISTINCT customer_id FROM core.orders WHERE order_amount < 50 AND order_amount > 4")
    assert spent(shop, people, "CNY") == (1, 15.0)
    assert spent(shop, segment("SELECT 'nobody' AS customer_id"), "CNY") == (1, 0.0)


WITHOUT = {
    "customer": "is about one person",
    "quality": "has a page of its own",
    "survey_waves": "one wave in the sample",
}


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", [name for name in ANALYSES if name not in WITHOUT])
def test_only_analyses_that_are_watched_ask_for_a_look(name: str) -> None:
    brand = sample_brand()
    found = ANALYSES[name].run(brand, make_params(name, {}, brand)).findings()
    assert ANALYSES[name].is_watched or not any(one.watch for one in found)


def test_each_watched_analysis_asks_for_a_look_at_the_sample_brand() -> None:
    brand, watched = sample_brand(), [one for one in ANALYSES.values() if one.is_watched]
    asking = [
        one.name for one in watched if any(f.watch for f in one.run(brand, make_params(one.name, {}, brand)).findings())
    ]
    assert asking == [one.name for one in watched if one.name != "campaigns"], "nobody is above the cap"
    pressed = ANALYSES["campaigns"].run(brand, make_params("campaigns", {"cap": 1, "cap_days": 365}, brand))
    assert any(finding.watch for finding in pressed.findings())
