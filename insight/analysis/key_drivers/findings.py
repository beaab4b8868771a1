"""What is worth saying about key drivers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.answers.words import short
from insight.i18n import Text, _
from insight.results import Finding

if TYPE_CHECKING:
    from insight.analysis.key_drivers.result import KeyDriversResult

_LITTLE = 0.1


def findings(result: "KeyDriversResult") -> list[Finding]:
    """What to mend first, what carries the brand, how much is explained."""
    return [*_placed(result), *_explained(result)]


def _placed(result: "KeyDriversResult") -> Iterator[Finding]:
    even = 1 / max(len(result.drivers), 1)
    for place in ("mend", "keep"):
        for row in result.drivers[result.drivers["place"] == place].head(1).to_dict("records"):
            yield Finding(
                text=_sentence(place, short(row["text"]), short(result.outcome), float(row["mean"])),
                value=float(row["importance"]),
                n=result.n,
                low=float(row["low"]),
                high=float(row["high"]),
                certain=bool(row["low"] > even) and result.r_squared >= _LITTLE,
                cell={"driver": row["driver"]},
            )


def _sentence(place: str, driver: str, outcome: str, mark: float) -> Text:
    if place == "mend":
        return _(
            "Mend “{driver}” first: it goes along with “{outcome}” more than most, and its mark is low ({mark:.1f})",
            driver=driver,
            outcome=outcome,
            mark=mark,
        )
    return _(
        "Keep up “{driver}”: it goes along with “{outcome}” more than most, and its mark is high ({mark:.1f})",
        driver=driver,
        outcome=outcome,
        mark=mark,
    )


def _explained(result: "KeyDriversResult") -> Iterator[Finding]:
    yield Finding(
        text=_(
            "All {drivers} marks together explain {share:percent} of how “{outcome}” differs from person to person",
            drivers=len(result.drivers),
            share=result.r_squared,
            outcome=short(result.outcome),
        ),
        value=result.r_squared,
        n=result.n,
        certain=result.r_squared >= _LITTLE,
    )
