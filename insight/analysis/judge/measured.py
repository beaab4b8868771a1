"""What was measured of the arms, as sums: everything that the comparisons need, and nobody's single numbers."""

from dataclasses import dataclass

import pandas as pd

from insight.analysis.judge.params import Outcome
from insight.statistics.differences import Changes, difference_in_differences
from insight.statistics.strata import Stratum
from insight.statistics.two_groups import Difference, Moments

ALIKE = ["recency", "frequency", "is_member"]
"""What people of one stratum have in common."""


@dataclass(frozen=True, slots=True)
class Measured:
    """`rows`: by arm and people alike (`ALIKE`), customers, busy (reached by another campaign in the same days),
    orders_before, and of people, orders and money by window their sums, squares and products."""

    rows: pd.DataFrame

    def customers(self, arm: str) -> int:
        """How many are in an arm."""
        return int(self._of(arm)["customers"].sum())

    def busy(self, arm: str) -> int:
        """How many of them another campaign reached in the same days."""
        return int(self._of(arm)["busy"].sum())

    def total(self, arm: str, outcome: Outcome, window: int) -> float:
        """Of all people of an arm."""
        return float(self._of(arm)[f"{outcome}_{window}"].sum())

    def buyers(self, arm: str, window: int) -> int:
        """How many of an arm bought in a window."""
        return int(self.total(arm, "people", window))

    def moments(self, arm: str, outcome: Outcome, window: int) -> Moments:
        """Of what each person of an arm did in a window."""
        return _moments(self._of(arm), f"{outcome}_{window}")

    def changes(self, arm: str, outcome: Outcome, after: int, before: int) -> Changes:
        """Of what each person of an arm did in two windows: 0 and 1, 1 and 2, 2 and 3, or 0 and 4."""
        rows = self._of(arm)
        earlier, later = (f"{outcome}_{window}" for window in (before, after))
        names = (earlier, later, f"{earlier}_squares", f"{later}_squares", f"{later}_{before}")
        sums = [float(rows[name].sum()) for name in names]
        return Changes(int(rows["customers"].sum()), sums[0], sums[1], sums[2], sums[3], sums[4])

    def changed_apart(self, outcome: Outcome, after: int) -> Difference:
        """The change of those contacted from the window before to this one, less that of the others."""
        return difference_in_differences(
            *(self.changes(arm, outcome, after, after + 1) for arm in ("treated", "others"))
        )

    def strata(self, arm: str, other: str, outcome: Outcome, window: int) -> list[Stratum]:
        """The two arms within each stratum in which somebody of the first is."""
        return [
            Stratum(_moments(group, f"{outcome}_{window}"), _moments(others, f"{outcome}_{window}"))
            for group, others in self._pairs(arm, other)
        ]

    def weights(self, arm: str, other: str) -> pd.Series:
        """How much a person of the other arm counts, by stratum, so that those are spread as the first; 0 where the
        stratum is not compared."""
        counts = self.rows.pivot_table(index=ALIKE, columns="arm", values="customers", aggfunc="sum", fill_value=0)
        if arm not in counts or other not in counts:
            return pd.Series(dtype="float64")
        shared = (counts[arm] >= 2) & (counts[other] >= 2)
        return (counts[arm] / counts[other].where(counts[other] > 0, 1)).where(shared, 0.0)

    def traits(self, arm: str) -> dict[str, Moments]:
        """What people brought along: their orders before, money and orders just before, whether they joined."""
        rows = self._of(arm)
        n = int(rows["customers"].sum())
        joined = float(rows.loc[rows["is_member"] == 1, "customers"].sum())
        lately = float(rows.loc[rows["recency"].isin(("30", "90")), "customers"].sum())
        return {
            "orders_before": _moments(rows, "orders_before"),
            "money_before": _moments(rows, "money_1"),
            "bought_lately": Moments(n, lately, lately),
            "is_member": Moments(n, joined, joined),
        }

    def compared(self, arm: str, other: str) -> dict[str, Moments]:
        """The traits of those of an arm who have somebody alike in the other."""
        rows, weights = self._of(arm), self.weights(arm, other)
        if rows.empty or weights.empty:
            return self.traits(arm)
        has_some = weights.reindex(pd.MultiIndex.from_frame(rows[ALIKE])).fillna(0.0).to_numpy() > 0
        return Measured(rows[has_some]).traits(arm)

    def balanced(self, arm: str, other: str) -> dict[str, Moments]:
        """The traits of the other arm, as if it were spread over the strata as the first."""
        rows = self._of(other)
        weights = self.weights(arm, other)
        if rows.empty or weights.empty:
            return self.traits(other)
        factor = weights.reindex(pd.MultiIndex.from_frame(rows[ALIKE])).fillna(0.0).to_numpy()
        numbers = [name for name in rows.columns if name not in ("arm", *ALIKE)]
        weighted = rows.assign(**{name: rows[name].astype("float64") * factor for name in numbers})
        return Measured(weighted).traits(other)

    def _pairs(self, arm: str, other: str) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
        by_stratum = dict(iter(self._of(other).groupby(ALIKE, sort=True)))
        empty = self.rows.iloc[:0]
        return [(rows, by_stratum.get(key, empty)) for key, rows in self._of(arm).groupby(ALIKE, sort=True)]

    def _of(self, arm: str) -> pd.DataFrame:
        return self.rows[self.rows["arm"] == arm]


def together(by_day: pd.DataFrame) -> Measured:
    """Everybody of a stratum, whatever the day of their first order."""
    numbers = by_day.drop(columns=["day_after"])
    return Measured(numbers.groupby(["arm", *ALIKE], sort=True, as_index=False).sum())


def _moments(rows: pd.DataFrame, name: str) -> Moments:
    return Moments(int(rows["customers"].sum()), float(rows[name].sum()), float(rows[f"{name}_squares"].sum()))
