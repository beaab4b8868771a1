"""The traits that the canonical tables yield, in the order of the columns of `mart.traits`."""

from typing import Any

from insight.i18n import Text, _
from insight.schema.traits import CITY_TIERS, GENDERS, HOURS, WEEKDAYS, Dimension, Trait, TraitKind

_PART, _HALF = (0.01, 0.1, 0.25, 0.5), (0.01, 0.25, 0.5, 0.75)
_FEW = (1.0, 2.0, 3.0, 5.0)


def _trait(
    name: str,
    family: str,
    dimension: Dimension,
    kind: TraitKind,
    label: Text,
    doc: Text,
    sources: tuple[str, ...],
    **more: Any,
) -> Trait:
    return Trait(
        name=name, label=label, dimension=dimension, kind=kind, doc=doc, family=family, sources=sources, **more
    )


_LISTED, _BOUGHT, _LINES = ("customers", "orders"), ("orders",), ("order_items", "products")
_BEST_KNOWN = _("the newest value that a customer list states, else an order")
_OF_LIST = _("the newest value that a customer list states")
_OF_BUYERS = _("orders that count, in any currency; unknown for people without one")
_IN_CURRENCY = _("orders that count in the workspace's main currency, after refunds; unknown for people without one")
_OF_LINES = _("lines of orders that count; unknown where the order has no lines")
_OF_PAID = _("orders that were paid, refunded ones included; unknown for people without one")
_OF_EVENTS = _("events before the day; unknown for people without any event")
_OF_ARTICLES = _("events whose name speaks of articles; unknown for people without any event")
_OF_SENT = _("messages sent, control groups left out; unknown for people to whom none was sent")
_OF_LOG = _("the log of the workspace; 0 for people whom it does not name, unknown where there is no log")

ATTRIBUTES = (
    _trait("gender", "trait_people", "attributes", "category", _("Gender"), _OF_LIST, ("customers",), words=GENDERS),
    _trait(
        "age",
        "trait_people",
        "attributes",
        "number",
        _("Age"),
        _("whole years since the birthday that a customer list states"),
        ("customers",),
        unit="years",
        bands=(20.0, 25.0, 30.0, 36.0, 45.0, 55.0),
    ),
    _trait(
        "birthday_month",
        "trait_people",
        "attributes",
        "month",
        _("Month of birthday"),
        _("month of the birthday that a customer list states"),
        ("customers",),
    ),
    _trait(
        "city_tier",
        "trait_people",
        "attributes",
        "category",
        _("City tier"),
        _("the list of tiers of 2024 by 第一财经·新一线城市研究所; other cities of mainland China are below it"),
        _LISTED,
        words=CITY_TIERS,
    ),
    _trait("province", "trait_people", "attributes", "category", _("Province"), _BEST_KNOWN, _LISTED),
    _trait("city", "trait_people", "attributes", "category", _("City"), _BEST_KNOWN, _LISTED),
    _trait("country", "trait_people", "attributes", "category", _("Country"), _BEST_KNOWN, _LISTED),
    _trait("came_from", "trait_people", "attributes", "category", _("Came from"), _BEST_KNOWN, _LISTED),
    _trait(
        "joined_on",
        "trait_people",
        "attributes",
        "date",
        _("Joined on"),
        _("the earliest day on which a customer list knew the person"),
        ("customers",),
    ),
    _trait("member_tier", "trait_people", "attributes", "category", _("Member tier"), _OF_LIST, ("customers",)),
)

