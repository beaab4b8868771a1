-- A file whose rows are lines: an order's own columns stand on its first row, or are repeated on each.
-- $amounts 'order': the amounts are the order's and count once; 'line': they are the line's and are added, without the
-- lines that were closed while others of the order were sold.
CREATE OR REPLACE TEMP TABLE incoming_orders AS
{order_rows},
lines AS (
    SELECT
        order_rows.*,
        coalesce(order_rows.paid_amount, order_rows.order_amount, round(items.quantity * items.exact_price, 2)::DECIMAL(18,2), items.line_paid) AS line_amount,
        bool_or(is_sale) OVER (PARTITION BY order_key) AS order_is_sale
    FROM order_rows
    LEFT JOIN typed_order_items AS items ON items.source_row = order_rows.source_row AND items.part = 0
),
counted AS (
    SELECT
        lines.*,
        is_sale OR NOT order_is_sale AS counts,
        CASE
            WHEN refund_amount IS NOT NULL THEN refund_amount
            WHEN refund_status = 'refunded' THEN line_amount
        END AS line_refund
    FROM lines
)
SELECT
    order_key,
    min(order_id) AS order_id,
    arg_min(channel, source_row) AS channel,
    arg_min(store, source_row) AS store,
    min(ordered_at) AS ordered_at,
    min(paid_at) AS paid_at,
    max(completed_at) AS completed_at,
    CASE WHEN count(cancelled_at) > 0 THEN max(cancelled_at) END AS cancelled_at,
    arg_min(status, status_rank::BIGINT * 1000000000 + source_row) AS status,
    CASE WHEN $amounts = 'line' THEN sum(CASE WHEN counts THEN goods_amount END) ELSE arg_min(goods_amount, source_row) END AS goods_amount,
    arg_min(shipping_fee, source_row) AS shipping_fee,
    CASE WHEN $amounts = 'line' THEN sum(CASE WHEN counts THEN discount END) ELSE arg_min(discount, source_row) END AS discount,
    CASE WHEN $amounts = 'line' THEN sum(CASE WHEN counts THEN order_amount END) ELSE arg_min(order_amount, source_row) END AS order_amount,
    CASE WHEN $amounts = 'line' THEN sum(CASE WHEN counts THEN line_amount END) ELSE arg_min(paid_amount, source_row) END AS paid_amount,
    CASE WHEN $amounts = 'line' THEN sum(CASE WHEN counts THEN line_refund END) ELSE arg_min(refund_amount, source_row) END AS refund_amount,
    CASE
        WHEN bool_and(coalesce(refund_status, 'none') = 'refunded' OR NOT counts) THEN 'refunded'
        WHEN bool_or(refund_status = 'open') THEN 'open'
        WHEN count(refund_status) > 0 THEN 'none'
    END AS refund_status,
    max(refunded_at) AS refunded_at,
    arg_min(currency, source_row) AS currency,
    arg_min(coupon, source_row) AS coupon,
    arg_min(promoter, source_row) AS promoter,
    arg_min(buyer_ref, source_row) AS buyer_ref,
    arg_min(buyer_name, source_row) AS buyer_name,
    arg_min(phone, source_row) AS phone,
    arg_min(receiver_phone, source_row) AS receiver_phone,
    arg_min(phone_masked, source_row) AS phone_masked,
    arg_min(email, source_row) AS email,
    arg_min(second_phone, source_row) AS second_phone,
    arg_min(second_email, source_row) AS second_email,
    arg_min(province, source_row) AS province,
    arg_min(city, source_row) AS city,
    arg_min(country, source_row) AS country,
    min(source_row) AS source_row,
    arg_min(raw_status, status_rank::BIGINT * 1000000000 + source_row) AS raw_status
FROM counted
GROUP BY order_key
