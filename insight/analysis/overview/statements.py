"""The statements of the overview: those that count, and those that list the people counted."""

TOTALS = """
WITH known_order AS (
    SELECT
        coalesce(currency, '') AS currency,
        coalesce(channel, '') AS channel,
        ordered_at,
        is_valid,
        customer_id IS NULL AS is_without_person,
        CASE WHEN is_valid THEN net_amount END AS net_amount,
        coalesce(refund_amount, 0) <> 0 OR coalesce(refund_status, '') = 'refunded' OR coalesce(status, '') = 'refunded'
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
        CASE WHEN (is_paid OR is_refunded) AND gross_amount > 0 THEN gross_amount END AS gross_amount,
        CASE WHEN is_refunded AND gross_amount > 0 THEN least(refund, gross_amount) END AS refunded_amount
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
WITH buyer_later AS (
    SELECT customer_id, count(*) AS orders
    FROM core.orders
    WHERE is_valid AND customer_id IS NOT NULL AND ordered_at >= $as_of::DATE
    GROUP BY customer_id
)
SELECT
    count(*) AS buyers,
    count(CASE WHEN buyers.orders - coalesce(later.orders, 0) >= 2 THEN 1 END) AS repeat_buyers
FROM mart.customers AS buyers
LEFT JOIN buyer_later AS later ON later.customer_id = buyers.customer_id
WHERE buyers.first_ordered_at < $as_of::DATE
"""

BUYERS = """
WITH buyer_later AS (
    SELECT customer_id, count(*) AS orders
    FROM core.orders
    WHERE is_valid AND customer_id IS NOT NULL AND ordered_at >= $as_of::DATE
    GROUP BY customer_id
)
SELECT buyers.customer_id
FROM mart.customers AS buyers
LEFT JOIN buyer_later AS later ON later.customer_id = buyers.customer_id
WHERE buyers.first_ordered_at < $as_of::DATE
    AND buyers.orders - coalesce(later.orders, 0) >= $least_orders
    AND ($most_orders::BIGINT IS NULL OR buyers.orders - coalesce(later.orders, 0) <= $most_orders)
"""

CHANNELS = """
SELECT coalesce(channel, '') AS channel, count(DISTINCT customer_id) AS customers
FROM core.orders
WHERE is_valid AND ordered_at < $as_of::DATE
GROUP BY coalesce(channel, '')
"""

CHANNEL_BUYERS = """
SELECT customer_id
FROM core.orders
WHERE is_valid AND customer_id IS NOT NULL AND ordered_at < $as_of::DATE AND coalesce(channel, '') = $channel
GROUP BY customer_id
"""

MONTHS = """
-- A number instead of the id, in any order, only makes grouping cheaper.
WITH buyer AS (
    SELECT
        customer_id,
        row_number() OVER () AS buyer_number,
        date_trunc('month', first_ordered_at)::DATE AS first_period
    FROM mart.customers
    WHERE first_ordered_at < $as_of::DATE
),
buyer_month AS (
    SELECT
        buyer.buyer_number,
        buyer.first_period,
        date_trunc('month', orders.ordered_at)::DATE AS period,
        count(*) AS orders,
        sum(CASE WHEN orders.currency = $currency THEN orders.net_amount END) AS net_amount
    FROM core.orders AS orders
    JOIN buyer ON buyer.customer_id = orders.customer_id
    WHERE orders.is_valid AND orders.ordered_at < $as_of::DATE
    GROUP BY buyer.buyer_number, buyer.first_period, date_trunc('month', orders.ordered_at)::DATE
)
SELECT
    period,
    period = first_period AS is_new,
    count(*) AS customers,
    sum(orders)::BIGINT AS orders,
    coalesce(sum(net_amount), 0)::DOUBLE AS net_amount
FROM buyer_month
GROUP BY period, period = first_period
"""

MONTH_BUYERS = """
SELECT orders.customer_id
FROM core.orders AS orders
JOIN mart.customers AS buyers ON buyers.customer_id = orders.customer_id
WHERE orders.is_valid
    AND orders.ordered_at >= $period::DATE
    AND orders.ordered_at < $next_period::DATE
    AND orders.ordered_at < $as_of::DATE
    AND (buyers.first_ordered_at >= $period::DATE) = $is_new
GROUP BY orders.customer_id
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
