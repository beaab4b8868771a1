-- One row: a user of events by a changed name, whom that means, and when that user was first seen.
SELECT source_system, customer_ref, customer_id, min(occurred_at) AS since
FROM core.events
WHERE customer_ref IN (SELECT value FROM changed_names)
GROUP BY source_system, customer_ref, customer_id
