"""Counts by group become shares, letters and tests."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from string import ascii_uppercase
from typing import Any

import numpy as np
import pandas as pd

from insight.analysis.answers.questions import Question
from insight.analysis.answers.tables import Counts, mean_of_marks, option_rows, promoters
from insight.analysis.crosstab.groups import Grouping
from insight.analysis.crosstab.params import MOST_GROUPS
from insight.results import SINGLE, Declared, Frame, Total, among, declare, per
from insight.statistics.comparison import two_rates
from insight.statistics.corrections import holm
from insight.statistics.group_tests import (
    GroupTest,
    differ_in_counts,
    differ_in_means,
    differ_in_ranks,
    games_howell,
)
from insight.statistics.weighted import effective_n

LEVEL = 0.05
"""A letter stands where a difference this large comes by chance in fewer than one table in twenty, all its pairs taken
together (Holm)."""

_GROUP = ("group", "letter", "base", "customers", "effective_n", "mean", "mean_low", "mean_high")
_NPS = ("nps", "nps_low", "nps_high")
_SEEN = ("higher_than", "is_small")
_CELL = ("kind", "option", "place", "group", "base", "n", "customers", "share", "low", "high", *_SEEN)
_TEST = ("option", "test", "statistic", "df", "p_value", "p_corrected", "effect")


def by_group(tally: pd.DataFrame, bases: pd.DataFrame, question: Question, grouping: Grouping) -> dict[str, Counts]:
    """The counts of each group, in the groups' order; of more than 26 groups the largest."""
    rows: dict[str, list[dict[Any, Any]]] = defaultdict(list)
    for row in tally.to_dict("records"):
        rows[row["grouping"]].append(row)
    based = {row["grouping"]: row for row in bases.to_dict("records") if isinstance(row["grouping"], str)}
    made = {grouping.names.get(code, code): Counts.of(rows[code], {question.key: base}) for code, base in based.items()}
    largest = sorted(made, key=lambda group: -int(made[group].bases[question.key]["base"]))[:MOST_GROUPS]
    order = [group for group in grouping.order if group in largest] or (
        sorted(largest) if grouping.key == "wave" else largest
    )
    return {group: made[group] for group in order}


def groups(
    question: Question, counts: Mapping[str, Counts], least_base: int, *, is_overlapping: bool = False
) -> pd.DataFrame:
    """One row a group; `is_compared`: neither small nor one of several in which the same person may be."""
    rows = []
    for letter, (group, each) in zip(ascii_uppercase, counts.items(), strict=False):
        base, mean = each.bases[question.key], mean_of_marks(question, each)
        score, low, high = promoters(question, each)
        rows.append(
            {
                "group": group,
                "letter": letter,
                "base": int(base["base"]),
                "customers": int(base["customers"]),
                "effective_n": float(effective_n(base["weight"], base["weight_squared"])),
                "mean": mean.mean,
                "mean_low": mean.low,
                "mean_high": mean.high,
                "nps": score,
                "nps_low": low,
                "nps_high": high,
            }
        )
    table = pd.DataFrame(rows, columns=[*_GROUP, *_NPS])
    table["is_small"] = table["base"] < least_base
    table["is_compared"] = ~table["is_small"] & (not is_overlapping)
    table["higher_than"] = _mean_letters(question, counts, table)
    return table


def cells(question: Question, counts: Mapping[str, Counts], letters: pd.DataFrame) -> pd.DataFrame:
    """One row an option of a group; `higher_than`: letters of the groups in which the option is chosen less."""
    rows = [row | {"group": group} for group, each in counts.items() for row in option_rows(question, each)]
    table = pd.DataFrame(rows, columns=[*(name for name in _CELL if name not in _SEEN)])
    small = dict(zip(letters["group"], letters["is_small"], strict=True))
    table["is_small"] = [small[group] for group in table["group"]]
    table["higher_than"] = _share_letters(table, letters)
    return table.sort_values(["place", "group"], key=lambda column: _in_order(column, letters), ignore_index=True)[
        list(_CELL)
    ]


def tests(question: Question, table: pd.DataFrame, letters: pd.DataFrame, counts: Mapping[str, Counts]) -> pd.DataFrame:
    """The test of the whole question, or of each option where several could be chosen; corrected together (Holm)."""
    kept = letters[letters["is_compared"]]
    found: list[tuple[str, GroupTest]]
    if question.kind == "multiple":
        found = [(option, differ_in_counts(_yes_and_no(table, option, kept))) for option in question.options]
    else:
        found = [("", _test_of(question, table, kept, counts))]
    rows = pd.DataFrame(
        [(option, test.name, test.statistic, test.df, test.p_value, test.effect) for option, test in found],
        columns=["option", "test", "statistic", "df", "p_value", "effect"],
    )
    rows["p_corrected"] = holm(rows["p_value"].tolist())
    return rows[list(_TEST)]


def _test_of(question: Question, table: pd.DataFrame, kept: pd.DataFrame, counts: Mapping[str, Counts]) -> GroupTest:
    if question.points is not None:
        return differ_in_means(*_moments(question, [counts[group] for group in kept["group"]]))
    matrix = _effective_counts(table, kept)
    return differ_in_ranks(matrix) if question.is_ordered and matrix.shape[1] > 2 else differ_in_counts(matrix)


