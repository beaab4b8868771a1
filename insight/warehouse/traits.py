"""`mart.traits`: what can be said of each person as of the newest day, and the same as of any other day.

The steps are files of `models/traits`; each trait names the one that yields it. Statements are put together from names
of `insight.schema` only.
"""

import datetime as dt
from typing import Any

from insight.schema.shipped_traits import FAMILIES, SHIPPED
from insight.schema.traits import Trait, city_tiers
from insight.settings import settings
from insight.warehouse.brought_traits import CREATED, refresh_brought
from insight.warehouse.newest import NEWEST_DAY
from insight.warehouse.session import Session
from insight.warehouse.steps import Steps, filled
from insight.warehouse.tables import CORE_NAMES, model

_STEP_NAMES = (
    "trait_tiers",
    "trait_people",
    "trait_bought",
    "trait_buying",
    "trait_habits",
    "trait_channel_orders",
    "trait_channel_places",
    "trait_top_channel",
    "trait_lines",
    "trait_category_prices",
    "trait_order_lines",
    "trait_baskets",
    "trait_category_lines",
    "trait_category_places",
    "trait_top_category",
    "trait_product_lines",
    "trait_product_places",
    "trait_top_product",
    "trait_settled",
    "trait_settling",
    "trait_event_names",
    "trait_acts",
    "trait_deed_counts",
    "trait_deeds",
    "trait_device_acts",
    "trait_device_places",
    "trait_top_device",
    "trait_viewed_lines",
    "trait_viewed_places",
    "trait_top_viewed",
    "trait_inviting",
    "trait_invited",
    "trait_voices",
    "trait_answering",
    "trait_spending",
    "trait_referring",
    "trait_voiced",
    "trait_answered",
    "trait_reached",
)

TRAIT_STEPS = Steps({name: model(f"traits/{name}") for name in _STEP_NAMES})
"""How every trait is worked out as of `$as_of`, amounts in `$currency`; also bound: `trait_values`."""

_MAIN_CURRENCY = """
SELECT currency
FROM mart.purchases
WHERE currency IS NOT NULL
GROUP BY currency
ORDER BY count(*) DESC, currency
LIMIT 1
"""

_PEOPLE = {"customers": "customers"}
"""A person is known by an order as well as by a list."""

_JOIN = "LEFT JOIN {family} ON {family}.customer_id = people.customer_id"
_JOIN_KEPT = "LEFT JOIN kept_traits AS {family} ON {family}.customer_id = people.customer_id"

OF_LINES = ("trait_baskets", "trait_top_category", "trait_top_product")
"""The families that read every line of every order; the day moves none of them."""

OF_EVENTS = ("trait_deeds", "trait_top_device")
OF_VIEWS = ("trait_top_viewed",)
"""The families that read every event, and those that read products too; the day moves none of them unless an event lies
beyond it."""

_EVENTS_BEYOND = """
SELECT count(*)
FROM (
    SELECT 1
    FROM core.events
    WHERE occurred_at >= least($as_of::DATE, (SELECT min(as_of) FROM mart.traits_day))
    LIMIT 1
) AS beyond
"""


def trait_values(as_of: dt.date | None, currency: str) -> dict[str, Any]:
    """What the steps are bound to."""
    tiers = city_tiers()
    return {
        "as_of": as_of,
        "currency": currency,
        "tier_cities": list(tiers.of_city),
        "tier_names": list(tiers.of_city.values()),
        "provinces": list(tiers.provinces),
    }


def trait_table(traits: tuple[Trait, ...] = SHIPPED, kept: tuple[str, ...] = ()) -> str:
    """The statement of the traits as of `$as_of`: one row a person, customer_id and a column each; those of the `kept`
    families as they stand in `kept_traits`."""
    families = [family for family in FAMILIES if any(trait.family == family for trait in traits)]
    columns = "".join(f",\n    {trait.family}.{trait.name}" for trait in traits)
    joins = "\n".join(filled(_JOIN_KEPT if family in kept else _JOIN, family=family) for family in families)
    return TRAIT_STEPS.select(f"SELECT people.customer_id{columns}\nFROM core.customers AS people\n{joins}")


def create_traits(session: Session) -> None:
    """The table that is there before the first refresh, and the day it is of."""
    session.execute("CREATE TABLE IF NOT EXISTS mart.traits_day (as_of DATE, currency VARCHAR)")
    session.execute(f"CREATE TABLE IF NOT EXISTS mart.traits ({_columns()})")
    for statement in CREATED:
        session.execute(statement)


def refresh_traits(
    session: Session, *, lines_stand: bool = False, events_stand: bool = False, products_stand: bool = False
) -> None:
    """Work out every trait anew as of the day after the newest order or event.

    `lines_stand`: neither an order, a line of one, a product nor whose they are has changed since the last time, so
    that what lines tell stays as it was, unless other amounts count now. `events_stand`: no event
    nor whose it is has, so that what events tell stays too, unless the day lets other events count; what they tell of
    products only where `products_stand`.
    """
    refresh_brought(session)
    newest = session.scalar(NEWEST_DAY)
    currency = session.scalar(_MAIN_CURRENCY) or settings().currency
    as_of = None if newest is None else newest + dt.timedelta(days=1)
    kept: tuple[str, ...] = ()
    if lines_stand and session.scalar("SELECT currency FROM mart.traits_day") == currency:
        kept += OF_LINES
    if events_stand and not session.scalar(_EVENTS_BEYOND, {"as_of": as_of}):
        kept += OF_EVENTS + (OF_VIEWS if products_stand else ())
    session.execute("DELETE FROM mart.traits_day")
    session.execute("INSERT INTO mart.traits_day VALUES ($as_of, $currency)", {"as_of": as_of, "currency": currency})
    traits = _with_facts(session)
    names = ", ".join(("customer_id", *(trait.name for trait in traits)))
    if kept:
        _keep(session, kept)
    session.execute(f"CREATE OR REPLACE TABLE mart.traits ({_columns()})")
    statement = trait_table(traits, kept)
    session.execute(f"INSERT INTO mart.traits ({names}) {statement}", trait_values(as_of, currency))


def _keep(session: Session, families: tuple[str, ...]) -> None:
    names = ", ".join(trait.name for trait in SHIPPED if trait.family in families)
    session.execute(f"CREATE OR REPLACE TEMP TABLE kept_traits AS SELECT customer_id, {names} FROM mart.traits")  # noqa: S608


def _with_facts(session: Session) -> tuple[Trait, ...]:
    """The traits whose first table holds anything; of the others nothing is known, and nothing need be asked."""
    tables = dict.fromkeys(trait.sources[0] for trait in SHIPPED)
    filled = {
        name
        for name in tables
        if session.scalar(f'SELECT 1 FROM core."{_PEOPLE.get(name, CORE_NAMES[name])}" LIMIT 1')  # noqa: S608
    }
    return tuple(trait for trait in SHIPPED if trait.sources[0] in filled)


def _columns() -> str:
    return "customer_id VARCHAR, " + ", ".join(f"{trait.name} {trait.sql_type}" for trait in SHIPPED)
