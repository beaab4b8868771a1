SELECT people.customer_id, placed.device AS device
FROM trait_device_places AS placed
JOIN mart.customers AS people ON people.person_no = placed.person_no
WHERE placed.place = 1{kept_devices}
