"""What is worth saying about the people who moved."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from insight.analysis.rfm_core.moves import label
from insight.analysis.rfm_movement.silence import LEVEL
from insight.i18n import Money, _
from insight.results import Finding
from insight.statistics.intervals import SMALL

if TYPE_CHECKING:
    from insight.analysis.rfm_movement.result import RfmMovementResult


def findings(result: "RfmMovementResult") -> list[Finding]:
    """Which group has gone silent, the ways with most money down and up, who came in, how many stayed."""
    silent = [*_gone_silent(result)]
    alarms = [finding for finding in silent if finding.cell is not None]
    return [
        *alarms[:1],
        *_largest(result, "down"),
        *alarms[1:],
        *_largest(result, "up"),
        *_entered(result),
        *_stayed(result),
        *(finding for finding in silent if finding.cell is None),
        *_moved_by_others(result),
    ]


def gone_silent(result: "RfmMovementResult") -> pd.DataFrame:
    """The rows of `silence` that are not due to chance: more silent than expected, the clearest first."""
    rows = result.silence
    return rows[(rows["rate"] > rows["expected_rate"]) & (rows["p_value"] < LEVEL)].sort_values("p_value")


def _stayed(result: "RfmMovementResult") -> Iterator[Finding]:
    everyone = result.rates[result.rates["group"] == ""].to_dict("records")
    stayed, up, down = everyone
    yield Finding(
        text=_(
            "{rate:percent} of {n:count} buyers stand in the same group as on {before:last_day}; {up_people:count} "
            "moved up, {down_people:count} down",
            rate=float(stayed["rate"]),
            n=int(stayed["n"]),
            before=result.params.earlier,
            up_people=int(up["customers"]),
            down_people=int(down["customers"]),
        ),
        value=float(stayed["rate"]),
        n=int(stayed["n"]),
        low=float(stayed["low"]),
        high=float(stayed["high"]),
        certain=int(stayed["n"]) >= SMALL,
    )


def _gone_silent(result: "RfmMovementResult") -> Iterator[Finding]:
    for row in gone_silent(result).to_dict("records"):
        yield Finding(
            text=_(
                "Gone silent: {rate:percent} of the {n:count} people in “{group}” ordered nothing since "
                "{before:last_day}; {expected:percent} would be usual",
                group=row["label"],
                rate=float(row["rate"]),
                n=int(row["n"]),
                before=result.params.earlier,
                expected=float(row["expected_rate"]),
            ),
            value=float(row["rate"]),
            n=int(row["n"]),
            low=float(row["low"]),
            high=float(row["high"]),
            cell={"from_group": row["group"], "silent": True},
        )
    if gone_silent(result).empty and result.silence["p_value"].notna().any():
        yield Finding(
            text=_(
                "No group has gone silent more than expected since {before:last_day}: what differs may be chance",
                before=result.params.earlier,
            ),
            value=None,
            n=result.buyers_before,
        )


def _largest(result: "RfmMovementResult", moved: str) -> Iterator[Finding]:
    ways = result.matrix[(result.matrix["moved"] == moved) & (result.matrix["customers"] > 0)]
    if ways.empty:
        return
    way: dict[Any, Any] = ways.sort_values(["net_amount", "customers"], ascending=False).iloc[0].to_dict()
    people, amount = int(way["customers"]), float(way["net_amount"])
    text = _(
        "Most money moved {way} from {before} to {now}: {customers:count} people, {amount:short_money} so far",
        way=_DOWN if moved == "down" else _UP,
        before=label(way["from_group"]),
        now=label(way["to_group"]),
        customers=people,
        amount=Money(amount, result.params.currency),
    )
    cell = {"from_group": way["from_group"], "to_group": way["to_group"]}
    yield Finding(text=text, value=amount, n=people, certain=people >= SMALL, cell=cell)


_UP, _DOWN = _("up"), _("down")


def _entered(result: "RfmMovementResult") -> Iterator[Finding]:
    entered = result.moves[result.moves["moved"] == "entered"].iloc[0]
    people, amount = int(entered["customers"]), float(entered["net_amount_between"])
    if people:
        yield Finding(
            text=_(
                "{customers:count} people came in with a first order, and spent {amount:short_money}",
                customers=people,
                amount=Money(amount, result.params.currency),
            ),
            value=amount,
            n=people,
            certain=people >= SMALL,
            cell={"moved": "entered"},
        )


def _moved_by_others(result: "RfmMovementResult") -> Iterator[Finding]:
    people = int(result.moves.loc[result.moves["by_others"], "customers"].sum())
    if people:
        yield Finding(
            text=_(
                "Moved only because the boundaries of the day moved, not by their own doing: {customers:count} people",
                customers=people,
            ),
            value=people / result.buyers,
            n=result.buyers,
            cell={"by_others": True},
        )