CONSUMPTION = (
    _trait(
        "orders",
        "trait_spending",
        "consumption",
        "number",
        _("Orders"),
        _("orders that count, in any currency; 0 for people without one"),
        _BOUGHT,
        bands=_FEW,
    ),
    _trait(
        "net_amount",
        "trait_spending",
        "consumption",
        "number",
        _("Net spend"),
        _("orders that count in the workspace's main currency, after refunds; 0 for people without any order"),
        _BOUGHT,
        unit="money",
    ),
    _trait(
        "average_order",
        "trait_habits",
        "consumption",
        "number",
        _("Average order"),
        _IN_CURRENCY,
        _BOUGHT,
        unit="money",
    ),
    _trait(
        "recency_days",
        "trait_habits",
        "consumption",
        "number",
        _("Days since the last order"),
        _OF_BUYERS,
        _BOUGHT,
        unit="days",
        bands=(31.0, 91.0, 181.0, 366.0),
    ),
    _trait("first_ordered_on", "trait_habits", "consumption", "date", _("First order on"), _OF_BUYERS, _BOUGHT),
    _trait("last_ordered_on", "trait_habits", "consumption", "date", _("Last order on"), _OF_BUYERS, _BOUGHT),
    _trait(
        "order_gap_days",
        "trait_habits",
        "consumption",
        "number",
        _("Days between orders"),
        _("days from the first to the last order, divided by the waits between; unknown with fewer than two orders"),
        _BOUGHT,
        unit="days",
    ),
    _trait("basket_size", "trait_baskets", "consumption", "number", _("Pieces per order"), _OF_LINES, _LINES),
    _trait(
        "categories",
        "trait_top_category",
        "consumption",
        "number",
        _("Categories bought"),
        _OF_LINES,
        _LINES,
        bands=(2.0, 3.0, 4.0),
    ),
    _trait("products", "trait_top_product", "consumption", "number", _("Products bought"), _OF_LINES, _LINES),
    _trait(
        "preferred_category",
        "trait_top_category",
        "consumption",
        "category",
        _("Preferred category"),
        _("the category of most order lines; of equal ones the one bought last"),
        _LINES,
    ),
    _trait(
        "preferred_product",
        "trait_top_product",
        "consumption",
        "category",
        _("Preferred product"),
        _("the product of most order lines; of equal ones the one bought last"),
        _LINES,
    ),
    _trait(
        "price_level",
        "trait_baskets",
        "consumption",
        "number",
        _("Price level"),
        _("mean of the price of each line divided by the usual (median) price of its category; 1 is usual"),
        _LINES,
        bands=(0.8, 0.95, 1.05, 1.25),
    ),
    _trait(
        "discount_share",
        "trait_settling",
        "consumption",
        "number",
        _("Discount share"),
        _("discounts divided by the price of the goods, where an order states both"),
        _BOUGHT,
        unit="share",
        bands=_PART,
    ),
    _trait(
        "coupon_share",
        "trait_settling",
        "consumption",
        "number",
        _("Orders with a coupon"),
        _OF_PAID,
        _BOUGHT,
        unit="share",
        bands=_HALF,
    ),
    _trait(
        "refund_share",
        "trait_settling",
        "consumption",
        "number",
        _("Orders refunded"),
        _OF_PAID,
        _BOUGHT,
        unit="share",
        bands=_PART,
    ),
    _trait(
        "favourite_hours",
        "trait_habits",
        "consumption",
        "category",
        _("Favourite hours"),
        _("the part of the day with most orders; of equal ones the first"),
        _BOUGHT,
        words=HOURS,
    ),
    _trait(
        "favourite_weekday",
        "trait_habits",
        "consumption",
        "category",
        _("Favourite weekday"),
        _("the weekday with most orders; of equal ones the first"),
        _BOUGHT,
        words=WEEKDAYS,
    ),
    _trait(
        "festival_share",
        "trait_habits",
        "consumption",
        "number",
        _("Orders in shopping festivals"),
        _("share of orders from 1 to 8 March, 1 to 20 June, 20 October to 11 November, 1 to 12 December"),
        _BOUGHT,
        unit="share",
        bands=_HALF,
    ),
    _trait(
        "is_festival_buyer",
        "trait_habits",
        "consumption",
        "flag",
        _("Festival buyer"),
        _("more than half of the orders fall into shopping festivals"),
        _BOUGHT,
    ),
    _trait(
        "preferred_channel",
        "trait_top_channel",
        "consumption",
        "category",
        _("Preferred channel"),
        _("the channel of most orders; of equal ones the one used last"),
        _BOUGHT,
    ),
    _trait(
        "channels",
        "trait_top_channel",
        "consumption",
        "number",
        _("Channels bought in"),
        _OF_BUYERS,
        _BOUGHT,
        bands=(2.0, 3.0),
    ),
    _trait("points", "trait_people", "consumption", "number", _("Points"), _OF_LIST, ("customers",)),
    _trait("balance", "trait_people", "consumption", "number", _("Balance"), _OF_LIST, ("customers",), unit="money"),
)


def _count(name: str, family: str, dimension: Dimension, label: Text, doc: Text, source: str) -> Trait:
    return _trait(name, family, dimension, "number", label, doc, (source,), bands=_FEW)


