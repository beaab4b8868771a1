-- One row: an event of a person before the day. What is read or forwarded is told by the name of the event.
SELECT
    events.customer_id,
    events.occurred_at,
    events.event,
    events.device,
    events.duration_s,
    events.object,
    names.is_article,
    names.is_forward
FROM core.events AS events
JOIN trait_event_names AS names ON names.event = events.event
WHERE events.customer_id IS NOT NULL AND events.occurred_at < $as_of::DATE
