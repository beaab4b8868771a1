SELECT customer_id, category AS preferred_category
FROM trait_category_places AS placed
WHERE place = 1
