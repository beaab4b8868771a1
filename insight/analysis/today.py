"""The few findings of all analyses that are worth a look today, with what their people have spent."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from insight.analysis.declaration import Result
from insight.results import Finding
from insight.segments import Segment
from insight.warehouse import Warehouse

MOST = 3
_SPENT = """
SELECT
    count(*) AS customers,
    coalesce(sum(spending.net_amount), 0)::DOUBLE AS net_amount
FROM chosen
LEFT JOIN (
    SELECT customer_id, sum(net_amount) AS net_amount
    FROM mart.takings
    WHERE taken_at < $as_of::DATE AND currency = $currency
    GROUP BY customer_id
) AS spending ON spending.customer_id = chosen.customer_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A finding of the analysis `name`, its people, how many they are, and what they have spent so far."""

    name: str
    finding: Finding
    segment: Segment
    customers: int
    net_amount: float


def things(name: str, result: Result, spend: Callable[[Segment], tuple[int, float]]) -> list[Thing]:
    """What a result finds worth a look and has people for; `spend` says what `spent` does."""
    found = []
    for finding in result.findings():
        if finding.watch is not None and finding.cell is not None and finding.level == "sure":
            segment = result.segment(**finding.cell)
            customers, net_amount = spend(segment)
            found.append(Thing(name=name, finding=finding, segment=segment, customers=customers, net_amount=net_amount))
    return found


def spent(warehouse: Warehouse, segment: Segment, currency: str) -> tuple[int, float]:
    """How many people a segment has, and what they have spent before its day in the currency."""
    values = {"as_of": segment.as_of, "currency": currency}
    row = warehouse.about(segment.statement, segment.values, _SPENT, values).to_pylist()[0]
    return int(row["customers"]), float(row["net_amount"])


def worth_a_look(found: Iterable[Thing], most: int = MOST) -> Sequence[Thing]:
    """One finding of each analysis, so that they are not the same people in other words, and of these the first few.

    What differs stands before what passes, for nobody would have looked there; then what is about most money. Within an
    analysis its own order decides.
    """
    first: dict[str, Thing] = {}
    for thing in sorted(found, key=_passes):
        first.setdefault(thing.name, thing)
    return sorted(first.values(), key=lambda thing: (_passes(thing), -thing.net_amount, thing.name))[:most]


def _passes(thing: Thing) -> bool:
    return thing.finding.watch != "differs"
