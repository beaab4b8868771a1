-- One row: the name of an event before the day, and whether it speaks of reading or of forwarding; few names stand for many
-- events. An aggregate, so that no engine asks every event instead of every name.
SELECT
    event,
    bool_or(regexp_matches(event, '(?i)read|article|content|radar|阅读|文章|图文|雷达') AND NOT regexp_matches(event, '(?i)forward|share|转发|分享')) AS is_article,
    bool_or(regexp_matches(event, '(?i)forward|转发') OR regexp_matches(event, '(?i)(article|content).*share|share.*(article|content)|(文章|图文).*分享|分享(文章|图文)')) AS is_forward
FROM (SELECT DISTINCT event FROM mart.visit_events WHERE occurred_at < $as_of::DATE) AS named
GROUP BY event
