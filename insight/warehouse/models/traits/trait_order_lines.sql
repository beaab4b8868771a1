-- One row: an order that has lines; levels are prices of lines divided by the usual price of their category.
SELECT
    lines.customer_id,
    lines.order_key,
    sum(lines.quantity) AS pieces,
    sum(CASE WHEN lines.currency = $currency AND lines.unit_price > 0 THEN lines.unit_price / category_prices.usual_price END) AS levels,
    count(CASE WHEN lines.currency = $currency AND lines.unit_price > 0 THEN category_prices.usual_price END) AS priced_lines
FROM trait_lines AS lines
LEFT JOIN trait_category_prices AS category_prices ON category_prices.category = lines.category
GROUP BY lines.customer_id, lines.order_key
