"""What a funnel can be built from: the events and milestones of the workspace with their counts, and ready funnels."""

import datetime as dt

import pandas as pd

from insight.analysis.funnel.milestones import MILESTONES, OF_MILESTONE
from insight.analysis.funnel.step import Step
from insight.errors import NotEnoughDataError
from insight.i18n import Text, _
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, filled, joined

_EVENTS = """
SELECT event, count(*) AS events, count(DISTINCT customer_id) AS people
FROM core.events
WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
GROUP BY event
ORDER BY people DESC, events DESC, event
"""

_OF_MILESTONES = """
SELECT milestone, count(*) AS events, count(DISTINCT customer_id) AS people
FROM ({rows}
)
WHERE customer_id IS NOT NULL AND happened_at < $as_of::DATE
GROUP BY milestone
"""

OPERATION: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (_("Reach"), ("touched", "coupon_issued")),
    (_("Win as a member"), ("joined",)),
    (_("Engage"), ("touch_opened", "touch_clicked", "answered", "coupon_redeemed")),
    (_("Sell"), ("order_paid",)),
    (_("Serve"), ("order_received", "reviewed")),
    (_("Keep"), ("repurchased", "invited")),
)
"""The six steps of operating customers; each is filled with the milestone that most people of the workspace reached."""

_ORDERS = ("order_created", "order_paid", "order_received", "reviewed", "repurchased")


def known(warehouse: Warehouse, as_of: dt.date) -> pd.DataFrame:
    """kind ("event" or "milestone"), name, events, people: what anybody did before the day, most people first."""
    events = warehouse.query(_EVENTS, {"as_of": as_of}).rename(columns={"event": "name"}).assign(kind="event")
    every = joined([Bound(OF_MILESTONE[name], {}) for name in MILESTONES], "\nSELECT *", "\nUNION ALL")
    counts = warehouse.query(filled(_OF_MILESTONES, rows=every.statement), {"as_of": as_of})
    milestones = counts.rename(columns={"milestone": "name"}).assign(kind="milestone")
    both = pd.concat([events, milestones], ignore_index=True)[["kind", "name", "events", "people"]]
    return both.sort_values(
        ["people", "events", "kind", "name"], ascending=[False, False, True, True], ignore_index=True
    )


def default_steps(warehouse: Warehouse, as_of: dt.date) -> tuple[Step, ...]:
    """From an order to the next one where orders are there, else the most common events, each by fewer people.

    Raises NotEnoughDataError where there is neither.
    """
    found = known(warehouse, as_of)
    people = dict(
        zip(found[found["kind"] == "milestone"]["name"], found[found["kind"] == "milestone"]["people"], strict=True)
    )
    orders = tuple(Step(milestone=name) for name in _ORDERS if people.get(name))
    if len(orders) > 1:
        return orders
    events = found[found["kind"] == "event"]["name"].head(3)
    if events.empty:
        raise NotEnoughDataError(
            _("Nothing is there to follow people by"),
            _("0 events and 0 orders before {day:day}", day=as_of),
            _("Import events or orders that name people"),
        )
    return tuple(Step(events=(str(name),)) for name in events)


def operation(found: pd.DataFrame) -> tuple[Step, ...]:
    """The six-step operation funnel from what the workspace has (`known`); steps that nobody reached are left out."""
    people = dict(
        zip(found[found["kind"] == "milestone"]["name"], found[found["kind"] == "milestone"]["people"], strict=True)
    )
    steps: list[Step] = []
    for _title, choices in OPERATION:
        best = max(choices, key=lambda name: people.get(name, 0))
        if people.get(best):
            steps.append(Step(milestone=best))
    return tuple(steps)
