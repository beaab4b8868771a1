-- One row: an event of a person before the day. What is read or forwarded is told by the name of the event.
SELECT
    customer_id,
    occurred_at,
    event,
    device,
    duration_s,
    object,
    regexp_matches(event, '(?i)read|article|content|radar|阅读|文章|图文|雷达') AND NOT regexp_matches(event, '(?i)forward|share|转发|分享') AS is_article,
    regexp_matches(event, '(?i)forward|转发') OR regexp_matches(event, '(?i)(article|content).*share|share.*(article|content)|(文章|图文).*分享|分享(文章|图文)') AS is_forward
FROM core.events
WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
