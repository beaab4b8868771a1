-- One row: a category, with what a piece of it usually costs.
SELECT category, median(unit_price) AS usual_price
FROM trait_lines AS lines
WHERE currency = $currency AND unit_price > 0 AND category IS NOT NULL
GROUP BY category