INTERESTS = (
    _trait("last_seen_on", "trait_deeds", "interests", "date", _("Last seen on"), _OF_EVENTS, ("events",)),
    _count("active_days", "trait_deeds", "interests", _("Days active"), _OF_EVENTS, "events"),
    _count("views", "trait_deeds", "interests", _("Product views"), _OF_EVENTS, "events"),
    _trait(
        "viewed_category",
        "trait_top_viewed",
        "interests",
        "category",
        _("Category viewed most"),
        _("the category of most products viewed; of equal ones the one viewed last"),
        ("events", "products"),
    ),
    _count("searches", "trait_deeds", "interests", _("Searches"), _OF_EVENTS, "events"),
    _count("carts", "trait_deeds", "interests", _("Put into the cart"), _OF_EVENTS, "events"),
    _count("favourites", "trait_deeds", "interests", _("Marked as favourite"), _OF_EVENTS, "events"),
    _count("checkins", "trait_deeds", "interests", _("Check-ins"), _OF_EVENTS, "events"),
    _count("articles_opened", "trait_deeds", "interests", _("Articles opened"), _OF_ARTICLES, "events"),
    _count(
        "articles_read",
        "trait_deeds",
        "interests",
        _("Articles read"),
        _("articles that stayed open for a minute or longer; unknown for people without any event"),
        "events",
    ),
    _count("articles_forwarded", "trait_deeds", "interests", _("Articles forwarded"), _OF_ARTICLES, "events"),
    _count("messages", "trait_reached", "interests", _("Messages received"), _OF_SENT, "touches"),
    _trait(
        "opened_share",
        "trait_reached",
        "interests",
        "number",
        _("Messages opened"),
        _OF_SENT,
        ("touches",),
        unit="share",
        bands=_HALF,
    ),
    _trait(
        "clicked_share",
        "trait_reached",
        "interests",
        "number",
        _("Messages clicked"),
        _OF_SENT,
        ("touches",),
        unit="share",
        bands=_HALF,
    ),
)

DEVICES = (
    _trait(
        "device",
        "trait_top_device",
        "devices",
        "category",
        _("Device"),
        _("the device of most events; of equal ones the one used last"),
        ("events",),
    ),
    _trait("devices", "trait_deeds", "devices", "number", _("Kinds of device"), _OF_EVENTS, ("events",), bands=(2.0,)),
)

SOCIAL = (
    _count("invitations", "trait_referring", "social", _("People invited"), _OF_LOG, "referrals"),
    _trait(
        "is_invited",
        "trait_referring",
        "social",
        "flag",
        _("Was invited by somebody"),
        _("the log of invitations; unknown where there is none"),
        ("referrals",),
    ),
    _count("shares", "trait_deeds", "social", _("Shares"), _OF_EVENTS, "events"),
    _count("reviews", "trait_voiced", "social", _("Reviews"), _OF_LOG, "feedback"),
    _trait(
        "average_rating",
        "trait_voiced",
        "social",
        "number",
        _("Average rating"),
        _("mean of the ratings in the person's reviews; unknown without one"),
        ("feedback",),
        bands=(3.0, 4.0, 4.5),
    ),
    _count("chats", "trait_voiced", "social", _("Lines in chats"), _OF_LOG, "feedback"),
    _count("posts", "trait_voiced", "social", _("Posts"), _OF_LOG, "feedback"),
    _count(
        "likes",
        "trait_voiced",
        "social",
        _("Reach (likes)"),
        _("likes of what the person wrote; unknown where no source counts them"),
        "feedback",
    ),
    _count("surveys", "trait_answered", "social", _("Surveys answered"), _OF_LOG, "survey_responses"),
    _trait(
        "is_wecom_contact",
        "trait_people",
        "social",
        "flag",
        _("WeCom contact"),
        _("whether a list of WeCom contacts has the person; unknown where there is no such list"),
        ("customers",),
    ),
)

SHIPPED: tuple[Trait, ...] = (*ATTRIBUTES, *CONSUMPTION, *INTERESTS, *DEVICES, *SOCIAL)
"""Every trait with a column of its own."""

FAMILIES: tuple[str, ...] = tuple(dict.fromkeys(trait.family for trait in SHIPPED))
"""The steps that yield them, each one row a person at most."""
