-- People of touched rows of events, and when the first of these rows happened.
INSERT INTO moved_visits
SELECT customer_id, min(occurred_at)
FROM core.events
WHERE customer_id IS NOT NULL{touched}
GROUP BY customer_id
