"""What is worth saying about a funnel."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from insight.analysis.funnel.durations import span
from insight.i18n import Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, wilson

if TYPE_CHECKING:
    from insight.analysis.funnel.result import FunnelResult

_MOST_GROUPS = 3


def findings(result: "FunnelResult") -> list[Finding]:
    """How many come through and where most are lost, who differs, what changed, who still has time, how long it takes,
    and steps that nobody did."""
    return [
        *_nobody(result),
        *_through(result),
        *_apart(result),
        *_groups(result),
        *_changed(result),
        *_if(result),
        *_open(result),
        *_slow(result),
        *_not_compared(result),
    ]


def _needed(result: "FunnelResult") -> pd.DataFrame:
    return result.steps[~result.steps["is_optional"].astype(bool)]


def _through(result: "FunnelResult") -> Iterator[Finding]:
    steps = _needed(result)
    if len(steps) < 2:
        return
    last, later = steps.iloc[-1], steps.iloc[1:]
    converted, lost = int(last["converted"]), int(later["lost"].sum())
    first = result.label(1)
    low, high = wilson(converted, converted + lost)
    if not lost:
        yield Finding(
            text=_("Nobody who did “{first}” is lost on the way so far", first=first),
            value=0.0,
            n=converted,
            certain=converted >= SMALL,
        )
        return
    worst = later.sort_values(["lost", "step_no"], ascending=[False, True]).iloc[0]
    yield Finding(
        text=_(
            "Of the people who did “{first}”, {rate:percent} come as far as “{last}”; most are lost before “{worst}”: "
            "{lost:count} people",
            first=first,
            rate=converted / (converted + lost),
            last=result.label(int(last["step_no"])),
            worst=result.label(int(worst["step_no"])),
            lost=int(worst["lost_people"]),
        ),
        value=converted / (converted + lost),
        n=converted + lost,
        low=low,
        high=high,
        certain=converted + lost >= SMALL,
        cell={"step": str(worst["step_no"]), "state": "lost"},
    )


def _apart(result: "FunnelResult") -> Iterator[Finding]:
    """What sets those apart who take the step that was asked about; that nothing does, where nothing is sure."""
    if result.drivers is None or (len(result.apart) and result.apart["difference"].isna().all()):
        return
    step = result.label(result.drivers.number)
    told = result.apart[result.apart["certain"].astype(bool)]
    told = told[told["difference"].notna()].drop_duplicates(["kind", "feature"])
    for row in told.head(_MOST_GROUPS).to_dict("records"):
        yield Finding(
            text=_(
                "{what}: {converted:percent} of those who went on to “{step}”, {lost:percent} of those who are lost",
                what=_WHAT[row["kind"]](row["label"]),
                converted=row["converted_share"],
                lost=row["lost_share"],
                step=step,
            ),
            value=float(row["difference"]),
            n=int(row["converted_n"] + row["lost_n"]),
            low=float(row["low"]),
            high=float(row["high"]),
            cell={"step": str(result.drivers.number), "state": "lost"}
            | {name: row[name] for name in ("kind", "feature", "value")},
        )
    if told.empty:
        yield Finding(
            text=_("Nothing that is known sets those who went on to “{step}” apart from those who are lost", step=step),
            value=None,
            n=int(result.steps["customers"].iloc[result.drivers.number - 1]),
            certain=False,
        )


_WHAT: Mapping[str, Callable[[Text], Text]] = {
    "event": lambda name: _("“{event}” in between", event=name),
    "trait": lambda name: name,
    "tag": lambda name: _("Tag “{tag}”", tag=name),
}


def _groups(result: "FunnelResult") -> Iterator[Finding]:
    table = result.groups[result.groups["certain"].astype(bool)] if len(result.groups) else result.groups
    table = table[table[["rate", "converted", "lost", "low"]].notna().all(axis=1)]
    if table.empty:
        return
    of_all = result.steps.set_index("step_no")["rate"]
    gap = (table["rate"] - table["step_no"].map(of_all)).abs()
    for place in gap.sort_values(ascending=False, kind="stable").index[:_MOST_GROUPS]:
        row = table.loc[place]
        yield Finding(
            text=_(
                "{group}: {rate:percent} go on to “{step}”, of all people {all:percent}",
                group=result.group_name(str(row["group"])),
                rate=float(row["rate"]),
                step=result.label(int(row["step_no"])),
                all=float(of_all[row["step_no"]]),
            ),
            value=float(row["rate"]),
            n=int(row["converted"] + row["lost"]),
            low=float(row["low"]),
            high=float(row["high"]),
            cell={"step": str(row["step_no"]), "state": "lost", "group": row["group"]},
        )


def _not_compared(result: "FunnelResult") -> Iterator[Finding]:
    if result.told is not None and not result.told.is_lasting:
        yield Finding(
            text=_(
                "{trait} is known as of today only, and going on may have changed it: the groups are shown, but not "
                "compared",
                trait=result.told.quoted,
            ),
            value=None,
            n=int(result.steps["customers"].iloc[0]),
        )


def _changed(result: "FunnelResult") -> Iterator[Finding]:
    for row in result.periods[result.periods["certain"].astype(bool)].to_dict("records"):
        yield Finding(
            text=_(
                "“{step}”: {rate:percent} go on, in the period before {before:percent}",
                step=result.label(int(row["step_no"])),
                rate=float(row["rate"]),
                before=float(row["rate_before"]),
            ),
            value=float(row["rate"]),
            n=int(row["n"]),
        )


def _if(result: "FunnelResult") -> Iterator[Finding]:
    certain = set(result.groups[result.groups["certain"].astype(bool)]["step_no"]) if len(result.groups) else set()
    table = result.what_if[result.what_if["step_no"].isin(certain) & (result.what_if["more_at_the_end"] >= 1)]
    for row in table.sort_values("more_at_the_end", ascending=False).head(1).to_dict("records"):
        yield Finding(
            text=_(
                "If everybody went on to “{step}” as often as {group} ({rate:percent}), {more:count} more people would "
                "come to the end, provided that they go on from there as their group does",
                step=result.label(int(row["step_no"])),
                group=row["best_group"],
                rate=float(row["best_rate"]),
                more=int(row["more_at_the_end"]),
            ),
            value=float(row["more_at_the_end"]),
            n=int(result.steps["customers"].iloc[0]),
            certain=False,
        )


def _open(result: "FunnelResult") -> Iterator[Finding]:
    rows = _needed(result).sort_values(["open", "step_no"], ascending=[False, True]).head(1)
    for row in rows[rows["open"] > 0].to_dict("records"):
        yield Finding(
            text=_(
                "{people:count} people still have time for “{step}”: they are not counted as lost",
                people=int(row["open_people"]),
                step=result.label(int(row["step_no"])),
            ),
            value=float(row["open"]),
            n=int(row["customers"]),
            cell={"step": str(row["step_no"]), "state": "open"},
        )


def _slow(result: "FunnelResult") -> Iterator[Finding]:
    timed = result.steps[result.steps["median_s"].notna()]
    if timed.empty:
        return
    row = timed.sort_values(["median_s", "step_no"], ascending=[False, True]).iloc[0]
    yield Finding(
        text=_(
            "The slowest step is “{step}”: half of those who go on take {median} or less, nine tenths {most} or less",
            step=result.label(int(row["step_no"])),
            median=span(row["median_s"]),
            most=span(row["p90_s"]),
        ),
        value=float(row["median_s"]),
        n=int(row["converted"]),
        certain=int(row["converted"]) >= SMALL,
    )


def _nobody(result: "FunnelResult") -> Iterator[Finding]:
    for row in result.own[result.own["people"] == 0].to_dict("records"):
        yield Finding(
            text=_said(result, int(row["step_no"])),
            value=0.0,
            n=0,
            certain=False,
        )


def _said(result: "FunnelResult", step_no: int) -> Text:
    step = result.label(step_no)
    if result.params.steps[step_no - 1].milestone:
        return _("Nobody came to “{step}”", step=step)
    return _("Nobody did “{step}”: is it spelt as in the events?", step=step)
