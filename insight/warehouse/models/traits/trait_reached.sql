-- One row: a person to whom something was sent before the day.
SELECT
    customer_id,
    count(*)::DOUBLE AS messages,
    avg(CASE WHEN opened_at < $as_of::DATE THEN 1 ELSE 0 END) AS opened_share,
    avg(CASE WHEN clicked_at < $as_of::DATE THEN 1 ELSE 0 END) AS clicked_share
FROM core.touches
WHERE customer_id IS NOT NULL AND sent_at < $as_of::DATE AND coalesce(arm, 'treated') <> 'control'
GROUP BY customer_id
