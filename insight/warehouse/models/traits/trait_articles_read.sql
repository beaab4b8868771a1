-- One row: a person who read an article before the day: it was open for a minute.
SELECT events.customer_id, count(*)::DOUBLE AS articles_read
FROM core.events AS events
JOIN trait_event_names AS names ON names.event = events.event
WHERE names.is_article AND events.duration_s >= 60 AND events.customer_id IS NOT NULL AND events.occurred_at < $as_of::DATE
GROUP BY events.customer_id
