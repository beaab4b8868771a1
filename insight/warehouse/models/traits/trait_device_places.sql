SELECT
    customer_id,
    device,
    row_number() OVER (PARTITION BY customer_id ORDER BY acts DESC, last_used_at DESC, device) AS place
FROM trait_device_acts AS device_acts
