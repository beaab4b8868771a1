SELECT
    customer_id,
    category,
    row_number() OVER (PARTITION BY customer_id ORDER BY bought_times DESC, last_bought_at DESC, category) AS place
FROM trait_category_lines AS category_lines
