"""The sentences of a test: which arm did best, what to beware of, and what a test would need."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from insight.i18n import _
from insight.results import Finding

if TYPE_CHECKING:
    from insight.analysis.ab_test.result import AbTestResult

LEAST_ARM = 20
"""Of fewer people in an arm nothing is said."""


def findings(result: "AbTestResult") -> Iterator[Finding]:
    """Best first: the verdict, what to beware of, the plan."""
    if len(result.arms):
        why_not = _why_not(result)
        if why_not is not None:
            yield from why_not
        else:
            yield from _verdict(result)
            yield from _beware(result)
        yield from _noted(result)
    yield from _planned(result)


def _why_not(result: "AbTestResult") -> list[Finding] | None:
    """Why no verdict is given; None where there is one."""
    n, arms = _people(result), result.arms
    if not result.is_sound:
        sizes = " : ".join(str(size) for size in arms["customers"])
        text = _(
            "{test}: no verdict. The arms have {sizes} people, not as planned: they were not dealt by lot",
            test=result.name,
            sizes=sizes,
        )
        hint = _("If other shares were planned, state them; else find out who is missing before the test is repeated")
        return [
            Finding(text=text, value=result.p_dealt, n=n, certain=False),
            Finding(text=hint, value=None, n=n),
        ]
    smallest = arms.sort_values(["customers", "arm"]).iloc[0]
    if smallest["customers"] < LEAST_ARM:
        text = _(
            "{test}: no verdict. {arm} has only {n:count} people; at least {least} are needed",
            test=result.name,
            arm=smallest["arm"],
            n=int(smallest["customers"]),
            least=LEAST_ARM,
        )
        return [Finding(text=text, value=None, n=n, certain=False)]
    if (arms["value"].isna() | (arms["value"] == 0)).all():
        text = _("{test}: no verdict. Nobody in any arm has done it yet: there is nothing to compare", test=result.name)
        return [Finding(text=text, value=None, n=n, certain=False)]
    return None


def _verdict(result: "AbTestResult") -> Iterator[Finding]:
    sure = result.pairs[result.pairs["certain"].astype(bool)]
    if sure.empty:
        yield from _nothing(result)
        return
    best = result.arms.sort_values(["value", "arm"], ascending=[False, True]).iloc[0]
    over = _beaten(sure, str(best["arm"]))
    if not over:
        yield _one_pair(result, sure.iloc[0])
        return
    yield Finding(
        text=_(
            "{test}: {arm} did better than {others} ({value})",
            test=result.name,
            arm=best["arm"],
            others=", ".join(over),
            value=result.shown(best["value"]),
        ),
        value=float(best["value"]),
        n=int(best["customers"]),
        low=float(best["low"]),
        high=float(best["high"]),
        cell=_cell(result, str(best["arm"])),
    )
    yield from _gain(result, best, over[0])


def _gain(result: "AbTestResult", best: pd.Series, other: str) -> Iterator[Finding]:
    """What the better version brings of a thousand people, in place of the first of the others."""
    base = float(result.arms.set_index("arm")["value"][other])
    more, n = float(best["value"]) - base, _people(result)
    if result.params.is_share and more >= 0.001:
        text = _(
            "Of 1,000 people, {arm} gets about {more:count} more than {other} ({base})",
            arm=best["arm"],
            other=other,
            more=round(more * 1000),
            base=result.shown(base),
        )
        yield Finding(text=text, value=more, n=n)
    elif not result.params.is_share:
        text = _(
            "That is about {more} more than {other} ({base})",
            more=result.shown(more),
            other=other,
            base=result.shown(base),
        )
        yield Finding(text=text, value=more, n=n)


def _beaten(sure: pd.DataFrame, best: str) -> list[str]:
    """The arms that the best one is surely better than."""
    rows = sure.to_dict("records")
    found = [str(row["against"]) for row in rows if row["arm"] == best and row["difference"] > 0]
    return found + [str(row["arm"]) for row in rows if row["against"] == best and row["difference"] < 0]


def _one_pair(result: "AbTestResult", row: pd.Series) -> Finding:
    worse, better = (row["against"], row["arm"]) if row["difference"] > 0 else (row["arm"], row["against"])
    text = _("{test}: {arm} did better than {others}", test=result.name, arm=better, others=worse)
    return Finding(text=text, value=abs(float(row["difference"])), n=_people(result), cell=_cell(result, str(better)))


def _nothing(result: "AbTestResult") -> Iterator[Finding]:
    text = _("{test}: no difference between the arms can be seen", test=result.name)
    yield Finding(text=text, value=None, n=_people(result), certain=False)
    seen, base = result.pairs["smallest_seen"].min(), result.arms["value"].iloc[0]
    is_possible = not result.params.is_share or base + seen < 1
    if math.isfinite(seen) and seen > 0 and is_possible:
        text = _(
            "Only a rise from {base} to {lowest} or more would have been seen",
            base=result.shown(base),
            lowest=result.shown(base + seen),
        )
        yield Finding(text=text, value=float(seen), n=_people(result))


def _beware(result: "AbTestResult") -> Iterator[Finding]:
    """Peeking, and winners that look better than they are: the best of many, and what a small test just saw."""
    n, sure = _people(result), result.pairs[result.pairs["certain"].astype(bool)]
    if not result.is_over:
        text = _(
            "The {days} days are not over yet: whoever stops when it looks good finds winners that are none",
            days=result.params.days,
        )
        yield Finding(text=text, value=None, n=n, certain=False)
    if len(result.arms) > 2 and len(sure):
        text = _(
            "The best of {count} arms looks better than it is: repeat it before much is spent on it",
            count=len(result.arms),
        )
        yield Finding(text=text, value=None, n=n, certain=False)
    elif len(sure) and (sure["difference"].abs() < sure["smallest_seen"]).all():
        text = _("The test was small for what it found: the true difference is probably smaller; repeat it")
        yield Finding(text=text, value=None, n=n, certain=False)


def _noted(result: "AbTestResult") -> Iterator[Finding]:
    if result.mixed:
        text = _("{n:count} people were in several arms and are left out", n=result.mixed)
        yield Finding(text=text, value=None, n=result.mixed)
    if result.compared is not None and result.compared.is_guessed:
        text = _(
            "Nothing says when the lists were used: orders count from {day:day}; choose the day if it was another",
            day=result.starts_on,
        )
        yield Finding(text=text, value=None, n=_people(result), certain=False)


def _planned(result: "AbTestResult") -> Iterator[Finding]:
    usual, _deviation = result.usual
    plan = result.plan()
    for row in plan[plan["lift"] == result.params.lift].to_dict("records") if _is_plan_asked(result) else []:
        text = _(
            "To tell {baseline} from {value}, a test needs {people:count} people in each arm",
            baseline=result.shown(usual),
            value=result.shown(row["value"]),
            people=int(row["needed"]),
        )
        yield Finding(text=text, value=float(row["needed"]), n=int(row["needed"]))
    lowest = result.lowest_seen()
    if lowest is not None and result.params.people is not None:
        text = _(
            "{people:count} people in each arm tell a rise from {baseline} to {value} or more, and no smaller one",
            people=result.params.people,
            baseline=result.shown(usual),
            value=result.shown(lowest),
        )
        yield Finding(text=text, value=lowest, n=result.params.people)
    if result.arms.empty:
        text = _("Fix the last day before you begin: whoever stops when it looks good finds winners that are none")
        yield Finding(text=text, value=None, n=result.versions)


def _is_plan_asked(result: "AbTestResult") -> bool:
    """Who has a winner asks for no other test, unless they say so."""
    return result.params.baseline is not None or not result.pairs["certain"].astype(bool).any()


def _people(result: "AbTestResult") -> int:
    return int(result.arms["customers"].sum())


def _cell(result: "AbTestResult", arm: str) -> dict[str, str] | None:
    return None if result.compared is None else {"arm": arm}
