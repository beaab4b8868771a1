SELECT person_no, count(*)::DOUBLE AS devices
FROM trait_device_acts AS device_acts
GROUP BY person_no
