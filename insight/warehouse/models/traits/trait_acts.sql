-- One row: an event of a person before the day.
SELECT person_no, event, occurred_at, device
FROM mart.visit_events
WHERE occurred_at < $as_of::DATE{of_whom}
