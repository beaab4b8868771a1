"""What is worth saying about what is known of people."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.i18n import _, listed
from insight.results import Finding
from insight.statistics.intervals import share_of

if TYPE_CHECKING:
    from insight.analysis.traits.result import TraitsResult

_HALF = 0.5
_NAMED = 3


def findings(result: "TraitsResult") -> list[Finding]:
    """How much is known of whom, the largest group shown, columns that make no groups, traits that tell nothing."""
    return [*_coverage(result), *_largest(result), *_texts(result), *_constant(result)]


def _coverage(result: "TraitsResult") -> Iterator[Finding]:
    if len(result.traits):
        half = int((result.traits["share"] >= _HALF).sum())
        yield Finding(
            text=_(
                "{traits:count} traits are known; {half:count} of them of at least half of your {people:count} people",
                traits=len(result.traits),
                half=half,
                people=result.people,
            ),
            value=half / len(result.traits),
            n=len(result.traits),
        )


def _largest(result: "TraitsResult") -> Iterator[Finding]:
    if result.trait is not None and len(result.groups):
        row = result.groups.sort_values(["customers", "value"], ascending=[False, True]).iloc[0]
        known = int(result.groups["customers"].sum())
        yield Finding(
            text=_(
                "{trait}: most people are “{group}”, {people:count} of the {known:count} of whom it is known",
                trait=result.of(result.trait).label,
                group=row["label"],
                people=int(row["customers"]),
                known=known,
            ),
            value=share_of(int(row["customers"]), known),
            n=known,
            cell={"trait": result.trait, "value": str(row["value"])},
        )


def _texts(result: "TraitsResult") -> Iterator[Finding]:
    for row in result.texts.head(_NAMED).to_dict("records"):
        yield Finding(
            text=_(
                "“{label}” holds {n:count} different texts for {people:count} people: it makes no groups. To use it, "
                "sort its cells into a few words and import the list again",
                label=row["label"],
                n=int(row["distinct_values"]),
                people=int(row["customers"]),
            ),
            value=None,
            n=int(row["customers"]),
        )


def _constant(result: "TraitsResult") -> Iterator[Finding]:
    rows = result.traits[result.traits["is_constant"]]
    if len(rows):
        yield Finding(
            text=_(
                "{n:count} trait says the same of everybody and tells nobody apart: {names}",
                "{n:count} traits say the same of everybody and tell nobody apart: {names}",
                n=len(rows),
                names=listed(rows["label"].head(_NAMED)),
            ),
            value=float(len(rows)),
            n=len(result.traits),
        )
