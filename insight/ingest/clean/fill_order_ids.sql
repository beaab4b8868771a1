-- Continuation lines leave the order's columns empty: they belong to the order above them.
UPDATE typed_orders
SET order_id = filled.order_id
FROM (
    SELECT source_row, last_value(order_id IGNORE NULLS) OVER (ORDER BY source_row ROWS UNBOUNDED PRECEDING) AS order_id
    FROM typed_orders
) AS filled
WHERE filled.source_row = typed_orders.source_row AND typed_orders.order_id IS NULL AND typed_orders.ordered_at IS NULL
    AND typed_orders.source_row NOT IN (SELECT source_row FROM texts WHERE as_text(order_id) IS NOT NULL)
