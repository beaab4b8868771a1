"""What can stand on a person's timeline: one statement for each kind, for whichever core tables hold people.

Every statement yields: at (None where the source gives no time), subject, status, detail, number, amount, currency,
source_system, kind_rows (how many there are; the newest `$rows` of them are listed).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """`kind` of entry; the core tables it reads, of which the first names the person; the statement."""

    kind: str
    tables: tuple[str, ...]
    statement: str


_ORDERS = """
WITH bought AS (
    SELECT order_key, ordered_at, order_id, is_valid, status, net_amount, currency, channel, source_system
    FROM core.orders
    WHERE customer_id = $customer_id AND ordered_at < $as_of::DATE
),
line AS (
    SELECT
        items.order_key,
        string_agg(
            coalesce(items.product_name, items.sku, items.product_id, '') || ' × '
            || coalesce(items.quantity, 1)::DECIMAL(18,2)::DOUBLE::VARCHAR,
            '; ' ORDER BY items.line_no
        ) AS lines
    FROM core.order_items AS items
    WHERE items.order_key IN (SELECT order_key FROM bought)
    GROUP BY items.order_key
)
SELECT
    bought.ordered_at AS "at",
    bought.order_id AS subject,
    CASE WHEN bought.is_valid THEN '' ELSE 'not counted: ' END || coalesce(bought.status, 'unknown') AS status,
    left(replace(line.lines, '.0', ''), 500) AS detail,
    NULL::DOUBLE AS number,
    bought.net_amount::DOUBLE AS amount,
    bought.currency,
    bought.source_system,
    count(*) OVER () AS kind_rows
FROM bought
LEFT JOIN line ON line.order_key = bought.order_key
ORDER BY bought.ordered_at DESC, bought.order_key
LIMIT $rows
"""

_JOINED = """
SELECT
    joined_at AS "at",
    coalesce(channel, source_system) AS subject,
    NULL::VARCHAR AS status,
    owner_staff AS detail,
    NULL::DOUBLE AS number,
    NULL::DOUBLE AS amount,
    NULL::VARCHAR AS currency,
    source_system,
    count(*) OVER () AS kind_rows
FROM core.source_customers
WHERE customer_id = $customer_id AND joined_at < $as_of::DATE
ORDER BY joined_at DESC, source_key
LIMIT $rows
"""

_EVENTS = """
SELECT
    occurred_at AS "at",
    event AS subject,
    NULL::VARCHAR AS status,
    concat_ws(' · ', page, object, keyword) AS detail,
    duration_s AS number,
    NULL::DOUBLE AS amount,
    NULL::VARCHAR AS currency,
    source_system,
    count(*) OVER () AS kind_rows
FROM core.events
WHERE customer_id = $customer_id AND occurred_at < $as_of::DATE
ORDER BY occurred_at DESC, batch_id, source_row
LIMIT $rows
"""

_POINTS = """
SELECT
    "at",
    reason AS subject,
    kind AS status,
    NULL::VARCHAR AS detail,
    delta AS number,
    NULL::DOUBLE AS amount,
    NULL::VARCHAR AS currency,
    source_system,
    count(*) OVER () AS kind_rows
FROM core.points_ledger
WHERE customer_id = $customer_id AND ("at" < $as_of::DATE OR "at" IS NULL)
ORDER BY "at" DESC NULLS LAST, batch_id, source_row
LIMIT $rows
"""

_SURVEYS = """
WITH responded AS (
    SELECT response_id, survey, submitted_at, source, duration_s, source_system, batch_id, source_row
    FROM core.survey_responses
    WHERE customer_id = $customer_id AND (submitted_at < $as_of::DATE OR submitted_at IS NULL)
),
answered AS (
    SELECT
        answers.source_system,
        answers.response_id,
        coalesce(answers.survey, '') AS survey,
        string_agg(
            coalesce(answers.question, answers.question_no) || ' → ' || answers.answer,
            '; ' ORDER BY answers.source_row, answers.question_no, answers.answer
        ) AS answers
    FROM core.survey_answers AS answers
    WHERE answers.response_id IN (SELECT response_id FROM responded)
    GROUP BY answers.source_system, answers.response_id, coalesce(answers.survey, '')
)
SELECT
    responded.submitted_at AS "at",
    responded.survey AS subject,
    NULL::VARCHAR AS status,
    left(answered.answers, 2000) AS detail,
    responded.duration_s AS number,
    NULL::DOUBLE AS amount,
    NULL::VARCHAR AS currency,
    responded.source_system,
    count(*) OVER () AS kind_rows
FROM responded
LEFT JOIN answered
    ON answered.source_system = responded.source_system AND answered.response_id = responded.response_id
    AND answered.survey = coalesce(responded.survey, '')
