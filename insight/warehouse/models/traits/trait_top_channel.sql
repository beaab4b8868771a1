SELECT customer_id, max(CASE WHEN place = 1 THEN channel END) AS preferred_channel, count(*)::DOUBLE AS channels
FROM trait_channel_places AS placed
GROUP BY customer_id
