"""What is worth saying about repurchase."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.repurchase.words import group_name
from insight.i18n import Money, _
from insight.results import Finding
from insight.results.defined import defined
from insight.statistics.intervals import SMALL

if TYPE_CHECKING:
    from insight.analysis.repurchase.result import RepurchaseResult

_USUAL_DAYS = 90
_MOST_GROUPS = 3


def findings(result: "RepurchaseResult") -> list[Finding]:
    """Who let the days pass, how many did not, how rates rise with each purchase, how soon, what a person brings."""
    return [*_open(result), *_within(result), *_groups(result), *_rising(result), *_worth(result), *_median(result)]


def _median(result: "RepurchaseResult") -> Iterator[Finding]:
    row = result.steps.iloc[0]
    n = int(row["n"])
    if row["median_days"] == row["median_days"]:
        yield Finding(
            text=_("Half have bought a second time after {days} days", days=int(row["median_days"])),
            value=float(row["median_days"]),
            n=n,
            certain=n >= SMALL,
        )
        return
    last = result.curves[result.curves["step"] == row["step"]].iloc[-1]
    yield Finding(
        text=_(
            "Fewer than half have bought a second time: {rate:percent} after {day} days, with everybody counted for as "
            "long as they could be followed",
            rate=float(last["rate"]),
            day=int(last["day"]),
        ),
        value=float(last["rate"]),
        n=n,
        low=defined(last["low"]),
        high=defined(last["high"]),
        certain=n >= SMALL,
        cell={"step": 1, "state": "waiting"},
    )


def usual_days(result: "RepurchaseResult") -> int:
    """The span that is spoken of: 90 days where it is among the chosen ones."""
    days = result.params.days
    return _USUAL_DAYS if _USUAL_DAYS in days else days[len(days) // 2]


def _within(result: "RepurchaseResult") -> Iterator[Finding]:
    rows = result.within[(result.within["step"] == 1) & (result.within["days"] == usual_days(result))]
    for row in rows[rows["n"] > 0].to_dict("records"):
        yield Finding(
            text=_(
                "{rate:percent} of first-time buyers buy again within {days} days: {returned:count} of {n:count}; "
                "{open:count} more still have time",
                rate=float(row["rate"]),
                days=int(row["days"]),
                returned=int(row["returned"]),
                n=int(row["n"]),
                open=int(row["open"]),
            ),
            value=float(row["rate"]),
            n=int(row["n"]),
            low=defined(row["low"]),
            high=defined(row["high"]),
            certain=int(row["n"]) >= SMALL,
            cell={"step": 1, "days": int(row["days"]), "state": "returned"},
        )


def _groups(result: "RepurchaseResult") -> Iterator[Finding]:
    """The groups that differ from all others, the surest first; or that none does."""
    if result.apart is None:
        return
    rows = result.groups[result.groups["days"] == usual_days(result)]
    tested = rows[rows["p_value"].notna()]
    differing = tested[tested["differs"].astype(bool)].sort_values("p_value")
    for row in differing.head(_MOST_GROUPS).to_dict("records"):
        is_rest = row["value"] is None or row["value"] != row["value"]
        named = {"is_rest": True} if is_rest else {"value": row["value"]}
        yield Finding(
            text=_(
                "{value}: {rate:percent} buy again within {days} days ({returned:count} of {n:count}): more of a "
                "difference from all others than chance explains",
                value=group_name(None if is_rest else row["value"], result.apart),
                rate=float(row["rate"]),
                days=int(row["days"]),
                returned=int(row["returned"]),
                n=int(row["n"]),
            ),
            value=float(row["rate"]),
            n=int(row["n"]),
            low=defined(row["low"]),
            high=defined(row["high"]),
            cell={**named, "days": int(row["days"]), "state": "returned"},
        )
    if not result.apart.is_lasting:
        yield Finding(
            text=_(
                "{trait} is known as of today only, and buying again may have changed it: the groups are shown, but "
                "not compared",
                trait=result.apart.quoted,
            ),
            value=None,
            n=int(rows["n"].sum()),
        )
    elif differing.empty:
        yield Finding(
            text=_("By {trait}, no difference can be seen in who buys again", trait=result.apart.title),
            value=None,
            n=int(rows["n"].sum()),
        )


def _rising(result: "RepurchaseResult") -> Iterator[Finding]:
    rows = result.within[(result.within["days"] == usual_days(result)) & (result.within["n"] >= SMALL)]
    first, last = rows.iloc[:1], rows.iloc[-1:]
    if len(rows) > 1 and float(last["low"].iloc[0]) > float(first["high"].iloc[0]):
        yield Finding(
            text=_(
                "After purchase {step}, {rate:percent} buy again within {days} days, after the first only "
                "{first:percent}",
                step=int(last["step"].iloc[0]),
                rate=float(last["rate"].iloc[0]),
                days=usual_days(result),
                first=float(first["rate"].iloc[0]),
            ),
            value=float(last["rate"].iloc[0]),
            n=int(last["n"].iloc[0]),
            low=float(last["low"].iloc[0]),
            high=float(last["high"].iloc[0]),
            cell={"step": int(last["step"].iloc[0]), "days": usual_days(result), "state": "returned"},
        )


def _open(result: "RepurchaseResult") -> Iterator[Finding]:
    rows = result.within[(result.within["step"] == 1) & (result.within["days"] == usual_days(result))]
    people = int(rows["not_returned"].sum())
    if people:
        yield Finding(
            text=_(
                "{people:count} people let {days} days pass after their first purchase without a second",
                people=people,
                days=usual_days(result),
            ),
            value=float(people),
            n=int(rows["n"].sum()),
            certain=people >= SMALL,
            cell={"step": 1, "days": usual_days(result), "state": "not_returned"},
        )


def _worth(result: "RepurchaseResult") -> Iterator[Finding]:
    row = result.worth[result.worth["n"] > 1].tail(1)
    if row.empty:
        return
    amount = Money(float(row["amount_per_person"].iloc[0]), result.params.currency)
    yield Finding(
        text=_(
            "A person brings {amount:money} within {days} days of the first order",
            amount=amount,
            days=int(row["days"].iloc[0]),
        ),
        value=amount.amount,
        n=int(row["n"].iloc[0]),
        certain=int(row["n"].iloc[0]) >= SMALL,
    )
