-- One row: a person with an event before the day; of the others nobody knows what they looked at.
SELECT
    counts.person_no,
    max(counts.last_at)::DATE AS last_seen_on,
    sum(CASE WHEN counts.event = 'view' THEN counts.acts ELSE 0 END)::DOUBLE AS views,
    sum(CASE WHEN counts.event = 'search' THEN counts.acts ELSE 0 END)::DOUBLE AS searches,
    sum(CASE WHEN counts.event = 'cart' THEN counts.acts ELSE 0 END)::DOUBLE AS carts,
    sum(CASE WHEN counts.event = 'favorite' THEN counts.acts ELSE 0 END)::DOUBLE AS favourites,
    sum(CASE WHEN counts.event = 'share' OR names.is_forward THEN counts.acts ELSE 0 END)::DOUBLE AS shares,
    sum(CASE WHEN counts.event = 'checkin' THEN counts.acts ELSE 0 END)::DOUBLE AS checkins,
    sum(CASE WHEN names.is_article THEN counts.acts ELSE 0 END)::DOUBLE AS articles_opened,
    sum(CASE WHEN names.is_forward THEN counts.acts ELSE 0 END)::DOUBLE AS articles_forwarded
FROM trait_event_counts AS counts
JOIN trait_event_names AS names ON names.event = counts.event
GROUP BY counts.person_no
