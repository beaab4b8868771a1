"""What is worth saying about the tags in use."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.i18n import _
from insight.results import Finding

if TYPE_CHECKING:
    from insight.audience.tags.result import TagsResult

_FEW = 0.2


def findings(result: "TagsResult") -> list[Finding]:
    """The largest tag, the dimension that is covered least, rules that cannot be asked."""
    return [*_largest(result), *_least_covered(result), *_broken(result)]


def _largest(result: "TagsResult") -> Iterator[Finding]:
    rows = result.tags[result.tags["customers"] > 0].sort_values(["customers", "tag"], ascending=[False, True])
    if len(rows):
        top = rows.iloc[0]
        yield Finding(
            text=_(
                "{n:count} tags are in use; the largest is “{name}” with {people:count} of {all:count} people",
                n=len(rows),
                name=top["name"],
                people=int(top["customers"]),
                all=result.people,
            ),
            value=float(top["share"]),
            n=result.people,
            cell={"tag": top["tag"]},
        )


def _least_covered(result: "TagsResult") -> Iterator[Finding]:
    rows = result.dimensions.sort_values(["share", "dimension"])
    if len(rows):
        row = rows.iloc[0]
        text = _(
            "Least is known about “{dimension}”: {people:count} people have a tag of it",
            dimension=row["label"],
            people=int(row["customers"]),
        )
        cell = {"dimension": row["dimension"]} if row["customers"] else None
        yield Finding(text=text, value=float(row["share"]), n=result.people, cell=cell)


def _broken(result: "TagsResult") -> Iterator[Finding]:
    for row in result.broken.to_dict("records"):
        yield Finding(
            text=_("The rule of the tag “{tag}” cannot be asked: {reason}", tag=row["tag"], reason=row["reason"]),
            value=None,
            n=0,
        )
