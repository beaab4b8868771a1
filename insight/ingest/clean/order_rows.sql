-- One row: a row of the file, with its order's key, canonical words for its states, and what it is worth by itself.
WITH worded AS (
    SELECT
        typed_orders.* EXCLUDE (status, refund_status, currency, channel),
        typed_orders.status AS raw_status,
        CASE WHEN typed_orders.status IS NOT NULL THEN coalesce(status_words.canonical, 'unknown') END AS status,
        refund_words.canonical AS refund_status,
        coalesce(as_currency(typed_orders.currency), $currency) AS currency,
        coalesce(typed_orders.channel, $channel) AS channel
    FROM typed_orders
    LEFT JOIN status_words ON status_words.word = typed_orders.status
    LEFT JOIN refund_words ON refund_words.word = typed_orders.refund_status
    WHERE typed_orders.source_row NOT IN (SELECT source_row FROM rejected_rows)
),
order_rows AS (
    SELECT
        $source_system || ':' || order_id
            || CASE WHEN length(order_id) < $short_id THEN '@' || strftime(ordered_at, '%Y-%m-%d') ELSE '' END AS order_key,
        worded.*,
        coalesce(status, 'unknown') IN ('paid', 'shipped', 'completed', 'unknown') AS is_sale,
        CASE coalesce(status, 'unknown')
            WHEN 'completed' THEN 1
            WHEN 'shipped' THEN 2
            WHEN 'paid' THEN 3
            WHEN 'unknown' THEN 4
            WHEN 'unpaid' THEN 5
            WHEN 'refunded' THEN 6
            ELSE 7
        END AS status_rank
    FROM worded
)
