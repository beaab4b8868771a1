-- Where an order's time stands only on its first row; else the time of payment; else the day inside a 拼多多 order number.
UPDATE typed_orders
SET ordered_at = filled.ordered_at
FROM (
    SELECT
        source_row,
        coalesce(
            last_value(ordered_at IGNORE NULLS) OVER (PARTITION BY order_id ORDER BY source_row ROWS UNBOUNDED PRECEDING),
            paid_at,
            CASE WHEN $source_system = 'pdd' AND regexp_full_match(order_id, '[0-9]{6}-[0-9]{12,}')
                THEN try_strptime(substr(order_id, 1, 6), '%y%m%d') END
        ) AS ordered_at
    FROM typed_orders
    WHERE order_id IS NOT NULL
) AS filled
WHERE filled.source_row = typed_orders.source_row AND typed_orders.ordered_at IS NULL
    AND typed_orders.source_row NOT IN (SELECT source_row FROM texts WHERE as_text(ordered_at) IS NOT NULL)
