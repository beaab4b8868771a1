SELECT customer_id, category, count(*) AS bought_times, max(ordered_at) AS last_bought_at
FROM trait_lines AS lines
WHERE category IS NOT NULL
GROUP BY customer_id, category
