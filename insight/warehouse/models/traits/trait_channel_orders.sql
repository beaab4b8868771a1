SELECT customer_id, channel, count(*) AS orders, max(ordered_at) AS last_ordered_at
FROM trait_bought AS bought
WHERE channel IS NOT NULL
GROUP BY customer_id, channel
