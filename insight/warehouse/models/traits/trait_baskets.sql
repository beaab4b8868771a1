-- One row: a buyer whose orders have lines.
SELECT
    lines.customer_id,
    sum(lines.quantity) / count(DISTINCT lines.order_key) AS basket_size,
    CASE WHEN count(lines.category) > 0 THEN count(DISTINCT lines.category) END::DOUBLE AS categories,
    count(DISTINCT lines.product_name)::DOUBLE AS products,
    avg(CASE WHEN lines.currency = $currency AND lines.unit_price > 0 THEN lines.unit_price / category_prices.usual_price END) AS price_level
FROM trait_lines AS lines
LEFT JOIN trait_category_prices AS category_prices ON category_prices.category = lines.category
GROUP BY lines.customer_id
