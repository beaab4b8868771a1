-- People of rows that use a changed name, and when the first of these rows happened.
INSERT INTO moved_visits
SELECT customer_id, min(occurred_at)
FROM core.events
WHERE customer_id IS NOT NULL AND customer_ref IN (SELECT value FROM changed_names)
GROUP BY customer_id
