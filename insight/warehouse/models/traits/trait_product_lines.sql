SELECT customer_id, product_name, count(*) AS bought_times, max(ordered_at) AS last_bought_at
FROM trait_lines AS lines
WHERE product_name IS NOT NULL
GROUP BY customer_id, product_name
