SELECT
    customer_id,
    category,
    row_number() OVER (PARTITION BY customer_id ORDER BY views DESC, last_viewed_at DESC, category) AS place
FROM trait_viewed_lines AS viewed_lines
