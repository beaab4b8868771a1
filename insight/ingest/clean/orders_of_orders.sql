-- A file whose rows are orders: every row is a version of its order.
CREATE OR REPLACE TEMP TABLE incoming_orders AS
{order_rows}
SELECT
    order_key, order_id, channel, store, ordered_at, paid_at, completed_at, cancelled_at, status,
    goods_amount, shipping_fee, discount, order_amount, paid_amount, refund_amount, refund_status, refunded_at, currency,
    coupon, promoter, buyer_ref, buyer_name, phone, receiver_phone, phone_masked, email, second_phone, second_email, province, city, country,
    source_row, raw_status
FROM order_rows
