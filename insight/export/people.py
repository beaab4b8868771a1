"""The people of a segment: who they are, where they are known, what they ordered before the segment's day."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from insight.govern import Asker, admit, mask_email, mask_phone, mask_texts
from insight.i18n import Text, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.settings import settings
from insight.warehouse import Warehouse

_PEOPLE = """
WITH ordered AS (
    SELECT
        chosen.customer_id,
        sum(takings.purchases)::BIGINT AS orders,
        sum(takings.net_amount) AS net_amount,
        min(CASE WHEN takings.purchases > 0 THEN takings.taken_at END) AS first_ordered_at,
        max(CASE WHEN takings.purchases > 0 THEN takings.taken_at END) AS last_ordered_at
    FROM chosen
    JOIN mart.takings ON takings.customer_id = chosen.customer_id
    WHERE takings.currency = $currency AND takings.taken_at < $as_of
    GROUP BY chosen.customer_id
),
ranked AS (
    SELECT
        chosen.customer_id,
        coalesce(ordered.orders, 0) AS orders,
        coalesce(ordered.net_amount, 0)::DECIMAL(18,2) AS net_amount,
        ordered.first_ordered_at,
        ordered.last_ordered_at
    FROM chosen
    LEFT JOIN ordered ON ordered.customer_id = chosen.customer_id
    ORDER BY coalesce(ordered.net_amount, 0) DESC, chosen.customer_id
    LIMIT $rows::BIGINT
),
-- Whoever ordered on or after the day: of all others the channels that the customer mart holds are those before it.
ordering_later AS (
    SELECT DISTINCT customer_id
    FROM core.orders
    WHERE ordered_at >= $as_of OR ordered_at IS NULL
),
person_channel AS (
    SELECT DISTINCT ranked.customer_id, orders.channel
    FROM ranked
    JOIN ordering_later ON ordering_later.customer_id = ranked.customer_id
    JOIN core.orders ON orders.customer_id = ranked.customer_id
    WHERE orders.ordered_at < $as_of
),
channels_before AS (
    SELECT customer_id, string_agg(channel, '; ' ORDER BY channel) AS channels
    FROM person_channel
    GROUP BY customer_id
),
known_channels AS (
    SELECT
        ranked.customer_id,
        CASE WHEN later.customer_id IS NULL THEN buyers.channels ELSE channels_before.channels END AS channels
    FROM ranked
    LEFT JOIN mart.customers AS buyers ON buyers.customer_id = ranked.customer_id
    LEFT JOIN ordering_later AS later ON later.customer_id = ranked.customer_id
    LEFT JOIN channels_before ON channels_before.customer_id = ranked.customer_id
),
wecom_contact AS (
    SELECT identifiers.customer_id, min(identifiers.value) AS external_userid
    FROM ranked
    JOIN core.identifiers ON identifiers.customer_id = ranked.customer_id
    WHERE identifiers.kind = 'external_userid'
    GROUP BY identifiers.customer_id
),
source_name AS (
    SELECT identifiers.customer_id, identifiers.source_system, identifiers.value, min(identifiers.kind) AS kind
    FROM ranked
    JOIN core.identifiers ON identifiers.customer_id = ranked.customer_id
    WHERE identifiers.kind IN ('account', 'member')
    GROUP BY identifiers.customer_id, identifiers.source_system, identifiers.value
),
placed_name AS (
    SELECT
        customer_id,
        source_system,
        value,
        row_number() OVER (PARTITION BY customer_id ORDER BY kind, source_system, value) AS place
    FROM source_name
),
known_names AS (
    SELECT
        customer_id,
        string_agg(source_system || ':' || value, '; ' ORDER BY place) AS accounts,
        max(CASE WHEN place = 1 THEN value END) AS source_customer_id
    FROM placed_name
    GROUP BY customer_id
)
SELECT
    customers.name,
    coalesce(customers.phone, customers.phone_masked) AS phone,
    customers.nickname,
    customers.email,
    customers.tier,
    ranked.last_ordered_at,
    ranked.orders,
    ranked.net_amount,
    ranked.first_ordered_at,
    known_channels.channels,
    customers.owner_staff,
    customers.province,
    customers.city,
    customers.tags,
    wecom_contact.external_userid,
    known_names.source_customer_id,
    known_names.accounts,
    ranked.customer_id
