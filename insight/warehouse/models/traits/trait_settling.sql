-- One row: a person with a paid order. Shares of coupons are known only where any order has one.
SELECT
    customer_id,
    avg(CASE WHEN is_refunded THEN 1 ELSE 0 END) AS refund_share,
    (sum(CASE WHEN currency = $currency AND goods_amount > 0 AND discount IS NOT NULL THEN abs(discount) END)
        / nullif(sum(CASE WHEN currency = $currency AND goods_amount > 0 AND discount IS NOT NULL THEN goods_amount END), 0))::DOUBLE
        AS discount_share,
    CASE WHEN (SELECT bool_or(has_coupon) FROM trait_settled AS settled) THEN avg(CASE WHEN has_coupon THEN 1 ELSE 0 END) END AS coupon_share
FROM trait_settled AS settled
GROUP BY customer_id
