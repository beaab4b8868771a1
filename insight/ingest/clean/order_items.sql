-- One row a line. A line without a number of its own is counted within its order.
CREATE OR REPLACE TEMP TABLE incoming_order_items AS
WITH worded AS (
    SELECT
        $source_system || ':' || items.order_id
            || CASE WHEN length(items.order_id) < $short_id THEN coalesce('@' || key_day(items.ordered_at), '') ELSE '' END
            || CASE WHEN credits.source_row IS NOT NULL THEN '~credit' ELSE '' END AS order_key,
        items.* EXCLUDE (status, refund_status),
        items.status AS raw_status,
        CASE WHEN items.status IS NOT NULL THEN coalesce(status_words.canonical, 'unknown') END AS status,
        refund_words.canonical AS refund_status,
        coalesce(items.line_paid, round(items.quantity * items.exact_price, 2)::DECIMAL(18,2)) AS amount
    FROM typed_order_items AS items
    LEFT JOIN status_words ON status_words.word = items.status
    LEFT JOIN refund_words ON refund_words.word = items.refund_status
    LEFT JOIN numbered_credits AS credits ON credits.source_row = items.source_row
    WHERE items.source_row NOT IN (SELECT source_row FROM rejected_rows)
        AND coalesce(items.product_id, items.product_name, items.sku) IS NOT NULL
)
SELECT
    order_key, order_id, ordered_at,
    coalesce(line_no, row_number() OVER (PARTITION BY order_key ORDER BY source_row, part)::VARCHAR) AS line_no,
    product_id, product_name, category, sku, variant, quantity, unit_price, amount AS line_paid,
    coalesce(line_refund, CASE WHEN refund_status = 'refunded' THEN amount END) AS line_refund,
    status, refund_status, source_row, raw_status
FROM worded
