"""A manager sees no number about one to four people, nor one that gives it away."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from insight.govern.small_cells import TOO_FEW, hide_few, is_few, without_small_cells
from insight.i18n import _
from insight.i18n.text import format_value
from insight.results import Finding


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, False), (1, True), (4, True), (5, False), (np.int64(3), True), (None, False), (2.0, True)],
)
def test_one_to_four_people_are_few(number: object, expected: bool) -> None:
    assert is_few(number) is expected


def test_a_hidden_number_is_undefined_and_shown_as_a_dash() -> None:
    assert pd.isna(TOO_FEW)
    assert not TOO_FEW
    assert int(TOO_FEW) == 0
    assert format_value(TOO_FEW, "count", "en") == "–"


def shown(frame: pd.DataFrame, column: str = "customers") -> list[object]:
    return [None if pd.isna(value) else value for value in frame[column]]


def frame(*customers: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group": [f"g{place}" for place in range(len(customers))],
            "r": range(len(customers)),
            "customers": customers,
            "orders": [number * 2 for number in customers],
            "net_amount": [number * 10.0 for number in customers],
            "share": [number / sum(customers) for number in customers],
        }
    )


def test_the_measures_of_a_small_cell_are_hidden_and_its_names_and_zeros_stay() -> None:
    found = hide_few(frame(10, 3, 0, 4, 20))
    assert shown(found) == [10, None, 0, None, 20]
    for column in ("orders", "net_amount", "share"):
        assert [pd.isna(value) for value in found[column]] == [False, True, False, True, False]
    assert found["group"].tolist() == [f"g{place}" for place in range(5)]
    assert found["r"].tolist() == [0, 1, 2, 3, 4]


def test_a_single_hidden_cell_of_a_known_total_takes_the_next_smallest_with_it() -> None:
    assert shown(hide_few(frame(10, 3, 7, 20), {40})) == [10, None, None, 20]
    assert shown(hide_few(frame(10, 3, 7, 20), {41})) == [10, None, 7, 20]
    assert shown(hide_few(frame(10, 3, 0, 20), {33})) == [None, None, 0, 20]
    assert shown(hide_few(frame(10, 3, 4, 20), {37})) == [10, None, None, 20]


def test_parts_of_a_frame_that_add_up_to_something_known_are_looked_at_by_themselves() -> None:
    both = pd.concat([frame(10, 3, 7).assign(scheme="a"), frame(8, 12).assign(scheme="b")], ignore_index=True)
    assert shown(hide_few(both, {20})) == [10, None, None, 8, 12]


def test_a_small_base_hides_the_rate() -> None:
    rates = pd.DataFrame({"step": [1, 2], "rate": [0.5, 0.25], "n": [100, 4], "low": [0.4, 0.0]})
    found = hide_few(rates)
    assert shown(found, "rate") == [0.5, None]
    assert shown(found, "low") == [0.4, None]
    assert found["step"].tolist() == [1, 2]


def test_a_frame_without_people_or_without_small_cells_is_left_as_it_is() -> None:
    for untouched in (pd.DataFrame({"a": [1, 2]}), frame(5, 6), frame(5, 6).iloc[:0]):
        assert hide_few(untouched) is untouched


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    params: int
    buyers: int
    prospects: int
    bins: int
    cells: pd.DataFrame

    def findings(self) -> list[Finding]:
        return [
            Finding(text=_("{customers:count} people", customers=3), value=3, n=50),
            Finding(text=_("{n:count} people", n=50), value=50, n=50),
            Finding(text=_("{n:count} people", n=50), value=50, n=4),
        ]

    def double(self) -> int:
        return self.buyers * 2


def test_a_result_keeps_its_form_and_loses_what_is_small() -> None:
    result = Result(params=3, buyers=40, prospects=2, bins=3, cells=frame(10, 3, 7, 20))
    found = without_small_cells(result)
    assert isinstance(found, Result)
    assert (found.params, found.buyers, found.bins, found.double()) == (3, 40, 3, 80)
    assert pd.isna(found.prospects)
    assert shown(found.cells) == [10, None, None, 20]
    assert [finding.n for finding in found.findings()] == [50]
    assert dict(found.findings()[0].text.values) == {"n": 50}
    assert shown(result.cells) == [10, 3, 7, 20]


def test_anything_that_is_no_result_is_left_as_it_is() -> None:
    for other in (3, "x", [1], {"a": 1}, frame(3)):
        assert without_small_cells(other) is other


def test_few_people_who_can_be_reached_are_hidden_in_a_large_cell_too() -> None:
    frame = pd.DataFrame({"group": ["a", "b"], "customers": [40, 3], "phone": [12, 3], "consent": [2, 1], "r": [5, 4]})
    hidden = hide_few(frame)
    assert hidden["phone"].tolist()[0] == 12
    assert [is_few(value) or pd.isna(value) for value in hidden["consent"]] == [True, True]
    assert pd.isna(hidden["customers"][1])
    assert pd.isna(hidden["phone"][1])
    assert hidden["r"].tolist() == [5, 4]
