"""What is worth saying about channels."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from insight.analysis.channels.words import channel_name
from insight.i18n import Money, Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of

if TYPE_CHECKING:
    from insight.analysis.channels.result import ChannelsResult

_TELLING = 0.05
"""Rules are said to differ where they move this share of all people to or from a channel."""


def findings(result: "ChannelsResult") -> list[Finding]:
    """The best and the worst channel by what its people bring, whose people leave or stay away, sizes, costs, rules."""
    if len(result.channels) == 1:
        return [*_only(result), *_unknown(result)]
    best, worst = _by_value(result)
    found = [
        *best,
        *_leave(result),
        *worst,
        *_away(result),
        *_most(result),
        *_paid(result),
        *_rules(result),
        *_unknown(result),
    ]
    return sorted(found, key=lambda finding: not finding.certain)


def _only(result: "ChannelsResult") -> Iterator[Finding]:
    row = result.channels.iloc[0]
    yield Finding(
        text=_(
            "All {n:count} people with a source come from one channel, {name}: there is nothing to compare it with",
            n=row["won"],
            name=channel_name(str(row["channel"])),
        ),
        value=float(row["won"]),
        n=int(row["won"]),
        cell={"channel": row["channel"], "state": "won"},
    )


def _by_value(result: "ChannelsResult") -> tuple[list[Finding], list[Finding]]:
    known = result.channels[result.channels["net_mean"].notna() & (result.channels["valued"] >= SMALL)]
    sure = known[known["net_certain"].astype(bool)]
    above, below = known[known["net_mean"] > known["net_rest"]], sure[sure["net_mean"] < sure["net_rest"]]
    if sure.empty:
        above = sure
    best = [_value(result, row, is_best=True) for row in _sorted(above, "net_mean", ascending=False)]
    worst = [_value(result, row, is_best=False) for row in _sorted(below, "net_mean", ascending=True)]
    if best or worst or len(known) < 2:
        return best, worst
    text = _("No channel's people bring more in their first 180 days than those of comparable channels, beyond chance")
    return [Finding(text=text, value=None, n=int(known["valued"].sum()), certain=False)], []


def _value(result: "ChannelsResult", row: dict[Any, Any], *, is_best: bool) -> Finding:
    money = {name: Money(float(row[f"net_{name}"]), result.params.currency) for name in ("mean", "rest")}
    name = channel_name(str(row["channel"]))
    text = (
        _(
            "{name} brings the best people: {mean:money} each in their first 180 days, "
            "comparable channels {rest:money}",
            name=name,
            **money,
        )
        if is_best
        else _(
            "{name} brings the poorest people: {mean:money} each in their first 180 days, "
            "comparable channels {rest:money}",
            name=name,
            **money,
        )
    )
    return Finding(
        text=text,
        value=float(row["net_mean"]),
        n=int(row["valued"]),
        certain=bool(row["net_certain"]),
        low=float(row["net_low"]),
        high=float(row["net_high"]),
        cell={"channel": row["channel"], "state": "valued"},
    )


def _leave(result: "ChannelsResult") -> Iterator[Finding]:
    table = result.channels
    for row in _sorted(_worse(table, "left", is_more=True), "left_rate", ascending=False):
        text = _(
            "{name} is the channel whose people leave: {rate:percent} are gone within 7 days, "
            "in comparable channels {rest:percent}",
            name=channel_name(str(row["channel"])),
            rate=row["left_rate"],
            rest=row["left_rest"],
        )
        yield _rated(row, "left", "watched", text)


def _away(result: "ChannelsResult") -> Iterator[Finding]:
    """Of the three spans the one that a channel does worst in is said, once."""
    for days, name in ((90, "kept_90"), (30, "kept_30"), (7, "kept_7")):
        rows = _sorted(_worse(result.channels, name, is_more=False), f"{name}_rate", ascending=True)
        for row in rows:
            text = _(
                "People from {name} stay away: {days} days on {rate:percent} come again, "
                "in comparable channels {rest:percent}",
                name=channel_name(str(row["channel"])),
                days=days,
                rate=row[f"{name}_rate"],
                rest=row[f"{name}_rest"],
            )
            yield _rated(row, name, f"old_{days}", text)
        if rows:
            return


def _worse(table: pd.DataFrame, name: str, *, is_more: bool) -> pd.DataFrame:
    sure = table[table[f"{name}_certain"].astype(bool)]
    return sure[(sure[f"{name}_rate"] > sure[f"{name}_rest"]) == is_more]


def _rated(row: dict[Any, Any], name: str, base: str, text: Text) -> Finding:
    state = name.replace("kept", "away")
    return Finding(
        text=text,
        value=float(row[f"{name}_rate"]),
        n=int(row[base]),
        low=float(row[f"{name}_low"]),
        high=float(row[f"{name}_high"]),
        cell={"channel": row["channel"], "state": state},
    )


def _most(result: "ChannelsResult") -> Iterator[Finding]:
    for row in _sorted(result.channels[result.channels["won"] > 0], "won", ascending=False):
        yield Finding(
            text=_(
                "Most people came from {name}: {n:count} of {whole:count}",
                name=channel_name(str(row["channel"])),
                n=row["won"],
                whole=result.totals["sourced"],
            ),
            value=share_of(row["won"], result.totals["sourced"]),
            n=int(row["won"]),
            cell={"channel": row["channel"], "state": "won"},
        )


def _paid(result: "ChannelsResult") -> Iterator[Finding]:
    for row in result.channels[result.channels["cost_per_person"].notna()].to_dict("records"):
        cost = Money(float(row["cost_per_person"]), result.params.currency)
        name = channel_name(str(row["channel"]))
        if pd.isna(row["payback_days"]):
            text = _(
                "A person from {name} cost {cost:money}, which is not seen to come back in 180 days", **_of(name, cost)
            )
        else:
            text = _(
                "A person from {name} cost {cost:money}, which is back after {days:count} days",
                **_of(name, cost),
                days=row["payback_days"] + 1,
            )
        yield Finding(
            text=text,
            value=float(row["cost_per_person"]),
            n=int(row["paid"]),
            certain=int(row["paid"]) >= SMALL,
            cell={"channel": row["channel"], "state": "paid"},
        )


def _of(name: Text, cost: Money) -> dict[str, Any]:
    return {"name": name, "cost": cost}


def _rules(result: "ChannelsResult") -> Iterator[Finding]:
    moved = (result.channels["by_other"] - result.channels["won"]).astype("float64").abs()
    if not moved.max() >= _TELLING * result.totals["sourced"]:
        return
    row = result.channels.assign(moved=moved).sort_values("moved", ascending=False, kind="stable").iloc[0]
    by = {result.params.rule: int(row["won"]), result.params.other_rule: int(row["by_other"])}
    yield Finding(
        text=_(
            "{name} has {first:count} people by the first source and {last:count} by the last one before the first "
            "order: what it is worth depends on the rule",
            name=channel_name(str(row["channel"])),
            **by,
        ),
        value=float(moved.max()),
        n=int(row["credited"]),
        cell={"channel": row["channel"], "state": "credited"},
    )


def _unknown(result: "ChannelsResult") -> Iterator[Finding]:
    if result.totals["unknown"]:
        yield Finding(
            text=_(
                "Of {n:count} of {whole:count} people nothing says where they came from",
                n=result.totals["unknown"],
                whole=result.totals["people"],
            ),
            value=share_of(result.totals["unknown"], result.totals["people"]),
            n=int(result.totals["unknown"]),
            cell={"state": "unknown"},
        )


def _sorted(table: pd.DataFrame, column: str, *, ascending: bool) -> list[dict[Any, Any]]:
    """The first row by a column, as a list of one or none."""
    return table.sort_values([column, "channel"], ascending=[ascending, True]).head(1).to_dict("records")
