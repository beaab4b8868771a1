SELECT customer_id, device, count(*) AS acts, max(occurred_at) AS last_used_at
FROM trait_acts AS acts
WHERE device IS NOT NULL
GROUP BY customer_id, device
