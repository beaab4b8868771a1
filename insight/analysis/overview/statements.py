"""The statements of the overview: those that count, and those that list the people counted."""

TOTALS = """
WITH known_order AS (
    SELECT
        coalesce(currency, '') AS currency,
        coalesce(channel, '') AS channel,
        ordered_at,
        is_valid,
        customer_id IS NULL AS is_without_person,
        is_credit,
        -- A refund whose day is known lowers the amount from that day on; a credit note is an amount below zero.
        CASE
            WHEN is_valid AND greatest(refunded_at, ordered_at) < $as_of::DATE
                THEN net_amount - coalesce(later_refund, 0)
            WHEN is_valid OR is_credit THEN net_amount
        END AS net_amount,
        (refunded_at IS NULL OR refunded_at < $as_of::DATE)
            AND (
                coalesce(refund_amount, 0) <> 0 OR coalesce(refund_status, '') = 'refunded'
                OR coalesce(status, '') = 'refunded'
            )
            AS is_refunded,
        coalesce(status, 'unknown') IN ('paid', 'shipped', 'completed', 'refunded', 'unknown') OR paid_at IS NOT NULL
            AS is_paid,
        -- Exports that state the paid amount after the refund: the order amount is what was paid at first.
        CASE
            WHEN refund_amount <> 0 AND paid_amount >= 0 AND paid_amount + abs(refund_amount) = order_amount
                THEN order_amount
            ELSE coalesce(paid_amount, order_amount, 0)
        END AS gross_amount,
        coalesce(nullif(abs(refund_amount), 0), paid_amount, order_amount, 0) AS refund
    FROM core.orders
    WHERE ordered_at < $as_of::DATE
),
paid_order AS (
    SELECT
        currency,
        channel,
        ordered_at,
        is_valid,
        is_without_person,
        net_amount,
        is_credit,
        CASE WHEN (is_paid OR is_refunded) AND gross_amount > 0 THEN gross_amount END AS gross_amount,
        CASE
            WHEN is_credit THEN -net_amount
            WHEN is_refunded AND gross_amount > 0 THEN least(refund, gross_amount)
        END AS refunded_amount
    FROM known_order
)
SELECT
    currency,
    channel,
    min(ordered_at) AS first_ordered_at,
    max(ordered_at) AS last_ordered_at,
    count(CASE WHEN is_valid THEN 1 END) AS orders,
    count(CASE WHEN is_valid AND is_without_person THEN 1 END) AS orders_without_person,
    coalesce(sum(net_amount), 0)::DOUBLE AS net_amount,
    coalesce(sum(CASE WHEN is_without_person THEN net_amount END), 0)::DOUBLE AS net_amount_without_person,
    count(gross_amount) AS paid_orders,
    count(refunded_amount) AS refunded_orders,
    coalesce(sum(gross_amount), 0)::DOUBLE AS gross_amount,
    coalesce(sum(refunded_amount), 0)::DOUBLE AS refunded_amount
FROM paid_order
GROUP BY currency, channel
ORDER BY currency, channel
"""

LOYALTY = """
SELECT
    count(CASE WHEN visit_no = 1 THEN 1 END) AS buyers,
    count(CASE WHEN visit_no = 2 THEN 1 END) AS repeat_buyers
FROM mart.purchases
WHERE ordered_at < $as_of::DATE
    AND (previous_ordered_at IS NULL OR previous_ordered_at::DATE < ordered_at::DATE)
"""

BUYERS = """
WITH one_too_many AS (
    SELECT customer_id
    FROM mart.purchases
    WHERE visit_no = $most_visits::BIGINT + 1 AND ordered_at < $as_of::DATE
    GROUP BY customer_id
)
SELECT purchases.customer_id
FROM mart.purchases AS purchases
LEFT JOIN one_too_many ON one_too_many.customer_id = purchases.customer_id
WHERE purchases.visit_no = $least_visits
    AND purchases.ordered_at < $as_of::DATE
    AND (
        purchases.previous_ordered_at IS NULL
        OR purchases.previous_ordered_at::DATE < purchases.ordered_at::DATE
    )
    AND one_too_many.customer_id IS NULL
"""

