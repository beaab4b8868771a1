"""What is worth saying about where customers are on their way."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from insight.analysis.lifecycle.stages import AWAY
from insight.i18n import Money, Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of, wilson

if TYPE_CHECKING:
    from insight.analysis.lifecycle.result import LifecycleResult


def findings(result: "LifecycleResult") -> list[Finding]:
    """Who is late, who is away, whether more come than go, what becomes of first buyers, who never bought, limits."""
    return [
        *_slipping(result),
        *_away(result),
        *_pulse(result),
        *_first_buyers(result),
        *_never_bought(result),
        *_limits(result),
    ]


def _slipping(result: "LifecycleResult") -> Iterator[Finding]:
    rows = result.labels[result.labels["recency_label"] == "infrequent"]
    people = int(rows["customers"].sum())
    if people:
        low, high = wilson(people, result.buyers)
        yield Finding(
            text=_(
                "{people:count} buyers are late: more than {active:count} days without an order, and dormant after "
                "{dormant:count}. So far they spent {amount:short_money}",
                people=people,
                active=result.limits.active_days,
                dormant=result.limits.dormant_days,
                amount=Money(float(rows["net_amount"].sum()), result.params.currency),
            ),
            value=share_of(people, result.buyers),
            n=result.buyers,
            low=low,
            high=high,
            certain=people >= SMALL,
            cell={"recency_label": "infrequent"},
            watch="passes",
        )


def _pulse(result: "LifecycleResult") -> Iterator[Finding]:
    month = _last_whole(result.pulse)
    if month is not None and not pd.isna(month["pulse"]):
        low, high = float(month["low"]), float(month["high"])
        yield Finding(
            text=_(
                "In {month:month}, {new:count} new customers came and {won_back:count} came back, while {gone:count} "
                "fell dormant: {meaning}",
                month=month["period"],
                new=int(month["new"]),
                won_back=int(month["won_back"]),
                gone=int(month["newly_dormant"]),
                meaning=_meaning(low, high),
            ),
            value=float(month["pulse"]),
            n=int(month["n"]),
            low=low,
            high=high,
            certain=low > 1 or high < 1,
            cell={"month": month["period"], "movement": "newly_dormant"},
        )


def _meaning(low: float, high: float) -> Text:
    if high < 1:
        return _("the active base shrinks")
    return _("the active base grows") if low > 1 else _("growing or shrinking cannot be told")


def _away(result: "LifecycleResult") -> Iterator[Finding]:
    rows = result.stages[result.stages["stage"].isin(AWAY)]
    people = int(rows["customers"].sum())
    if result.buyers:
        low, high = wilson(people, result.buyers)
        yield Finding(
            text=_(
                "{share:percent} of {buyers:count} buyers are dormant or lost; they brought {amount_share:percent} of "
                "revenue",
                share=share_of(people, result.buyers),
                buyers=result.buyers,
                amount_share=float(rows["net_amount_share"].sum(min_count=1)),
            ),
            value=share_of(people, result.buyers),
            n=result.buyers,
            low=low,
            high=high,
            certain=result.buyers >= SMALL,
        )


def _first_buyers(result: "LifecycleResult") -> Iterator[Finding]:
    month = _last_whole(result.pulse)
    if month is None:
        return
    rows = result.flows[(result.flows["period"] == month["period"]) & (result.flows["from_stage"] == "first_order")]
    people = int(rows["customers"].sum())
    again = int(rows[rows["to_stage"].isin(("repeat", "loyal"))]["customers"].sum())
    if people:
        low, high = wilson(again, people)
        yield Finding(
            text=_(
                "Of {people:count} people at their first purchase when {month:month} began, {again:count} bought again "
                "in it and {gone:count} fell dormant",
                people=people,
                month=month["period"],
                again=again,
                gone=int(rows[rows["to_stage"].isin(AWAY)]["customers"].sum()),
            ),
            value=share_of(again, people),
            n=people,
            low=low,
            high=high,
            certain=people >= SMALL,
        )


def _never_bought(result: "LifecycleResult") -> Iterator[Finding]:
    sizes = result.stages.set_index("stage")["customers"]
    asked, people = int(sizes["consulted"]), int(sizes["consulted"] + sizes["contacted"])
    if people:
        low, high = wilson(asked, people)
        yield Finding(
            text=_(
                "{people:count} known people have not bought yet; {asked:count} of them asked something",
                people=people,
                asked=asked,
            ),
            value=share_of(asked, people),
            n=people,
            low=low,
            high=high,
            certain=people >= SMALL,
            cell={"stage": "consulted"} if asked else {"stage": "contacted"},
        )


def _limits(result: "LifecycleResult") -> Iterator[Finding]:
    table = result.limit_table.set_index("limit")
    n = int(table["n"].iloc[0])
    days: dict[str, Any] = {name: int(table.loc[name, "days"]) for name in table.index}
    if (table["source"] == "usual").any():
        text = _(
            "Too few repurchases to read limits off the gaps: {active:count}, {dormant:count} and {lost:count} days "
            "are used",
            **days,
        )
        yield Finding(text=text, value=None, n=n, certain=False)
    elif (table["source"] == "proposed").all():
        text = _(
            "Of those who come back, half do so within {active:count} days, 80 % within {dormant:count}, 95 % within "
            "{lost:count}: these are the limits",
            **days,
        )
        yield Finding(text=text, value=float(days["dormant"]), n=n)


def _last_whole(pulse: pd.DataFrame) -> pd.Series | None:
    whole = pulse[pulse["is_complete"]]
    return None if whole.empty else whole.iloc[-1]
