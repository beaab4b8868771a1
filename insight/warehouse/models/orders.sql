-- Order truth: what an order is worth, and whether it counts. In words: insight/warehouse/order_truth.py.
INSERT INTO core.orders
WITH refunded AS (
    SELECT
        newest_orders.*,
        coalesce(paid_amount, order_amount, 0) AS paid,
        CASE
            WHEN refund_amount <> 0 THEN abs(refund_amount)
            WHEN refund_status = 'refunded' OR status = 'refunded' THEN coalesce(paid_amount, order_amount, 0)
            ELSE 0
        END AS refund
    FROM newest_orders
),
netted AS (
    SELECT
        refunded.*,
        CASE
            WHEN refund > 0 AND paid >= 0 AND paid + refund = order_amount THEN paid
            WHEN paid >= 0 THEN greatest(paid - refund, 0)
            ELSE paid
        END::DECIMAL(18,2) AS net
    FROM refunded
)
SELECT
    {columns},
    net,
    coalesce(status, 'unknown') IN ('paid', 'shipped', 'completed', 'unknown') AND cancelled_at IS NULL AND net > 0,
    identity_rows.customer_id,
    named_orders.identity_key
FROM netted
LEFT JOIN named_orders ON named_orders.order_key = netted.order_key
LEFT JOIN core.identity_rows ON identity_rows.identity_key = named_orders.identity_key
