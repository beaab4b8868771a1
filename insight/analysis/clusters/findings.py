"""What is worth saying about clusters."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.i18n import Money, Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL

if TYPE_CHECKING:
    from insight.analysis.clusters.result import ClustersResult


def findings(result: "ClustersResult") -> list[Finding]:
    """How many groups there are and how far they can be relied on, what each brings, who moved, what was left out."""
    if result.clusters.empty:
        return [_none(result), *_left_out(result)]
    return [_how_many(result), *_richest(result), *_each(result), *_moved(result), *_left_out(result)]


def _none(result: "ClustersResult") -> Finding:
    return Finding(
        text=_(
            "No stable groups: by these traits people differ without falling into kinds; every division of the "
            "{n:count} people would be drawn by chance",
            n=result.people,
        ),
        value=float(result.curve["separation"].max()) if len(result.curve) else None,
        n=result.people,
    )


def _how_many(result: "ClustersResult") -> Finding:
    number = int((result.clusters["cluster"] > 0).sum())
    row = result.curve[result.curve["k"] == number]
    is_stable = bool(row["is_stable"].any()) or row.empty
    text: Text = _(
        "{people:count} people are {n} kind of customers; a second sample gives the same",
        "{people:count} people are {n} kinds of customers; a second sample gives the same",
        people=result.people,
        n=number,
    )
    if not is_stable:
        text = _(
            "{n} groups of {people:count} people, as asked for; they are not stable, and other people of the same kind "
            "would be divided otherwise",
            people=result.people,
            n=number,
        )
    return Finding(text=text, value=float(number), n=result.people, certain=is_stable)


def _richest(result: "ClustersResult") -> Iterator[Finding]:
    rows = result.clusters[result.clusters["cluster"] > 0]
    if rows["net_amount_share"].isna().all():
        return
    row = rows.sort_values("net_amount_share", ascending=False, na_position="last").to_dict("records")[0]
    yield Finding(
        text=_(
            "“{name}” are {share:percent} of the people and bring {money:percent} of the money",
            name=result.name(int(row["cluster"])),
            share=float(row["share"]),
            money=float(row["net_amount_share"]),
        ),
        value=float(row["net_amount_share"]),
        n=int(row["customers"]),
        certain=int(row["customers"]) >= SMALL,
        cell={"cluster": int(row["cluster"])},
    )


def _each(result: "ClustersResult") -> Iterator[Finding]:
    for row in result.clusters.to_dict("records"):
        customers, cluster = int(row["customers"]), int(row["cluster"])
        if not customers:
            continue
        text: Text = _(
            "“{name}”: {n:count} person, {amount:money} so far",
            "“{name}”: {n:count} people, {amount:money} so far",
            name=result.name(cluster),
            n=customers,
            amount=Money(float(row["net_amount"]), result.params.currency),
        )
        yield Finding(
            text=text,
            value=float(row["share"]),
            n=customers,
            certain=customers >= SMALL,
            cell={"cluster": cluster},
        )


def _moved(result: "ClustersResult") -> Iterator[Finding]:
    if result.moved.empty or result.params.named_after is None:
        return
    stayed = int(result.moved.groupby("came_from")["customers"].max().sum())
    people = int(result.moved["customers"].sum())
    yield Finding(
        text=_(
            "{moved:count} of {n:count} people are no longer together with those they were with in the kept groups",
            moved=people - stayed,
            n=people,
        ),
        value=float(people - stayed),
        n=people,
    )


def _left_out(result: "ClustersResult") -> Iterator[Finding]:
    said = {
        "constant": _("“{trait}” is the same for everybody and tells nobody apart: it is left out"),
        "unknown": _("“{trait}” is known of {share:percent} of the people only: it is left out"),
        "scattered": _("“{trait}” has no common value, nearly everybody has another one: it is left out"),
    }
    for row in result.left_out.to_dict("records"):
        values = {"trait": result.traits[row["trait"]].label, "share": float(row["known_share"])}
        yield Finding(
            text=Text(said[row["reason"]].key, tuple(sorted(values.items()))),
            value=float(row["known_share"]),
            n=result.people,
        )
