"""A manager sees no number about one to four people, nor one that gives it away."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest

from insight.govern.small_cells import TOO_FEW, hide_few, is_few, without_small_cells
from insight.i18n import _
from insight.i18n.text import format_value
from insight.results import SINGLE, Declared, Finding, Frame, Steps, Total, declare


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


CELLS = Frame(
    columns=(
        *declare("key", "group", "r"),
        *declare("people", "customers"),
        *declare("count", "orders"),
        *declare("money", "net_amount"),
        *declare("share", "share"),
    )
)
WITH_SUM = replace(CELLS, totals=(Total(column="customers"),))


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
    found = hide_few(frame(10, 3, 0, 4, 20), CELLS)
    assert shown(found) == [10, None, 0, None, 20]
    for column in ("orders", "net_amount", "share"):
        assert [pd.isna(value) for value in found[column]] == [False, True, False, True, False]
    assert found["group"].tolist() == [f"g{place}" for place in range(5)]
    assert found["r"].tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("customers", "expected"),
    [
        ((10, 3, 7, 20), [10, None, None, 20]),
        ((10, 3, 0, 20), [None, None, 0, 20]),
        ((10, 3, 4, 20), [10, None, None, 20]),
        ((10, 1, 2, 20), [None, None, None, 20]),
        ((10, 1, 1, 1, 1, 1, 20), [None, None, None, None, None, None, 20]),
        ((10, 2, 1, 1, 1, 20), [10, None, None, None, None, 20]),
        ((5, 6), [5, 6]),
    ],
)
def test_what_is_hidden_of_a_known_sum_is_two_numbers_and_five_people_at_least(
    customers: tuple[int, ...], expected: list[int | None]
) -> None:
    found = hide_few(frame(*customers), WITH_SUM)
    assert shown(found) == expected
    assert [pd.isna(value) for value in found["net_amount"]] == [each is None for each in expected]


def test_only_rows_that_add_up_together_are_hidden_for_each_other() -> None:
    both = pd.concat([frame(10, 3, 7).assign(scheme="a"), frame(8, 12).assign(scheme="b")], ignore_index=True)
    declared = replace(
        CELLS,
        columns=(*CELLS.columns, *declare("key", "scheme")),
        totals=(Total(column="customers", within=("scheme",)),),
    )
    assert shown(hide_few(both, declared)) == [10, None, None, 8, 12]


def test_a_column_or_a_frame_that_is_not_declared_is_hidden() -> None:
    found = hide_few(frame(10, 30).assign(new=[1.5, 2.5], name=["a", "b"]), CELLS)
    assert shown(found, "new") == shown(found, "name") == [None, None]
    assert shown(found) == [10, 30]
    whole = without_small_cells(frame(10, 30))
    assert [shown(whole, str(column)) for column in whole] == [[None, None]] * 6


def test_who_is_left_of_a_whole_is_people_too() -> None:
    rates = pd.DataFrame(
        {"step": [1, 2, 3, 4], "n": [100, 10, 10, 4], "back": [50, 8, 2, 2], "rate": [0.5, 0.8, 0.2, 0.5]}
    )
    declared = Frame(
        columns=(
            *declare("key", "step"),
            *declare("people", "n"),
            *declare("people", "back", part_of="n"),
            *declare("rate", "rate"),
        )
    )
    found = hide_few(rates, declared)
    assert shown(found, "n") == [100, 10, 10, None]
    assert shown(found, "back") == [50, None, None, None]
    assert shown(found, "rate") == [0.5, None, None, None]


def test_of_a_curve_only_steps_of_nobody_or_enough_people_are_kept() -> None:
    curve = pd.DataFrame(
        {"day": range(6), "n": [40, 38, 34, 30, 12, 3], "gone": [2, 4, 4, 18, 9, 3], "rate": [0.1] * 6}
    )
    declared = Frame(
        columns=(*declare("key", "day"), *declare("people", "n", "gone"), *declare("rate", "rate", about=("n",))),
        steps=Steps(left="n", gone="gone"),
    )
    assert hide_few(curve, declared)["day"].tolist() == [1, 3, 4]


def test_a_value_of_a_single_person_is_never_shown() -> None:
    declared = Frame(columns=(*declare("people", "customers"), *declare("one", "high")))
    assert shown(hide_few(pd.DataFrame({"customers": [50], "high": [999.0]}), declared), "high") == [None]


def test_a_frame_without_small_cells_is_left_as_it_is() -> None:
    for untouched in (frame(5, 6), frame(5, 6).iloc[:0]):
        assert hide_few(untouched, CELLS) is untouched


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    params: int
    buyers: int
    few: int
    cells: pd.DataFrame
    bases: pd.DataFrame

    COLUMNS: ClassVar[Declared] = {
        SINGLE: Frame(columns=declare("people", "buyers", "few")),
        "cells": replace(WITH_SUM, totals=(Total(column="customers", to=(SINGLE, "buyers", ())),)),
    }

    def findings(self) -> list[Finding]:
        largest = self.cells["customers"].max()
        return [
            Finding(text=_("{customers:count} people", customers=self.buyers), value=3, n=50),
            Finding(text=_("{customers:count} people", customers=self.few), value=3, n=50),
            Finding(text=_("{n:count} people", n=largest), value=50, n=50),
            Finding(text=_("{n:count} people", n=50), value=50, n=4),
            Finding(text=_("within {days:count} days", days=3), value=3, n=50),
        ]

    def double(self) -> int:
        return self.buyers * 2


def test_a_result_keeps_its_form_and_loses_what_is_small_and_what_is_not_declared() -> None:
    result = Two(params=3, buyers=40, few=2, cells=frame(10, 3, 7, 20), bases=frame(50))
    found = without_small_cells(result)
    assert isinstance(found, Two)
    assert (found.params, found.buyers, found.double()) == (3, 40, 80)
    assert pd.isna(found.few)
    assert shown(found.cells) == [10, None, None, 20]
    assert shown(found.bases) == [None]
    assert [finding.text.key for finding in found.findings()] == [
        "{customers:count} people",
        "{n:count} people",
        "within {days:count} days",
    ]
    assert dict(found.findings()[0].text.values) == {"customers": 40}
    assert shown(result.cells) == [10, 3, 7, 20]


def test_a_finding_that_follows_from_a_hidden_number_is_not_told() -> None:
    result = Two(params=3, buyers=13, few=9, cells=frame(9, 4), bases=frame(50))
    assert shown(without_small_cells(result).cells) == [None, None]
    assert [dict(finding.text.values) for finding in without_small_cells(result).findings()] == [
        {"customers": 13},
        {"customers": 9},
        {"days": 3},
    ]


def test_anything_that_is_no_result_is_left_as_it_is() -> None:
    for other in (3, "x", [1], {"a": 1}):
        assert without_small_cells(other) is other


def test_few_people_who_can_be_reached_are_hidden_in_a_large_cell_too() -> None:
    frame = pd.DataFrame(
        {"group": ["a", "b"], "customers": [40, 3], "phone": [12, 3], "consent": [2, 1], "share": [0.9, 0.1]}
    )
    declared = Frame(
        columns=(
            *declare("key", "group"),
            *declare("people", "customers"),
            *declare("people", "phone", "consent", part_of="customers", is_aside=True),
            *declare("share", "share"),
        )
    )
    hidden = hide_few(frame, declared)
    assert shown(hidden, "phone") == [12, None]
    assert shown(hidden, "consent") == [None, None]
    assert shown(hidden, "share") == [0.9, None]


def test_what_is_part_of_a_hidden_part_is_held_against_the_whole() -> None:
    """12 of 16 can be reached, all by phone: with the reachable hidden, the four without a phone still follow."""
    declared = Frame(
        columns=(
            *declare("people", "phone", part_of="reachable"),
            *declare("people", "reachable", part_of="customers"),
            *declare("people", "customers"),
        )
    )
    shown = hide_few(pd.DataFrame({"phone": [12], "reachable": [12], "customers": [16]}), declared)
    assert shown.iloc[0].isna().tolist() == [True, True, False]
