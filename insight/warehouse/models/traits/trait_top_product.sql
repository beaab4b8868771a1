SELECT customer_id, product_name AS preferred_product
FROM trait_product_places AS placed
WHERE place = 1
