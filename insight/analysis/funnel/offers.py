"""What a funnel can be built from: the events and milestones of the workspace with their counts, and ready funnels."""

import datetime as dt

import pandas as pd

from insight.analysis.funnel.milestones import MILESTONES, OF_MILESTONE
from insight.analysis.funnel.step import Step
from insight.analysis.funnel.times import TIMES
from insight.errors import NotEnoughDataError
from insight.i18n import Text, _
from insight.warehouse import Warehouse
from insight.warehouse.steps import Bound, filled, joined

_EVENTS = TIMES.select("""
SELECT event, sum(times)::BIGINT AS events, count(*) AS people
FROM person_times
GROUP BY event
ORDER BY people DESC, events DESC, event
""")

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


_SHOPPING: tuple[tuple[str, ...], ...] = (
    ("view", "catalog", "浏览", "看商品", "商品详情"),
    ("cart", "加购", "购物车"),
    ("checkout", "delivery_choice", "提交订单", "下单"),
    ("payment_done", "pay", "purchase", "支付", "付款"),
)
"""Words by which the steps of a purchase are found among the names of events."""


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
    """From looking to paying where events are called so; else from an order to the next one; else the events that most
    people did.

    Raises NotEnoughDataError where there is neither an event nor an order.
    """
    found = known(warehouse, as_of)
    events = [str(name) for name in found[found["kind"] == "event"]["name"]]
    shopping = _shopping(events)
    orders = order_steps(found)
    if len(shopping) > 1 or len(orders) > 1:
        return shopping if len(shopping) > 1 else orders
    if not events and not orders:
        raise NotEnoughDataError(
            _("Nothing is there to follow people by"),
            _("0 events and 0 orders before {day:day}", day=as_of),
            _("Import events or orders that name people"),
        )
    return tuple(Step(events=(name,)) for name in events[:3]) or orders


def order_steps(found: pd.DataFrame) -> tuple[Step, ...]:
    """From an order to the next one, as far as the workspace knows it (`known`); a review stops nobody."""
    people = _milestones(found)
    return tuple(Step(milestone=name, is_optional=name == "reviewed") for name in _ORDERS if people.get(name))


def _shopping(events: list[str]) -> tuple[Step, ...]:
    """Of each step the event that most people did among those called so."""
    names = []
    for words in _SHOPPING:
        named = (event for event in events if event not in names and any(word in event.lower() for word in words))
        names += [event for event in [next(named, None)] if event is not None]
    return tuple(Step(events=(name,)) for name in names)


def operation(found: pd.DataFrame) -> tuple[Step, ...]:
    """The six-step operation funnel from what the workspace has (`known`); steps that nobody reached are left out."""
    people = _milestones(found)
    steps: list[Step] = []
    for _title, choices in OPERATION:
        best = max(choices, key=lambda name: people.get(name, 0))
        if people.get(best):
            steps.append(Step(milestone=best))
    return tuple(steps)


def _milestones(found: pd.DataFrame) -> dict[str, int]:
    rows = found[found["kind"] == "milestone"]
    return dict(zip(rows["name"], rows["people"], strict=True))
