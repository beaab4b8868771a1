"""Old customers won back: of those contacted who had long not bought, who came back and would not have anyway."""

from typing import Any

import pandas as pd

from insight.analysis.judge.comparisons import DECIDED_AT, LEAST_ARM
from insight.analysis.judge.measured import Measured
from insight.analysis.judge.params import Outcome
from insight.statistics.strata import matched
from insight.statistics.two_groups import Difference, means_apart, shares_apart

ASLEEP = ("365", "longer")
"""The recencies (`statements.RECENCIES`) of who had bought before, and not for 180 days."""

_OUTCOMES: tuple[Outcome, Outcome] = ("people", "money")

COLUMNS = (
    *("customers", "others", "buyers", "other_buyers", "rate", "other_rate", "difference", "low", "high", "p"),
    *("more", "more_low", "more_high", "money", "money_low", "money_high", "cost_each", "certain"),
)


def recalled(measured: Measured, other: str, cost: float | None) -> pd.DataFrame:
    """One row of the old customers contacted; none where either side has fewer than can be compared.

    `more` people and `money` that would not have come without the contact; `cost_each`: the part of the cost that fell
    on old customers, for each of them; nan where it is not known or nobody more came.
    """
    part = Measured(measured.rows[measured.rows["recency"].isin(ASLEEP)])
    customers, others = part.customers("treated"), part.customers(other)
    if min(customers, others) < LEAST_ARM:
        return pd.DataFrame(columns=list(COLUMNS))
    buyers, other_buyers = part.buyers("treated", 0), part.buyers(other, 0)
    people, money, compared = _apart(part, other)
    spent = (cost or float("nan")) * customers / measured.customers("treated")
    row: dict[str, Any] = {
        "customers": customers,
        "others": others,
        "buyers": buyers,
        "other_buyers": other_buyers,
        "rate": buyers / customers,
        "other_rate": buyers / customers - people.value,
        "difference": people.value,
        "low": people.low,
        "high": people.high,
        "p": people.p,
        "more": people.value * compared,
        "more_low": people.low * compared,
        "more_high": people.high * compared,
        "money": money.value * compared,
        "money_low": money.low * compared,
        "money_high": money.high * compared,
        "cost_each": spent / (people.value * compared) if people.value > 0 else float("nan"),
        "certain": bool(people.p < DECIDED_AT and people.direction != 0),
    }
    return pd.DataFrame([row], columns=list(COLUMNS))


def _apart(part: Measured, other: str) -> tuple[Difference, Difference, int]:
    """Shares that bought and money a person, and how many are compared: directly with those held back, among people
    alike with others."""
    if other == "others":
        people, money = (matched(part.strata("treated", other, outcome, 0)) for outcome in _OUTCOMES)
        return people.difference, money.difference, people.compared
    bought = [(part.buyers(arm, 0), part.customers(arm)) for arm in ("treated", other)]
    spent = [part.moments(arm, "money", 0) for arm in ("treated", other)]
    return shares_apart(*bought[0], *bought[1]), means_apart(*spent), part.customers("treated")
