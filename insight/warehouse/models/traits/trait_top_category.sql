SELECT customer_id, max(CASE WHEN place = 1 THEN category END) AS preferred_category, count(*)::DOUBLE AS categories
FROM trait_category_places AS placed
GROUP BY customer_id
