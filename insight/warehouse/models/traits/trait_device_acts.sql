SELECT person_no, device, count(*) AS acts, max(occurred_at) AS last_used_at
FROM trait_acts AS acts
WHERE device IS NOT NULL
GROUP BY person_no, device
