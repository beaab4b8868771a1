SELECT
    person_no,
    device,
    row_number() OVER (PARTITION BY person_no ORDER BY acts DESC, last_used_at DESC, device) AS place
FROM trait_device_acts AS device_acts
