-- One row: a line of an order that counts, before the day.
SELECT
    bought.customer_id,
    bought.order_key,
    bought.currency,
    bought.ordered_at,
    items.product_name,
    coalesce(items.category, products.category) AS category,
    coalesce(items.quantity, 1) AS quantity,
    coalesce(items.unit_price, items.line_paid / nullif(items.quantity, 0))::DOUBLE AS unit_price
FROM trait_bought AS bought
JOIN core.order_items AS items ON items.order_key = bought.order_key
LEFT JOIN core.products AS products
    ON products.source_system = items.source_system
    AND products.product_id = coalesce(items.product_id, items.sku, items.product_name)
