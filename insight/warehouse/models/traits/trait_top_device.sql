SELECT customer_id, device AS device
FROM trait_device_places AS placed
WHERE place = 1
