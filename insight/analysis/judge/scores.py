"""Those contacted beside people who were as likely to be contacted: a score of everything known before the start."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from insight.analysis.judge.checks import APART, CHECKED_AT
from insight.analysis.judge.measured import ALIKE
from insight.analysis.judge.params import Outcome
from insight.analysis.judge.responses import FREQUENCY_WORDS, RECENCY_WORDS
from insight.i18n import Text, _
from insight.statistics.distributions import normal_quantile
from insight.statistics.propensity import Matching, Numbers, Sums, effective, logits, pooled_spread
from insight.statistics.strata import LEAST_ALIKE

_LEVELS: dict[str, Text] = {
    "is_member": _("had joined"),
    "spend_level": _("money spent before (each level is twice the one below)"),
    "tenure_level": _("for how long they were known"),
}
_KINDS = ("recency", "frequency", "first_channel")
_MOST_CHANNELS = 8
"""Channels of more people than the others are told apart; the others are one."""

_REST = ""


KNOWN_BESIDES = ["spend_level", "tenure_level", "first_channel"]
"""What is known before the start, beside what people of one stratum have in common."""
_TOLD = ("people_0", "orders_0", "money_0", "people_2")
"""What is told of both sides by score: the outcomes, and who bought long before."""


def cells_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The cells of `Scored` from those who are alike in everything known, arm by arm."""
    sums = [f"{name}{end}" for name in _TOLD for end in ("", "_squares")]
    by_cell = rows[rows["arm"].isin(("treated", "others"))].set_index([*ALIKE, *KNOWN_BESIDES, "arm"])
    sides = by_cell[["customers", *sums]].unstack("arm", fill_value=0)
    named = {
        (name, side): side if name == "customers" else f"{side}_{name}"
        for name in ("customers", *sums)
        for side in ("treated", "others")
    }
    found = {new: sides.get(old, 0) for old, new in named.items()}
    return pd.DataFrame(found, index=sides.index).reset_index()


@dataclass(frozen=True)
class Scored:
    """`cells`: one row people alike in everything known before the start: treated and others (people), and of each side
    the sums and squares of people_0, orders_0, money_0, people_2 (`treated_people_0`, `treated_people_0_squares`)."""

    cells: pd.DataFrame

    @cached_property
    def traits(self) -> dict[str, Numbers]:
        """Each trait by cell: 1 or 0, or a level. One that nobody differs in is left out."""
        found = {name: self._numbers(name) for name in _LEVELS}
        for kind in _KINDS:
            values = self._told_apart(kind)
            for value in sorted(set(values)):
                found[f"{kind}:{value}"] = (values == value).to_numpy(dtype="float64")
        return {name: numbers for name, numbers in found.items() if np.ptp(numbers) > 0}

    @cached_property
    def matching(self) -> Matching:
        """By the score of each cell."""
        treated, others = self._numbers("treated"), self._numbers("others")
        columns = list(self.traits.values())
        design = np.column_stack(columns) if columns else np.zeros((len(self.cells), 1))
        return Matching(logits(design, treated, others), treated, others, design)

    def sums(self, outcome: Outcome, window: int) -> Sums:
        """What both sides did in a window, by cell."""
        names = (f"{side}_{outcome}_{window}" for side in ("treated", "others"))
        return Sums(*(self._numbers(f"{name}{end}") for name in names for end in ("", "_squares")))

    @cached_property
    def balance(self) -> pd.DataFrame:
        """trait, apart (standard deviations of the people as they were), apart_exact (among exact strata), apart_scores
        (among people as likely to be contacted)."""
        treated, others = self._numbers("treated"), self._numbers("others")
        whole = _Weighed(treated / treated.sum(), others / others.sum(), 0, 0.0)
        ways = {"apart": whole, "apart_exact": self._exact, "apart_scores": self._by_score}
        rows = [
            {"trait": name}
            | {way: weighed.apart(numbers, pooled_spread(numbers, treated, others)) for way, weighed in ways.items()}
            for name, numbers in self.traits.items()
        ]
        return pd.DataFrame(rows, columns=["trait", *ways])

    def worst(self, column: str) -> str | None:
        """The trait that still sets both sides apart, further than is allowed and than chance among so many traits
        would; None where there is none."""
        weighed = self._exact if column == "apart_exact" else self._by_score
        if not weighed.compared or not weighed.effective_others:
            return None
        error = math.sqrt(1 / weighed.compared + 1 / weighed.effective_others)
        sure = -normal_quantile(CHECKED_AT / 2 / max(len(self.balance), 1)) * error
        apart = self.balance.set_index("trait")[column].abs()
        apart = apart[apart > max(APART, sure)]
        return None if apart.empty else str(apart.idxmax())

    def largest(self, column: str) -> float:
        """How far any trait sets both sides apart, at most; 0 where nothing is known."""
        return float(self.balance[column].abs().max()) if len(self.balance) else 0.0

    @cached_property
    def _exact(self) -> "_Weighed":
        treated, others = self._numbers("treated"), self._numbers("others")
        sizes = self.cells.groupby(ALIKE)[["treated", "others"]].transform("sum").to_numpy(dtype="float64")
        shared = (sizes >= LEAST_ALIKE).all(axis=1)
        compared = max(float(treated[shared].sum()), 1.0)
        mine = np.where(shared, treated, 0.0) / compared
        theirs = np.where(shared, others * sizes[:, 0] / np.maximum(sizes[:, 1], 1.0), 0.0) / compared
        return _Weighed(mine, theirs, int(treated[shared].sum()), effective(theirs, others))

    @cached_property
    def _by_score(self) -> "_Weighed":
        found = self.matching
        return _Weighed(found.group_weights, found.other_weights, found.compared, found.effective_others)

    def _told_apart(self, kind: str) -> pd.Series:
        values = self.cells[kind].astype("str")
        if kind != "first_channel":
            return values
        people = self.cells.groupby(kind)[["treated", "others"]].sum().sum(axis=1)
        kept = people.sort_values(ascending=False, kind="stable").index[:_MOST_CHANNELS]
        return values.where(values.isin(kept), _REST)

    def _numbers(self, name: str) -> Numbers:
        numbers: Numbers = self.cells[name].to_numpy(dtype="float64")
        return numbers


@dataclass(frozen=True, slots=True)
class _Weighed:
    """What each cell counts for on both sides, and how many people that is."""

    group_weights: Numbers
    other_weights: Numbers
    compared: int
    effective_others: float

    def apart(self, trait: Numbers, spread: float) -> float:
        """In standard deviations."""
        apart = float((self.group_weights * trait).sum() - (self.other_weights * trait).sum())
        return apart / spread if spread else 0.0


def trait_words(trait: str) -> Text:
    """What people call a trait."""
    if trait in _LEVELS:
        return _LEVELS[trait]
    kind, value = trait.split(":", 1)
    if kind == "first_channel":
        return _("first bought in {channel}", channel=value) if value else _("first bought elsewhere, or never")
    return (RECENCY_WORDS if kind == "recency" else FREQUENCY_WORDS)[value]


def rows_of_balance(scored: "Scored | None") -> pd.DataFrame:
    """`Scored.balance`, empty where nobody was scored."""
    if scored is None:
        return pd.DataFrame(columns=["trait", "apart", "apart_exact", "apart_scores"])
    return scored.balance