def _moments(question: Question, counts: Sequence[Counts]) -> tuple[list[float], list[float], list[float]]:
    """Mean, variance and effective number of the marks of each group."""
    means, variances, sizes = [], [], []
    assert question.points is not None
    for each in counts:
        given = each.given(question.items[0])
        points = np.array([question.points[option] for option in given])
        weight = np.array([said["weight"] for said in given.values()])
        size = float(effective_n(weight.sum(), sum(said["weight_squared"] for said in given.values())))
        mean = float((weight * points).sum() / weight.sum()) if weight.sum() else float("nan")
        spread = float((weight * (points - mean) ** 2).sum() / weight.sum()) if weight.sum() else float("nan")
        means.append(mean)
        variances.append(spread * size / (size - 1) if size > 1 else float("nan"))
        sizes.append(size)
    return means, variances, sizes


def _effective_counts(table: pd.DataFrame, kept: pd.DataFrame) -> np.ndarray:
    """Groups × options: the shares of the effective number of each group; equal weights give the counts."""
    sizes = dict(zip(kept["group"], kept["effective_n"], strict=True))
    wide = table[table["group"].isin(list(sizes))].pivot(index="group", columns="place", values="share")
    return (wide.mul(pd.Series(sizes), axis=0)).loc[list(sizes)].fillna(0).to_numpy()


def _yes_and_no(table: pd.DataFrame, option: str, kept: pd.DataFrame) -> np.ndarray:
    rows = table[table["option"] == option].set_index("group")["share"].reindex(kept["group"]).fillna(0).to_numpy()
    sizes = kept["effective_n"].to_numpy()
    return np.column_stack([rows * sizes, (1 - rows) * sizes])


def _share_letters(table: pd.DataFrame, letters: pd.DataFrame) -> list[str]:
    """Every option, every pair of groups that are large enough: Holm over them all."""
    kept = letters[letters["is_compared"]]
    sizes = dict(zip(kept["group"], kept["effective_n"].round().astype(int), strict=True))
    places = list(zip(table["option"], table["group"], strict=True))
    shares = dict(zip(places, table["share"].astype(float), strict=True))
    asked = [
        (option, one, other)
        for option in dict.fromkeys(table["option"])
        for one, other in combinations(sizes, 2)
        if (option, one) in shares and (option, other) in shares
    ]
    p_values = holm(
        [
            two_rates(
                round(shares[option, one] * sizes[one]),
                sizes[one],
                round(shares[option, other] * sizes[other]),
                sizes[other],
            )
            for option, one, other in asked
        ]
    )
    letter = dict(zip(letters["group"], letters["letter"], strict=True))
    won: dict[tuple[str, str], str] = defaultdict(str)
    for (option, one, other), p_value in zip(asked, p_values, strict=True):
        if p_value < LEVEL:
            higher, lower = (one, other) if shares[option, one] > shares[option, other] else (other, one)
            won[option, higher] += letter[lower]
    return ["".join(sorted(won[place])) for place in places]


def _mean_letters(question: Question, counts: Mapping[str, Counts], table: pd.DataFrame) -> list[str]:
    """Groups whose mean is lower, by Games and Howell, among those that are large enough."""
    kept = table[table["is_compared"]]
    if question.points is None or len(kept) < 2:
        return [""] * len(table)
    p_values = games_howell(*_moments(question, [counts[group] for group in kept["group"]]))
    means, letters, names = kept["mean"].tolist(), kept["letter"].tolist(), kept["group"].tolist()
    won = {
        name: "".join(
            letters[other] for other in range(len(names)) if p_values[one, other] < LEVEL and means[one] > means[other]
        )
        for one, name in enumerate(names)
    }
    return [won.get(group, "") for group in table["group"]]


def _in_order(column: pd.Series, letters: pd.DataFrame) -> pd.Series:
    order = {group: place for place, group in enumerate(letters["group"])}
    return column.map(order) if column.name == "group" else column


COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("text", "survey", "question", "text", "kind", "by"),
            *declare("people", "base"),
            *declare("people", "ungrouped", part_of="base"),
            *declare("flag", "is_weighted"),
        )
    ),
    "groups": Frame(
        columns=(
            *declare("text", "group", "letter", "higher_than"),
            *declare("flag", "is_small", "is_compared"),
            *declare("people", "base"),
            *declare("people", "customers", part_of="base"),
            *declare("number", "effective_n", "mean", "mean_low", "mean_high", "nps", "nps_low", "nps_high"),
        ),
        totals=(Total(column="base"), Total(column="customers")),
    ),
    "cells": Frame(
        columns=(
            *declare("text", "kind", "option", "group", "higher_than"),
            *declare("flag", "is_small"),
            *declare("key", "place"),
            *declare("people", "base", cell=per("group")),
            *declare("people", "n", part_of="base"),
            *declare("people", "customers", part_of="n"),
            *declare("share", "share", "low", "high"),
        ),
        totals=(
            Total(column="n", alike=among(per("group"), lambda row: row["kind"] != "multiple")),
            Total(column="n", within=("option",)),
            Total(column="customers", alike=among(per("group"), lambda row: row["kind"] != "multiple")),
            Total(column="customers", within=("option",)),
        ),
    ),
    "tests": Frame(
        columns=(
            *declare("text", "option", "test"),
            *declare("number", "statistic", "df", "p_value", "p_corrected", "effect", is_safe=True),
        )
    ),
}
