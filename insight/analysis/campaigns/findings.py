"""What is worth saying of campaigns."""

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Any

from insight.analysis.campaigns.themes import theme_label
from insight.analysis.campaigns.words import group_words
from insight.i18n import Money, Text, _
from insight.results import Finding
from insight.statistics.comparison import CHANCE, two_rates
from insight.statistics.corrections import holm
from insight.statistics.intervals import SMALL, wilson

if TYPE_CHECKING:
    from insight.analysis.campaigns.result import CampaignsResult


_LEAST_CAMPAIGNS = 3
"""Fewer campaigns say nothing of what they are about."""


def findings(result: "CampaignsResult") -> list[Finding]:
    """The newest campaign, contact pressure, people lost by it, campaigns nobody can judge, groups that took part."""
    rows = [{str(name): value for name, value in row.items()} for row in result.campaigns.to_dict("records")]
    reached = [row for row in rows if row["treated"] > 0]
    return [
        *(_newest(result, reached[0]) if reached else ()),
        *(_pressure(result) if result.over_cap else ()),
        *(_beside_control(reached[0]) if reached else ()),
        *_no_control(reached),
        *_lost(reached),
        *_failed(reached),
        *_took_part(result),
        *_rewards(result),
        *_themes(result),
        *(() if result.over_cap else _pressure(result)),
    ]


def _newest(result: "CampaignsResult", row: dict[str, Any]) -> Iterator[Finding]:
    text = _(
        "{name}: {treated:count} people contacted, {bought:count} of them bought within {days} days",
        name=row["name"],
        treated=row["treated"],
        bought=row["bought"],
        days=result.params.days,
    )
    if row["cost"] == row["cost"] and row["cost"] is not None and row["cost"] > 0:
        cost = Money(row["cost"], result.params.currency)
        text = _("{said}; it cost {cost:money}", said=text, cost=cost)
    yield Finding(
        text=text,
        value=float(row["rate"]),
        n=int(row["treated"]),
        low=float(row["low"]),
        high=float(row["high"]),
        cell={"campaign": row["campaign_id"], "state": "bought"},
    )


def _pressure(result: "CampaignsResult") -> Iterator[Finding]:
    values = {"people": result.over_cap, "cap": result.params.cap, "days": result.params.cap_days}
    if not result.over_cap:
        text = _("Nobody was contacted more than {cap} times within {days} days", **values)
        yield Finding(text=text, value=0.0, n=result.contacted)
        return
    yield Finding(
        text=_("{people:count} people were contacted more than {cap} times within {days} days", **values),
        value=float(result.over_cap),
        n=result.contacted,
        cell={"over_cap": True},
        watch="passes",
    )


def _beside_control(row: dict[str, Any]) -> Iterator[Finding]:
    if not row["control"]:
        return
    low, high = wilson(int(row["control_bought"]), int(row["control"]))
    yield Finding(
        text=_(
            "Of the {control:count} held back {bought:count} bought too; what is due to the campaign says the campaign "
            "judge",
            control=row["control"],
            bought=row["control_bought"],
        ),
        value=row["control_bought"] / row["control"],
        n=int(row["control"]),
        low=low,
        high=high,
        cell={"campaign": row["campaign_id"], "state": "control"},
    )


def _no_control(rows: list[dict[str, Any]]) -> Iterator[Finding]:
    without = [row for row in rows if not row["control"]]
    if not without:
        return
    yield Finding(
        text=_(
            "{name} held nobody back: what it earned beyond what would have come anyhow can only be guessed",
            name=without[0]["name"],
        ),
        value=float(len(without)),
        n=int(without[0]["treated"]),
        cell={"campaign": without[0]["campaign_id"], "state": "treated"},
    )


def _lost(rows: list[dict[str, Any]]) -> Iterator[Finding]:
    most = max(rows, key=lambda row: (row["unsubscribed"], str(row["campaign_id"])), default=None)
    if most is None or not most["unsubscribed"]:
        return
    yield Finding(
        text=_(
            "{people:count} people asked not to be contacted again after {name}",
            people=most["unsubscribed"],
            name=most["name"],
        ),
        value=float(most["unsubscribed"]),
        n=int(most["treated"]),
        cell={"campaign": most["campaign_id"], "state": "unsubscribed"},
    )


