"""What is worth saying about journeys across channels."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.journeys.words import NONE, OTHER, UNNAMED, journey_name, stop_name
from insight.i18n import Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of, wilson

if TYPE_CHECKING:
    from insight.analysis.journeys.result import JourneysResult

_FOLDED = (OTHER, NONE, UNNAMED)


def findings(result: "JourneysResult") -> Iterator[Finding]:
    """In the order in which they are read: how many, the whole journey, where they begin, go on, end, and who waits."""
    yield _several(result)
    yield from _commonest(result)
    yield from _onward(result)
    yield from _ends(result)
    yield from _waiting(result)


def _several(result: "JourneysResult") -> Finding:
    low, high = wilson(result.several, result.people)
    said = {
        "n": result.several,
        "people": result.people,
        "share": share_of(result.several, result.people),
    }
    text = (
        _("{n:count} of {people:count} people ({share:percent}) met more than one channel by their first order", **said)
        if result.params.until == "first"
        else _(
            "{n:count} of {people:count} people ({share:percent}) met more than one channel by their latest order",
            **said,
        )
    )
    return Finding(text=text, value=said["share"], n=result.people, low=low, high=high, cell={})


def _commonest(result: "JourneysResult") -> Iterator[Finding]:
    named = [row for row in result.journeys.to_dict("records") if row["order"] not in _FOLDED and _is_named(row)]
    for row in named[:1]:
        text = _(
            "Of those who ordered most went {way}: {people}",
            way=journey_name(row),
            people=_people(row["customers"]),
        )
        cell = {name: row[name] for name in ("first", "next", "order")}
        yield _counted(text, row["customers"], result.several, cell)


def _is_named(row: dict[Any, Any]) -> bool:
    return OTHER not in (row["first"], row["next"])


def _onward(result: "JourneysResult") -> Iterator[Finding]:
    """Where the people of a channel met first go on most, of channels of enough people the clearest."""
    rows = [
        row
        for row in result.ways.to_dict("records")
        if row["place"] == 0 and row["here"] >= SMALL and OTHER not in (row["channel"], row["next"])
    ]
    for row in sorted(rows, key=lambda row: (-row["low"], row["channel"], row["next"]))[:1]:
        yield Finding(
            text=_(
                "Whoever meets {first} first goes on to {next} most: {share:percent} of {here:count}",
                first=stop_name(str(row["channel"])),
                next=stop_name(str(row["next"])),
                share=row["share"],
                here=row["here"],
            ),
            value=float(row["share"]),
            n=int(row["here"]),
            low=float(row["low"]),
            high=float(row["high"]),
            cell={"first": row["channel"], "next": row["next"]},
        )


def _ends(result: "JourneysResult") -> Iterator[Finding]:
    """Where journeys begin and where they end, of all that are named."""
    for row in _most_of(result, 0):
        text = _("Most journeys begin in {name}: {people}", **_said(row))
        yield _counted(text, row["customers"], result.several, {"first": row["channel"]})
    for row in _most_of(result, 2):
        text = _("Most journeys end with an order in {name}: {people}", **_said(row))
        yield _counted(text, row["customers"], result.several, {"order": row["channel"]})


def _most_of(result: "JourneysResult", place: int) -> list[dict[Any, Any]]:
    rows = result.places[(result.places["place"] == place) & ~result.places["channel"].isin(_FOLDED)]
    return rows.head(1).to_dict("records")


def _said(row: dict[Any, Any]) -> dict[str, Text]:
    return {"name": stop_name(str(row["channel"])), "people": _people(row["customers"])}


def _waiting(result: "JourneysResult") -> Iterator[Finding]:
    rows = result.places[(result.places["place"] == 2) & (result.places["channel"] == NONE)]
    for row in rows.to_dict("records"):
        text = _(
            "{people} met several channels and did not order yet: {share:percent} of all who met several",
            people=_people(row["customers"]),
            share=share_of(row["customers"], result.several),
        )
        yield _counted(text, row["customers"], result.several, {"order": NONE})


def _counted(text: Text, customers: Any, several: int, cell: dict[str, Any]) -> Finding:
    low, high = wilson(int(customers), several)
    return Finding(
        text=text,
        value=share_of(customers, several),
        n=several,
        low=low,
        high=high,
        certain=several >= SMALL,
        cell=cell,
    )


def _people(n: Any) -> Text:
    return _("{n:count} person", "{n:count} people", n=n)
