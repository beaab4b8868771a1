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
-- A refund whose day is known is counted on that day; until then the order is worth what was paid for it.
dated AS (
    SELECT
        refunded.*,
        refund > 0 AND paid >= 0 AND paid + refund = order_amount AS is_paid_after_refund,
        refunded_at IS NOT NULL AND refund > 0 AND paid >= 0
            AND (coalesce(status, 'unknown') <> 'closed' OR paid_at IS NOT NULL) AS is_dated
    FROM refunded
),
netted AS (
    SELECT
        dated.*,
        CASE
            WHEN paid < 0 THEN paid
            WHEN is_dated AND is_paid_after_refund THEN order_amount
            WHEN is_dated OR is_paid_after_refund THEN paid
            ELSE greatest(paid - refund, 0)
        END::DECIMAL(18,2) AS net
    FROM dated
)
SELECT
    {columns},
    net,
    net > 0 AND (
        (coalesce(status, 'unknown') IN ('paid', 'shipped', 'completed', 'unknown') AND cancelled_at IS NULL)
        OR (is_dated AND status IN ('refunded', 'closed'))
    ),
    net < 0 AND coalesce(status, 'unknown') NOT IN ('unpaid', 'closed') AND cancelled_at IS NULL,
    CASE WHEN is_dated THEN least(refund, net)::DECIMAL(18,2) END,
    identity_rows.customer_id,
    named_orders.identity_key
FROM netted
LEFT JOIN named_orders ON named_orders.order_key = netted.order_key
LEFT JOIN core.identity_rows ON identity_rows.identity_key = named_orders.identity_key