CHANNELS = """
WITH used_channel AS (
    SELECT coalesce(channel, '') AS channel
    FROM core.orders
    WHERE is_valid AND ordered_at < $as_of::DATE
    GROUP BY coalesce(channel, '')
),
counted AS (
    SELECT coalesce(channel, '') AS channel, count(DISTINCT customer_id) AS customers
    FROM mart.purchases
    WHERE ordered_at < $as_of::DATE
    GROUP BY coalesce(channel, '')
)
SELECT used_channel.channel, coalesce(counted.customers, 0) AS customers
FROM used_channel
LEFT JOIN counted ON counted.channel = used_channel.channel
"""

CHANNEL_BUYERS = """
SELECT customer_id
FROM mart.purchases
WHERE ordered_at < $as_of::DATE AND coalesce(channel, '') = $channel
GROUP BY customer_id
"""

MONTHS = """
WITH taking AS (
    SELECT
        date_trunc('month', ordered_at)::DATE AS period,
        date_trunc('month', first_ordered_at) = date_trunc('month', ordered_at) AS is_new,
        TRUE AS is_purchase,
        previous_ordered_at IS NULL OR date_trunc('month', previous_ordered_at) <> date_trunc('month', ordered_at)
            AS is_first_of_period,
        CASE WHEN currency = $currency THEN net_amount END AS net_amount
    FROM mart.purchases
    WHERE ordered_at < $as_of::DATE
    UNION ALL
    SELECT
        date_trunc('month', credits.credited_at)::DATE,
        coalesce(date_trunc('month', buyers.first_ordered_at) = date_trunc('month', credits.credited_at), FALSE),
        FALSE,
        FALSE,
        CASE WHEN credits.currency = $currency THEN -credits.amount END
    FROM mart.credits AS credits
    JOIN mart.customers AS buyers ON buyers.customer_id = credits.customer_id
    WHERE credits.credited_at < $as_of::DATE
)
SELECT
    period,
    is_new,
    count(CASE WHEN is_first_of_period THEN 1 END) AS customers,
    count(CASE WHEN is_purchase THEN 1 END) AS orders,
    coalesce(sum(net_amount), 0)::DOUBLE AS net_amount
FROM taking
GROUP BY period, is_new
"""

MONTH_BUYERS = """
SELECT customer_id
FROM mart.purchases
WHERE ordered_at >= $period::DATE
    AND ordered_at < $next_period::DATE
    AND ordered_at < $as_of::DATE
    AND (first_ordered_at >= $period::DATE) = $is_new
GROUP BY customer_id
"""

PRESENT = """
WITH live_batch AS (
    SELECT batch_id
    FROM app.batches
    WHERE undone_at IS NULL
)
SELECT
    EXISTS (SELECT 1 FROM core.source_customers) AS has_customers,
    EXISTS (SELECT 1 FROM core.order_items) AS has_order_items,
    EXISTS (SELECT 1 FROM staging.events JOIN live_batch USING (batch_id)) AS has_events,
    EXISTS (SELECT 1 FROM staging.survey_responses JOIN live_batch USING (batch_id)) AS has_surveys,
    EXISTS (SELECT 1 FROM staging.touches JOIN live_batch USING (batch_id)) AS has_touches,
    EXISTS (SELECT 1 FROM staging.points_ledger JOIN live_batch USING (batch_id)) AS has_points,
    EXISTS (SELECT 1 FROM staging.feedback JOIN live_batch USING (batch_id)) AS has_feedback,
    EXISTS (SELECT 1 FROM staging.consents JOIN live_batch USING (batch_id)) AS has_consents,
    (SELECT count(*) FROM core.customers) AS people,
    (SELECT count(*) FROM core.customers WHERE phone IS NULL) AS people_without_phone
"""
