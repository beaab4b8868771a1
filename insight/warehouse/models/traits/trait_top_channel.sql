SELECT customer_id, channel AS preferred_channel
FROM trait_channel_places AS placed
WHERE place = 1
