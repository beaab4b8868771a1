-- Visits are cut anew from the first moment of a person at which something changed; what lies before stays as it is.
CREATE OR REPLACE TEMP TABLE moved_people AS
SELECT person_no(customer_id) AS person_no, min(since) AS since
FROM moved_visits
GROUP BY person_no(customer_id);

-- An event shortly before may be of the same visit: then the whole visit is cut anew.
UPDATE moved_people
SET since = running.visit_at
FROM (
    SELECT moved_people.person_no, min(visit_events.visit_at) AS visit_at
    FROM mart.visit_events AS visit_events
    JOIN moved_people ON moved_people.person_no = visit_events.person_no
    WHERE visit_events.occurred_at >= (SELECT min(since) - INTERVAL 30 MINUTE FROM moved_people)
        AND visit_events.occurred_at BETWEEN moved_people.since - INTERVAL 30 MINUTE AND moved_people.since
    GROUP BY moved_people.person_no
) AS running
WHERE running.person_no = moved_people.person_no;

DELETE FROM mart.visit_events
USING moved_people
WHERE moved_people.person_no = visit_events.person_no
    AND visit_events.occurred_at >= (SELECT min(since) FROM moved_people)
    AND visit_events.occurred_at >= moved_people.since;

INSERT INTO mart.visit_events
WITH paused AS (
    SELECT
        moved_people.person_no,
        events.event,
        events.occurred_at,
        events.device,
        events.channel,
        events.page,
        events."object",
        events.keyword,
        events.occurred_at - lag(events.occurred_at) OVER (
            PARTITION BY moved_people.person_no ORDER BY events.occurred_at
        ) AS pause
    FROM core.events AS events
    JOIN moved_people ON moved_people.person_no = person_no(events.customer_id)
    WHERE events.occurred_at >= (SELECT min(since) FROM moved_people) AND events.occurred_at >= moved_people.since
)
SELECT
    person_no,
    event,
    occurred_at,
    max(CASE WHEN pause IS NULL OR pause > INTERVAL 30 MINUTE THEN occurred_at END) OVER (
        PARTITION BY person_no ORDER BY occurred_at RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ),
    device,
    channel,
    page,
    "object",
    keyword
FROM paused
