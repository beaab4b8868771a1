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
from insight.warehouse.tables import CORE_NAMES, holding, model

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
    "trait_known_deeds",
    "trait_acts",
    "trait_event_counts",
    "trait_active_days",
    "trait_articles_read",
    "trait_device_acts",
    "trait_device_counts",
    "trait_deed_counts",
    "trait_own_deeds",
    "trait_deeds",
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

_STEPS = Steps({name: model(f"traits/{name}") for name in _STEP_NAMES})

TRAIT_STEPS = _STEPS.filled(of_whom="", of_viewers="", kept_deeds="", kept_devices="", kept_views="")
"""How every trait is worked out as of `$as_of`, amounts in `$currency`; also bound: `trait_values`."""

_MAIN_CURRENCY = """
SELECT currency
FROM mart.purchases
WHERE currency IS NOT NULL
GROUP BY currency
ORDER BY count(*) DESC, currency
LIMIT 1
"""

_DAY = "INSERT INTO mart.traits_day SELECT $as_of::DATE, $currency::VARCHAR"

_PEOPLE = {"customers": "customers"}
"""A person is known by an order as well as by a list."""

_JOIN = "LEFT JOIN {family} ON {family}.customer_id = people.customer_id"
_JOIN_KEPT = "LEFT JOIN kept_traits AS {family} ON {family}.customer_id = people.customer_id"

OF_LINES = ("trait_baskets", "trait_top_category", "trait_top_product")
"""The families that read every line of every order; the day moves none of them."""

_DEEDS = [trait.name for trait in SHIPPED if trait.family in ("trait_deeds", "trait_top_device", "trait_top_viewed")]

_MOVED = """
CREATE OR REPLACE TEMP TABLE recounted_people AS
SELECT customer_id, person_no
FROM mart.customers
WHERE customer_id IN (SELECT customer_id FROM moved_visits)
    OR person_no IN (
        SELECT person_no
        FROM mart.visit_events
        WHERE occurred_at >= least($as_of::DATE, (SELECT min(as_of) FROM mart.traits_day))
    )
"""
"""Who did something else than when traits were last worked out, or of whom the day lets other events count."""

_KEPT_DEEDS = """
CREATE OR REPLACE TEMP TABLE kept_deeds AS
SELECT customer_id, {names}
FROM mart.traits
WHERE last_seen_on IS NOT NULL AND customer_id NOT IN (SELECT customer_id FROM recounted_people)
"""

_RECOUNTED = " AND person_no IN (SELECT person_no FROM recounted_people)"
_KEPT_COUNTS = """
UNION ALL
SELECT
    customer_id, last_seen_on, active_days, views, searches, carts, favourites, shares, checkins, articles_opened,
    articles_read, articles_forwarded, devices
FROM kept_deeds"""
_KEPT_DEVICES = "\nUNION ALL\nSELECT customer_id, device FROM kept_deeds"
_KEPT_VIEWS = "\nUNION ALL\nSELECT customer_id, viewed_category FROM kept_deeds"


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


def trait_table(traits: tuple[Trait, ...] = SHIPPED, kept: tuple[str, ...] = (), made: Steps = TRAIT_STEPS) -> str:
    """The statement of the traits as of `$as_of`: one row a person, customer_id and a column each; those of the `kept`
    families as they stand in `kept_traits`, the others by the steps `made`."""
    families = [family for family in FAMILIES if any(trait.family == family for trait in traits)]
    columns = "".join(f",\n    {trait.family}.{trait.name}" for trait in traits)
    joins = "\n".join(filled(_JOIN_KEPT if family in kept else _JOIN, family=family) for family in families)
    return made.select(f"SELECT people.customer_id{columns}\nFROM core.customers AS people\n{joins}")


def create_traits(session: Session) -> None:
    """The table that is there before the first refresh, and the day it is of."""
    session.execute("CREATE TABLE IF NOT EXISTS mart.traits_day (as_of DATE, currency VARCHAR)")
    session.execute(f"CREATE TABLE IF NOT EXISTS mart.traits ({_columns()})")
    for statement in CREATED:
        session.execute(statement)


def refresh_traits(
    session: Session, *, everything: bool = True, lines_stand: bool = False, products_stand: bool = False
) -> None:
    """Work out every trait anew as of the day after the newest order or event.

    `lines_stand`: neither an order, a line of one, a product nor whose they are has changed since the last time, so
    that what lines tell stays as it was, unless other amounts count now. Unless `everything` is to be worked out,
    events are counted anew only for people who got or lost one (`moved_visits`); what they tell of products for
    everybody where not `products_stand`.
    """
    refresh_brought(session)
    newest = session.scalar(NEWEST_DAY)
    currency = session.scalar(_MAIN_CURRENCY) or settings().currency
    as_of = None if newest is None else newest + dt.timedelta(days=1)
    kept: tuple[str, ...] = ()
    if lines_stand and session.scalar("SELECT currency FROM mart.traits_day") == currency:
        kept += OF_LINES
        _keep(session, kept)
    made = TRAIT_STEPS if everything else _of_moved(session, as_of, products_stand=products_stand)
    session.execute("DELETE FROM mart.traits_day")
    session.execute(_DAY, {"as_of": as_of, "currency": currency})
    traits = _with_facts(session)
    names = ", ".join(("customer_id", *(trait.name for trait in traits)))
    session.execute(f"CREATE OR REPLACE TABLE mart.traits ({_columns()})")
    statement = trait_table(traits, kept, made)
    session.execute(f"INSERT INTO mart.traits ({names}) {statement}", trait_values(as_of, currency))


def _of_moved(session: Session, as_of: dt.date | None, *, products_stand: bool) -> Steps:
    """The steps by which events are counted for those who moved, and stand as they are for everybody else."""
    session.execute(_MOVED, {"as_of": as_of})
    session.execute(filled(_KEPT_DEEDS, names=", ".join(_DEEDS)))
    return _STEPS.filled(
        of_whom=_RECOUNTED,
        of_viewers=_RECOUNTED if products_stand else "",
        kept_deeds=_KEPT_COUNTS,
        kept_devices=_KEPT_DEVICES,
        kept_views=_KEPT_VIEWS if products_stand else "",
    )


def _keep(session: Session, families: tuple[str, ...]) -> None:
    names = ", ".join(trait.name for trait in SHIPPED if trait.family in families)
    session.execute(f"CREATE OR REPLACE TEMP TABLE kept_traits AS SELECT customer_id, {names} FROM mart.traits")  # noqa: S608


def _with_facts(session: Session) -> tuple[Trait, ...]:
    """The traits whose first table holds anything; of the others nothing is known, and nothing need be asked."""
    filled = holding(session, dict.fromkeys(_read_first(trait) for trait in SHIPPED))
    return tuple(trait for trait in SHIPPED if _read_first(trait) in filled)


def _read_first(trait: Trait) -> str:
    return _PEOPLE.get(trait.sources[0], CORE_NAMES[trait.sources[0]])


def _columns() -> str:
    return "customer_id VARCHAR, " + ", ".join(f"{trait.name} {trait.sql_type}" for trait in SHIPPED)
