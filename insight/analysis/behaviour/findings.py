"""What is worth saying about behaviour."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.behaviour.words import part_name, said_of_festival
from insight.calendar.across import nearest
from insight.i18n import Text, _
from insight.results import Finding
from insight.schema.event_names import event_name
from insight.statistics.comparison import CHANCE, two_rates
from insight.statistics.intervals import SMALL

if TYPE_CHECKING:
    from insight.analysis.behaviour.result import BehaviourResult


def findings(result: "BehaviourResult") -> list[Finding]:
    """How many came, whether visits convert better or worse and which part moved that, and where visits end."""
    return [
        *_visits(result),
        *_rate(result),
        *_moved(result),
        *_across(result),
        *_ends(result),
        *_keen(result),
        *_empty(result),
    ]


def _visits(result: "BehaviourResult") -> Iterator[Finding]:
    now = result.totals[result.totals["period"] == "now"]
    for row in now.to_dict("records"):
        yield Finding(
            text=_(
                "{people:count} people came on {visits:count} visits in {days} days",
                people=row["customers"],
                visits=row["sessions"],
                days=result.params.days,
            ),
            value=float(row["customers"]),
            n=int(row["sessions"]),
            cell={},
        )


def _rate(result: "BehaviourResult") -> Iterator[Finding]:
    by_period = {row["period"]: row for row in result.totals.to_dict("records")}
    now, before = by_period.get("now"), by_period.get("before")
    if result.goal is None or now is None or now["rate"] != now["rate"]:
        return
    if before is None or before["rate"] != before["rate"]:
        text = _("{rate:percent} of visits lead to “{goal}”", rate=now["rate"], goal=event_name(result.goal))
        is_certain = int(now["sessions"]) >= SMALL
    else:
        text = _beside_before(result, now["rate"], before["rate"])
        counts = (int(one[name]) for one in (now, before) for name in ("goals", "sessions"))
        is_certain = two_rates(*counts) < CHANCE
    yield Finding(
        text=text,
        value=float(now["rate"]),
        n=int(now["sessions"]),
        low=float(now["low"]),
        high=float(now["high"]),
        certain=is_certain,
        cell={"is_goal": True},
    )


def _beside_before(result: "BehaviourResult", rate: float, before: float) -> Text:
    params, values = result.params, {"rate": rate, "goal": event_name(str(result.goal)), "before": before}
    if params.around is not None:
        return _(
            "{rate:percent} of visits lead to “{goal}”, in the same days around {festival} of the year before "
            "{before:percent}",
            festival=nearest((params.since, params.as_of), params.around).festival.name,
            **values,
        )
    return _(
        "{rate:percent} of visits lead to “{goal}”, in the {days} days before {before:percent}",
        days=params.days,
        **values,
    )


def _across(result: "BehaviourResult") -> Iterator[Finding]:
    """A festival that lies in one of the two periods only makes a difference by itself."""
    for one in result.across()[:1]:
        text = said_of_festival(one)
        yield Finding(text=text, value=None, n=int(result.totals["sessions"].iloc[0]), certain=False, cell={})


def _moved(result: "BehaviourResult") -> Iterator[Finding]:
    table = result.changes[result.changes["certain"].astype(bool)]
    for row in table.reindex(table["effect"].abs().sort_values(ascending=False).index).head(2).to_dict("records"):
        yield Finding(
            text=_(
                "{part}: {rate:percent} of visits lead to “{goal}”, before {before:percent}",
                part=part_name(str(row["part"])),
                rate=row["rate"],
                goal=event_name(str(result.goal)),
                before=row["rate_before"],
            ),
            value=float(row["rate"]),
            n=int(row["sessions"]),
            cell={"dimension": row["dimension"], "part": row["part"]},
        )


def _ends(result: "BehaviourResult") -> Iterator[Finding]:
    enough = result.pages[result.pages["sessions"] >= SMALL]
    for row in enough.sort_values(["low", "page"], ascending=[False, True]).head(1).to_dict("records"):
        yield Finding(
            text=_(
                "{rate:percent} of the visits that saw “{page}” ended there", rate=row["exit_rate"], page=row["page"]
            ),
            value=float(row["exit_rate"]),
            n=int(row["sessions"]),
            low=float(row["low"]),
            high=float(row["high"]),
            cell={"page": row["page"], "is_exit": True},
        )


def _keen(result: "BehaviourResult") -> Iterator[Finding]:
    """How many readers are keen, and whether these buy more often than who only looks in."""
    by_level = {row["level"]: row for row in result.levels.to_dict("records")}
    high, low = by_level.get("high"), by_level.get("low")
    if high is None:
        return
    readers = int(result.levels["customers"].sum())
    said = {"n": high["customers"], "readers": readers, "rate": high["rate"]}
    text = _(
        "{n:count} of {readers:count} readers are keen: they forwarded an article or read three; {rate:percent} of "
        "them have ordered since",
        **said,
    )
    is_certain = False
    if low is not None and min(high["customers"], low["customers"]) >= SMALL:
        counts = (int(one[name]) for one in (high, low) for name in ("buyers", "customers"))
        is_certain = two_rates(*counts) < CHANCE
        text = _("{said}, of those who looked in {other:percent}", said=text, other=low["rate"])
    yield Finding(
        text=text,
        value=float(high["customers"]),
        n=readers,
        low=float(high["low"]),
        high=float(high["high"]),
        certain=is_certain,
        cell={"level": "high"},
    )


def _empty(result: "BehaviourResult") -> Iterator[Finding]:
    """The word of most searches that found nothing."""
    rows = result.words[result.words["no_result"] > 0].sort_values(["no_result", "keyword"], ascending=[False, True])
    for row in rows.head(1).to_dict("records"):
        yield Finding(
            text=_(
                "“{word}” found nothing in {n:count} of {searches:count} searches ({share:percent})",
                word=row["keyword"],
                n=row["no_result"],
                searches=row["answered"],
                share=row["no_result_rate"],
            ),
            value=float(row["no_result_rate"]),
            n=int(row["answered"]),
            certain=int(row["answered"]) >= SMALL,
            cell={"keyword": row["keyword"]},
        )
