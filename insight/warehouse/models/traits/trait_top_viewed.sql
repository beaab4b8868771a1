SELECT customer_id, category AS viewed_category
FROM trait_viewed_places AS placed
WHERE place = 1
