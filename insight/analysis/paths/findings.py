"""What is worth saying about paths."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.paths.words import END, OTHER, path_name, people_said, step_name, visits_said
from insight.i18n import Text, _
from insight.results import Finding
from insight.schema.event_names import event_name
from insight.statistics.intervals import SMALL

_MOST_APART = 2

if TYPE_CHECKING:
    from insight.analysis.paths.result import PathsResult


def findings(result: "PathsResult") -> list[Finding]:
    """Where people go most after the event and how many stop there, the larger share first; where most stop later on,
    and the most common way."""
    first = sorted((*_most(result), *_stop(result)), key=lambda finding: finding.value or 0.0, reverse=True)
    return [*_apart(result), *first, *_later(result), *_way(result)]


def _apart(result: "PathsResult") -> Iterator[Finding]:
    """Where the group goes another way than the others; that it does not, where no way differs by more than chance."""
    if result.group is None or (len(result.apart) and result.apart["difference"].isna().all()):
        return
    told = result.apart[result.apart["certain"].astype(bool)]
    told = told[told["difference"].notna()].sort_values("next", key=lambda next_: next_ == END, kind="stable")
    for row in told.drop_duplicates(["step", "event"]).head(_MOST_APART).to_dict("records"):
        yield Finding(
            text=_of_groups(result, row),
            value=float(row["difference"]),
            n=int(row["here"] + row["here_others"]),
            cell={name: row[name] for name in ("step", "event", "next")} | {"side": "group"},
        )
    if told.empty:
        yield Finding(
            text=_(
                "{group} and {others}: no way differs by more than random splits of the same people do",
                group=result.group,
                others=result.others,
            ),
            value=None,
            n=(result.in_group or 0) + (result.in_others or 0),
            certain=False,
            cell={},
        )


def _of_groups(result: "PathsResult", row: dict[Any, Any]) -> Text:
    values = {
        "group": result.group,
        "others": result.others,
        "share": row["share"],
        "share_others": row["share_others"],
        "event": _name(result, row["event"]),
        "next": _name(result, row["next"]),
        "points": 100 * row["noise"],
    }
    if row["next"] == END and not result.params.is_back:
        return _(
            "{group}: {share:percent} of visits end after “{event}”; {others}: {share_others:percent}. Chance alone "
            "makes up to {points:.0f} points between the same people",
            **values,
        )
    if result.params.is_back:
        return _(
            "{group}: before “{event}” comes “{next}” in {share:percent} of visits; {others}: {share_others:percent}. "
            "Chance alone makes up to {points:.0f} points between the same people",
            **values,
        )
    return _(
        "{group}: {share:percent} of visits go on from “{event}” to “{next}”; {others}: {share_others:percent}. Chance "
        "alone makes up to {points:.0f} points between the same people",
        **values,
    )


def _most(result: "PathsResult") -> Iterator[Finding]:
    table = result.links[(result.links["step"] == 0) & ~result.links["next"].isin((END, OTHER))]
    for row in table.head(1).to_dict("records"):
        text = _before if result.params.is_back else _after
        yield _of_link(row, text(result, row))


def _stop(result: "PathsResult") -> Iterator[Finding]:
    table = result.links[(result.links["step"] == 0) & (result.links["next"] == END)]
    for row in table.to_dict("records"):
        yield _of_link(row, _begin(result, row) if result.params.is_back else _ended(result, row))


def _later(result: "PathsResult") -> Iterator[Finding]:
    """The step further on after which the largest share of visits ends, where enough come by."""
    if result.params.is_back:
        return
    table = result.links[(result.links["step"] > 0) & (result.links["next"] == END)]
    table = table[(table["event"] != OTHER) & (table["here"] >= SMALL)]
    for row in table.sort_values(["low", "step", "event"], ascending=[False, True, True]).head(1).to_dict("records"):
        text = _(
            "Where people stop later on: {share:percent} of the visits that came to “{event}” ended there ({people})",
            share=row["share"],
            event=_name(result, row["event"]),
            people=people_said(row["customers"]),
        )
        yield _of_link(row, text)


def _way(result: "PathsResult") -> Iterator[Finding]:
    for row in result.paths.head(1).to_dict("records"):
        yield Finding(
            text=_(
                "The most common way: {path} ({people}, {visits})",
                path=path_name(str(row["path"]), is_back=result.params.is_back),
                people=people_said(row["customers"]),
                visits=visits_said(row["visits"]),
            ),
            value=float(row["visits"]),
            n=int(row["customers"]),
            cell={"path": row["path"]},
        )


def _after(result: "PathsResult", row: dict[Any, Any]) -> Text:
    return _(
        "After “{event}” people most often go on to “{next}”: {share:percent} of visits, {people}",
        next=_name(result, row["next"]),
        **_said(result, row),
    )


def _before(result: "PathsResult", row: dict[Any, Any]) -> Text:
    return _(
        "Before “{event}” people most often did “{next}”: {share:percent} of visits, {people}",
        next=_name(result, row["next"]),
        **_said(result, row),
    )


def _ended(result: "PathsResult", row: dict[Any, Any]) -> Text:
    return _("{share:percent} of visits end right after “{event}” ({people})", **_said(result, row))


def _begin(result: "PathsResult", row: dict[Any, Any]) -> Text:
    return _("{share:percent} of visits begin with “{event}” ({people})", **_said(result, row))


def _said(result: "PathsResult", row: dict[Any, Any]) -> dict[str, Any]:
    return {"event": event_name(result.start), "share": row["share"], "people": people_said(row["customers"])}


def _of_link(row: dict[Any, Any], text: Text) -> Finding:
    return Finding(
        text=text,
        value=float(row["share"]),
        n=int(row["here"]),
        low=float(row["low"]),
        high=float(row["high"]),
        certain=int(row["here"]) >= SMALL,
        cell={name: row[name] for name in ("step", "event", "next")},
    )


def _name(result: "PathsResult", step: Any) -> Text:
    return step_name(str(step), is_back=result.params.is_back)