ORDER BY responded.submitted_at DESC NULLS LAST, responded.batch_id, responded.source_row
LIMIT $rows
"""

_TOUCHES = """
WITH named AS (
    SELECT source_system, campaign_id, max(name) AS name
    FROM core.campaigns
    GROUP BY source_system, campaign_id
)
SELECT
    touches.sent_at AS "at",
    coalesce(named.name, touches.campaign_id) AS subject,
    CASE
        WHEN touches.arm = 'control' THEN 'control'
        WHEN touches.clicked_at IS NOT NULL THEN 'clicked'
        WHEN touches.opened_at IS NOT NULL THEN 'opened'
        WHEN touches.delivered = FALSE THEN 'failed'
        ELSE 'sent'
    END AS status,
    touches.failed_reason AS detail,
    NULL::DOUBLE AS number,
    NULL::DOUBLE AS amount,
    NULL::VARCHAR AS currency,
    touches.source_system,
    count(*) OVER () AS kind_rows
FROM core.touches AS touches
LEFT JOIN named ON named.source_system = touches.source_system AND named.campaign_id = touches.campaign_id
WHERE touches.customer_id = $customer_id AND (touches.sent_at < $as_of::DATE OR touches.sent_at IS NULL)
ORDER BY touches.sent_at DESC NULLS LAST, touches.batch_id, touches.source_row
LIMIT $rows
"""

_FEEDBACK = """
SELECT
    "at",
    kind AS subject,
    NULL::VARCHAR AS status,
    left(concat_ws(' ⟶ ', text, reply), 2000) AS detail,
    rating AS number,
    NULL::DOUBLE AS amount,
    NULL::VARCHAR AS currency,
    source_system,
    count(*) OVER () AS kind_rows
FROM core.feedback
WHERE customer_id = $customer_id AND ("at" < $as_of::DATE OR "at" IS NULL)
ORDER BY "at" DESC NULLS LAST, batch_id, source_row
LIMIT $rows
"""

_CONSENTS = """
SELECT
    "at",
    purpose AS subject,
    status,
    evidence AS detail,
    NULL::DOUBLE AS number,
    NULL::DOUBLE AS amount,
    NULL::VARCHAR AS currency,
    source_system,
    count(*) OVER () AS kind_rows
FROM core.consents
WHERE customer_id = $customer_id AND ("at" < $as_of::DATE OR "at" IS NULL)
ORDER BY "at" DESC NULLS LAST, batch_id, source_row
LIMIT $rows
"""

_COUPONS = """
SELECT
    coalesce(redeemed_at, issued_at) AS "at",
    coupon_id AS subject,
    CASE
        WHEN redeemed_at < $as_of::DATE THEN 'redeemed'
        WHEN expires_at < $as_of::DATE THEN 'expired'
        ELSE 'issued'
    END AS status,
    order_id AS detail,
    NULL::DOUBLE AS number,
    face_value::DOUBLE AS amount,
    NULL::VARCHAR AS currency,
    source_system,
    count(*) OVER () AS kind_rows
FROM core.coupons
WHERE customer_id = $customer_id
    AND (coalesce(issued_at, redeemed_at) < $as_of::DATE OR coalesce(issued_at, redeemed_at) IS NULL)
ORDER BY coalesce(redeemed_at, issued_at) DESC NULLS LAST, batch_id, source_row
LIMIT $rows
"""

_REFERRALS = """
WITH side AS (
    SELECT "at", invitee_ref AS subject, 'invited' AS status, channel, source_system, batch_id, source_row
    FROM core.referrals
    WHERE customer_id = $customer_id
    UNION ALL
    SELECT "at", inviter_ref, 'invited_by', channel, source_system, batch_id, source_row
    FROM core.referrals
    WHERE invitee_id = $customer_id
)
SELECT
    "at",
    subject,
    status,
    channel AS detail,
    NULL::DOUBLE AS number,
    NULL::DOUBLE AS amount,
    NULL::VARCHAR AS currency,
    source_system,
    count(*) OVER () AS kind_rows
FROM side
WHERE "at" < $as_of::DATE OR "at" IS NULL
ORDER BY "at" DESC NULLS LAST, batch_id, source_row, status
LIMIT $rows
"""

SECTIONS = (
    Section("order", ("orders",), _ORDERS),
    Section("joined", ("source_customers",), _JOINED),
    Section("event", ("events",), _EVENTS),
    Section("points", ("points_ledger",), _POINTS),
    Section("survey", ("survey_responses", "survey_answers"), _SURVEYS),
    Section("touch", ("touches", "campaigns"), _TOUCHES),
    Section("feedback", ("feedback",), _FEEDBACK),
    Section("consent", ("consents",), _CONSENTS),
    Section("coupon", ("coupons",), _COUPONS),
    Section("referral", ("referrals",), _REFERRALS),
)

PRESENT = """
SELECT table_name, max(CASE WHEN column_name = 'customer_id' THEN 1 ELSE 0 END) = 1 AS names_people
FROM information_schema.columns
WHERE table_schema = 'core'
GROUP BY table_name
"""