def _failed(rows: list[dict[str, Any]]) -> Iterator[Finding]:
    most = max(rows, key=lambda row: (row["failed"], str(row["campaign_id"])), default=None)
    if most is None or not most["failed"]:
        return
    yield Finding(
        text=_("{people:count} messages of {name} did not arrive", people=most["failed"], name=most["name"]),
        value=float(most["failed"]),
        n=int(most["treated"]),
        cell={"campaign": most["campaign_id"], "state": "failed"},
    )


def _took_part(result: "CampaignsResult") -> Iterator[Finding]:
    """The group that bought most, where it is more than chance among all groups of its kind."""
    rows = [row for row in result.groups.to_dict("records") if row["kind"] == "rfm" and row["customers"] >= SMALL]
    people, buyers = sum(int(row["customers"]) for row in rows), sum(int(row["bought"]) for row in rows)
    tested = holm([_against_rest(row, people, buyers) for row in rows])
    sure = [
        (row["rate"], row) for row, p in zip(rows, tested, strict=True) if p < CHANCE and row["rate"] > buyers / people
    ]
    if not sure:
        return
    _rate, best = max(sure, key=lambda pair: (pair[0], str(pair[1]["group"])))
    yield Finding(
        text=_(
            "Of {group} {rate:percent} bought, of all contacted {other:percent}",
            group=group_words({str(name): value for name, value in best.items()}),
            rate=best["rate"],
            other=buyers / people,
        ),
        value=float(best["rate"]),
        n=int(best["customers"]),
        low=float(best["low"]),
        high=float(best["high"]),
        cell={"campaign": result.chosen, "kind": "rfm", "group": best["group"], "state": "treated"},
    )


def _against_rest(row: Any, people: int, buyers: int) -> float:
    n, bought = int(row["customers"]), int(row["bought"])
    return two_rates(bought, n, buyers - bought, people - n)


def _rewards(result: "CampaignsResult") -> Iterator[Finding]:
    """Two values of coupons of which one was used by more people than chance would have it, among all pairs."""
    rows: list[Any] = [row for row in result.rewards.to_dict("records") if row["customers"] >= SMALL]
    pairs = list(combinations(rows, 2))
    tested = holm([_pair(one, other) for one, other in pairs])
    sure = [pair for pair, p in zip(pairs, tested, strict=True) if p < CHANCE]
    if not sure:
        return
    widest = max(sure, key=lambda pair: abs(pair[0]["rate"] - pair[1]["rate"]))
    one, other = sorted(widest, key=lambda row: -row["rate"])
    currency = result.params.currency
    yield Finding(
        text=_(
            "{rate:percent} of the people who got a coupon of {value:money} used it, of those who got one of "
            "{less:money} {other:percent}; they may be other people",
            rate=one["rate"],
            value=Money(one["face_value"], currency),
            less=Money(other["face_value"], currency),
            other=other["rate"],
        ),
        value=float(one["rate"] - other["rate"]),
        n=int(one["customers"]),
        certain=True,
    )


def _pair(one: Any, other: Any) -> float:
    return two_rates(int(one["redeemers"]), int(one["customers"]), int(other["redeemers"]), int(other["customers"]))


def _themes(result: "CampaignsResult") -> Iterator[Finding]:
    known = result.themes[(result.themes["kind"] != "other") & (result.themes["campaigns"] >= _LEAST_CAMPAIGNS)]
    if len(known) < 2:
        return
    best = known.sort_values(["bought_share", "kind"], ascending=[False, True]).iloc[0]
    text: Text = _(
        "By what they were about, campaigns for {theme} had most buyers ({share:percent} of those contacted); other "
        "people and other days may be the reason",
        theme=theme_label(str(best["kind"])),
        share=float(best["bought_share"]),
    )
    yield Finding(text=text, value=float(best["bought_share"]), n=int(best["treated"]), certain=False)
