"""The statements about one person: best-known fields, what sources state, identifiers, orders, scores."""

from insight.analysis.rfm import SCORES
from insight.warehouse.steps import filled, steps

_FIELDS = """name,
    nickname,
    phone,
    phone_masked,
    email,
    gender,
    birthday,
    province,
    city,
    country,
    channel,
    owner_staff,
    joined_at,
    tier,
    points,
    balance,
    tags,
    consent"""

_BEST = """
SELECT
    {fields}
FROM core.customers
WHERE customer_id = $customer_id
"""

_LISTED = """
SELECT
    {fields},
    source_system,
    source_file
FROM core.source_customers
WHERE customer_id = $customer_id
ORDER BY batch_id DESC, source_row DESC
LIMIT 1000
"""

BEST = filled(_BEST, fields=_FIELDS)
LISTED = filled(_LISTED, fields=_FIELDS)

ORDERED = """
SELECT
    buyer_name AS name,
    buyer_ref AS nickname,
    coalesce(phone, receiver_phone) AS phone,
    phone_masked,
    email,
    province,
    city,
    country,
    channel,
    source_system,
    source_file
FROM core.orders
WHERE customer_id = $customer_id
ORDER BY ordered_at DESC, order_key
LIMIT 1000
"""

IDENTIFIERS = """
WITH own AS (
    SELECT kind, value, source_system, is_hub
    FROM core.identifiers
    WHERE customer_id = $customer_id
),
-- A receiver's phone that does join.
joining_receiver AS (
    SELECT DISTINCT named.fallback AS value
    FROM core.identity_rows AS named
    LEFT JOIN core.own_receiver_phones AS always
        ON always.account = named.account AND always.fallback = named.fallback
    WHERE named.customer_id = $customer_id AND (named.account IS NULL OR always.account IS NOT NULL)
),
-- What joins, and still stands under two people, was cut by a decision.
elsewhere AS (
    SELECT DISTINCT others.kind, others.value, others.source_system
    FROM core.identifiers AS others
    JOIN own ON own.kind = others.kind AND own.value = others.value
    WHERE others.customer_id <> $customer_id
        AND (others.source_system = own.source_system OR own.kind NOT IN ('account', 'member', 'openid'))
)
SELECT
    own.kind,
    own.value,
    own.source_system,
    own.is_hub,
    CASE
        WHEN own.is_hub THEN 'hub'
        WHEN own.kind = 'receiver_phone' AND joining_receiver.value IS NULL THEN 'receiver'
        WHEN own.kind <> 'receiver_phone' AND EXISTS (
            SELECT 1 FROM elsewhere WHERE elsewhere.kind = own.kind AND elsewhere.value = own.value
        ) THEN 'decided'
        ELSE 'joins'
    END AS joining
FROM own
LEFT JOIN joining_receiver ON joining_receiver.value = own.value
ORDER BY own.kind, own.value, own.source_system
"""

TOTALS = """
SELECT
    count(CASE WHEN currency = $currency THEN 1 END) AS orders,
    count(CASE WHEN currency IS DISTINCT FROM $currency THEN 1 END) AS orders_elsewhere,
    (
        coalesce(sum(CASE WHEN currency = $currency THEN net_amount END), 0) - coalesce((
            SELECT sum(credits.amount)
            FROM mart.credits AS credits
            WHERE credits.customer_id = $customer_id
                AND credits.currency = $currency
                AND credits.credited_at < $as_of::DATE
        ), 0)
    )::DOUBLE AS net_amount,
    min(CASE WHEN currency = $currency THEN ordered_at END) AS first_ordered_at,
    max(CASE WHEN currency = $currency THEN ordered_at END) AS last_ordered_at
FROM core.orders
WHERE customer_id = $customer_id AND is_valid AND ordered_at < $as_of::DATE
"""

SCORE = steps(scored=SCORES).select("""
SELECT r, f, m, eight, eleven
FROM scored
WHERE customer_id = $customer_id
""")

PERSON = """
SELECT customer_id
FROM core.customers
WHERE customer_id = $customer_id
"""
