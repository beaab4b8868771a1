"""The edges of chances to order: how old, how many, and how near is enough."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from insight.analysis.predict.enough import check_can_be_tried, check_is_old_enough
from insight.analysis.predict.features import FEATURES
from insight.analysis.predict.findings import is_near
from insight.analysis.predict.models import learn
from insight.errors import NotEnoughDataError

AS_OF = dt.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("customers", "days", "is_enough"), [(100, 90, True), (100, 89, False), (99, 90, False), (101, 91, True)]
)
def test_a_hundred_people_and_three_spans_are_enough(customers: int, days: int, is_enough: bool) -> None:
    first_on = AS_OF - dt.timedelta(days=days)
    if is_enough:
        check_is_old_enough(customers, first_on, AS_OF, 30)
        return
    with pytest.raises(NotEnoughDataError):
        check_is_old_enough(customers, first_on, AS_OF, 30)


@pytest.mark.parametrize(
    ("people", "came", "is_enough"),
    [(100, 20, True), (100, 19, False), (100, 80, True), (100, 81, False), (99, 40, False)],
)
def test_twenty_of_either_outcome_among_a_hundred_can_be_tried(people: int, came: int, is_enough: bool) -> None:
    rows = pd.DataFrame({"came": [1] * came + [0] * (people - came)})
    if is_enough:
        check_can_be_tried(rows, 30)
        return
    with pytest.raises(NotEnoughDataError):
        check_can_be_tried(rows, 30)


@pytest.mark.parametrize(("expected", "near"), [(125.0, True), (125.1, False), (75.0, True), (74.9, False)])
def test_a_quarter_more_or_less_than_came_is_still_near(expected: float, near: bool) -> None:
    models = pd.DataFrame([{"expected": expected, "came": 100, "is_used": True}])
    told: Any = SimpleNamespace(models=models)
    assert is_near(told) is near


def people_of_a_day(random: np.random.Generator, share: float) -> pd.DataFrame:
    """Two hundred people of whom as many come whatever is known of them."""
    rows = {name: random.integers(1, 40, 200) for name in FEATURES}
    digits = [format(number, "02x") for number in random.integers(0, 256, 200)]
    return pd.DataFrame(rows).assign(digits=digits, came=(np.arange(200) < 200 * share).astype(int), known=90)


def test_one_unusual_day_does_not_set_the_chances_the_latest_neither() -> None:
    """Of four days 10, 30, 30 and 30 % came, the latest first: 25 % on average, and the first stands apart."""
    random = np.random.default_rng(5)
    days = [people_of_a_day(random, share) for share in (0.1, 0.3, 0.3, 0.3)]
    learnt = learn(people_of_a_day(random, 0.3), days, None, 30)
    given = learnt.chances("boosting", pd.concat(days))
    assert given.mean() == pytest.approx(0.25, abs=0.02)
    unusual, *usual = learnt.drifts["boosting"].curves
    assert unusual.slope * -1.1 + unusual.shift < min(curve.slope * -1.1 + curve.shift for curve in usual) - 0.5
