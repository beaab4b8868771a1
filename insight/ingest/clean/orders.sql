-- From typed rows to orders: one row an order, first from a file whose rows are orders, then from a file of lines.
-- $grain 'order' keeps every row (the same order twice in a file is two versions); 'line' gathers an order's rows.
CREATE OR REPLACE TEMP TABLE order_rows AS
WITH worded AS (
    SELECT
        typed_orders.* EXCLUDE (status, refund_status),
        typed_orders.status AS raw_status,
        coalesce(status_words.canonical, CASE WHEN typed_orders.status IS NOT NULL THEN 'unknown' END) AS status,
        refund_words.canonical AS refund_status,
        texts.phone AS phone_text,
        texts.receiver_phone AS receiver_phone_text,
        texts.address AS address_text
    FROM typed_orders
    JOIN texts ON texts.source_row = typed_orders.source_row
    LEFT JOIN status_words ON status_words.word = typed_orders.status
    LEFT JOIN refund_words ON refund_words.word = typed_orders.refund_status
),
