SELECT customer_id, max(CASE WHEN place = 1 THEN product_name END) AS preferred_product, count(*)::DOUBLE AS products
FROM trait_product_places AS placed
GROUP BY customer_id
