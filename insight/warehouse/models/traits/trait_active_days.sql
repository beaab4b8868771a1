SELECT person_no, count(DISTINCT occurred_at::DATE)::DOUBLE AS active_days
FROM trait_acts AS acts
GROUP BY person_no
