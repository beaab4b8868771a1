SELECT people.customer_id, placed.category AS viewed_category
FROM trait_viewed_places AS placed
JOIN mart.customers AS people ON people.person_no = placed.person_no
WHERE placed.place = 1{kept_views}