FROM ranked
LEFT JOIN core.customers ON customers.customer_id = ranked.customer_id
LEFT JOIN known_channels ON known_channels.customer_id = ranked.customer_id
LEFT JOIN known_names ON known_names.customer_id = ranked.customer_id
LEFT JOIN wecom_contact ON wecom_contact.customer_id = ranked.customer_id
ORDER BY ranked.net_amount DESC, ranked.customer_id
"""

_REACHABLE = """
SELECT
    count(*) AS customers,
    count(customers.phone) AS phone,
    count(CASE WHEN customers.has_wecom THEN 1 END) AS wecom,
    count(customers.email) AS email,
    count(CASE WHEN customers.has_wecom OR coalesce(customers.phone, customers.email) IS NOT NULL THEN 1 END) AS any_way
FROM chosen
LEFT JOIN core.customers ON customers.customer_id = chosen.customer_id
"""

_MASKS = {"phone": mask_phone, "email": mask_email}


def headers(currency: str) -> dict[str, Text]:
    """The columns that are known of everybody, in order, with what stands above them."""
    return {
        "name": _("Name"),
        "phone": _("Phone"),
        "nickname": _("Nickname"),
        "email": _("E-mail"),
        "tier": _("Tier"),
        "last_ordered_at": _("Last order"),
        "orders": _("Number of orders"),
        "net_amount": _("Net amount ({currency})", currency=currency),
        "first_ordered_at": _("First order"),
        "channels": _("Channels ordered in"),
        "owner_staff": _("Staff"),
        "province": _("Province"),
        "city": _("City"),
        "tags": _("Tags"),
        "external_userid": _("WeCom external_userid"),
        "source_customer_id": _("Customer number at the source"),
        "accounts": _("Platform accounts"),
        "customer_id": _("Customer ID"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many of `customers` have a phone, a WeCom contact, an e-mail, any of the three."""

    customers: int
    phone: int
    wecom: int
    email: int
    any: int


def people(
    warehouse: Warehouse,
    segment: Segment,
    *,
    currency: str,
    unmasked: bool = False,
    more: MoreColumns | None = None,
) -> pa.Table:
    """One row a person with the columns of `headers` and of `more`; highest net amount first, then by customer_id.

    Orders, amount and the two order times count valid orders in `currency` before the segment's as-of day; `channels`
    all orders before it. `source_customer_id` is the person's first account (else member number) as the source writes
    it, `accounts` are all of them as `source:value`, `external_userid` is the first WeCom contact. A person who ordered
    nothing in the currency has 0 orders, amount 0 and no times. Masked are phones and e-mails, also inside any other
    text: a name, an account, a city, a tag, what `more` adds.
    """
    table = _asked(warehouse, segment, currency, rows=None)
    if more is not None:
        table = with_columns(table, more)
    return table if unmasked else masked(table)


def preview(
    warehouse: Warehouse,
    segment: Segment,
    rows: int = 50,
    *,
    currency: str | None = None,
    asker: Asker | None = None,
) -> pa.Table:
    """The first rows of the list, masked; in the currency given, else the segment's own, else the installation's.

    Raises RoleError for a manager.
    """
    admit("first_people", asker or Asker())
    currency = currency or str(segment.parameters.get("currency") or settings().currency)
    return masked(_asked(warehouse, segment, currency, rows=rows))


def reachable(warehouse: Warehouse, segment: Segment) -> Reach:
    """How many can be reached which way. A phone counts only whole, and not one that many people share."""
    row = warehouse.about(segment.statement, segment.values, _REACHABLE).to_pylist()[0]
    return Reach(
        customers=row["customers"], phone=row["phone"], wecom=row["wecom"], email=row["email"], any=row["any_way"]
    )


def _asked(warehouse: Warehouse, segment: Segment, currency: str, *, rows: int | None) -> pa.Table:
    values = {"as_of": segment.as_of, "currency": currency, "rows": rows}
    return warehouse.about(segment.statement, segment.values, _PEOPLE, values)


def with_columns(table: pa.Table, more: MoreColumns) -> pa.Table:
    """The table with the other columns of `more` behind its own, by customer_id."""
    places = pc.index_in(table["customer_id"], value_set=more.table["customer_id"].combine_chunks())
    for name in more.table.column_names:
        if name not in table.column_names:
            table = table.append_column(name, more.table[name].take(places))
    return table


def masked(table: pa.Table) -> pa.Table:
    """The table with phones and e-mails hidden, also inside every other text."""
    for name, mask in _MASKS.items():
        table = table.set_column(table.column_names.index(name), name, mask(table[name]))
    return mask_texts(table, keep=("customer_id", *_MASKS))
