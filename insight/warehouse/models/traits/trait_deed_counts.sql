-- One row: a person with an event before the day; of the others nobody knows what they looked at.
SELECT
    customer_id,
    max(occurred_at)::DATE AS last_seen_on,
    count(DISTINCT occurred_at::DATE)::DOUBLE AS active_days,
    sum(CASE WHEN event = 'view' THEN 1 ELSE 0 END)::DOUBLE AS views,
    sum(CASE WHEN event = 'search' THEN 1 ELSE 0 END)::DOUBLE AS searches,
    sum(CASE WHEN event = 'cart' THEN 1 ELSE 0 END)::DOUBLE AS carts,
    sum(CASE WHEN event = 'favorite' THEN 1 ELSE 0 END)::DOUBLE AS favourites,
    sum(CASE WHEN event = 'share' OR is_forward THEN 1 ELSE 0 END)::DOUBLE AS shares,
    sum(CASE WHEN event = 'checkin' THEN 1 ELSE 0 END)::DOUBLE AS checkins,
    sum(CASE WHEN is_article THEN 1 ELSE 0 END)::DOUBLE AS articles_opened,
    sum(CASE WHEN is_article AND duration_s >= 60 THEN 1 ELSE 0 END)::DOUBLE AS articles_read,
    sum(CASE WHEN is_forward THEN 1 ELSE 0 END)::DOUBLE AS articles_forwarded,
    count(DISTINCT device)::DOUBLE AS devices
FROM trait_acts AS acts
GROUP BY customer_id
