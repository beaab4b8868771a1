SELECT person_no, event, count(*) AS acts, max(occurred_at) AS last_at
FROM trait_acts AS acts
GROUP BY person_no, event
