-- People of touched rows of events, and when the first of these rows happened.
INSERT INTO moved_visits
SELECT customer_id, min(occurred_at)
FROM core.events
WHERE customer_id IS NOT NULL AND row_key IN (SELECT row_key FROM touched_events)
GROUP BY customer_id
