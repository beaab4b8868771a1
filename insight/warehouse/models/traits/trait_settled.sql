-- One row: an order that was paid, whether or not the money went back, before the day.
SELECT
    customer_id,
    currency,
    goods_amount,
    discount,
    coupon IS NOT NULL AS has_coupon,
    (refund_amount <> 0 OR refund_status = 'refunded' OR status = 'refunded')
        AND (refunded_at IS NULL OR refunded_at < $as_of::DATE) AS is_refunded
FROM core.orders
WHERE customer_id IS NOT NULL AND ordered_at < $as_of::DATE
    AND (is_valid OR refund_amount <> 0 OR refund_status = 'refunded' OR status = 'refunded')
