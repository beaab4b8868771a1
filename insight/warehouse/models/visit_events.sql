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

-- Events of one moment stand in the order of their names.
INSERT INTO mart.visit_events
WITH beside AS (
    SELECT
        person_no(events.customer_id) AS person_no,
        events.event,
        events.occurred_at,
        events.device,
        events.channel,
        events.page,
        events."object",
        events.keyword,
        lag(events.occurred_at) OVER person >= events.occurred_at - INTERVAL 30 MINUTE AS goes_on,
        lag(events.event) OVER person = events.event AS is_same,
        lead(events.occurred_at) OVER person AS following_at,
        lead(events.event) OVER person AS following
    FROM core.events AS events{of_moved}
    WHERE events.customer_id IS NOT NULL{cut_anew}
    WINDOW person AS (PARTITION BY person_no(events.customer_id) ORDER BY events.occurred_at, events.event)
)
SELECT
    person_no,
    event,
    occurred_at,
    max(CASE WHEN goes_on THEN NULL ELSE occurred_at END) OVER (
        PARTITION BY person_no ORDER BY occurred_at RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ),
    device,
    channel,
    page,
    "object",
    keyword,
    coalesce(goes_on AND is_same, FALSE),
    CASE WHEN following_at <= occurred_at + INTERVAL 30 MINUTE THEN following END,
    CASE WHEN following_at <= occurred_at + INTERVAL 30 MINUTE THEN following_at END
FROM beside;

-- One row: a person and an event, of people who did something else than before.
DELETE FROM mart.person_events
WHERE person_no IN (SELECT person_no FROM moved_people);

INSERT INTO mart.person_events
SELECT
    person_no,
    event,
    count(*),
    count(CASE WHEN occurred_at <> date_trunc('day', occurred_at) THEN 1 END),
    min(occurred_at),
    max(occurred_at)
FROM mart.visit_events{whose}
GROUP BY person_no, event;

DELETE FROM mart.visits
USING moved_people
WHERE moved_people.person_no = visits.person_no
    AND visits.visit_at >= (SELECT min(since) FROM moved_people)
    AND visits.visit_at >= moved_people.since;

INSERT INTO mart.visits
WITH visit AS (
    SELECT
        visit_events.person_no,
        visit_events.visit_at,
        max(visit_events.occurred_at) AS ended_at,
        count(*) AS events,
        min(coalesce(visit_events.device, '')) AS device,
        min(coalesce(visit_events.channel, '')) AS channel
    FROM mart.visit_events AS visit_events{of_moved_visits}
    GROUP BY visit_events.person_no, visit_events.visit_at
),
seen AS (
    SELECT person_no, min(first_at) AS first_at
    FROM mart.person_events{whose}
    GROUP BY person_no
)
SELECT
    visit.person_no,
    visit.visit_at,
    visit.ended_at,
    visit.events,
    visit.device,
    visit.channel,
    visit.visit_at = seen.first_at
FROM visit
JOIN seen ON seen.person_no = visit.person_no;

DELETE FROM mart.visit_days
WHERE "day" >= (SELECT min(since)::DATE FROM moved_people);

INSERT INTO mart.visit_days
SELECT visit_at::DATE, count(DISTINCT person_no), count(*), sum(events)::BIGINT
FROM mart.visits
WHERE visit_at::DATE >= (SELECT min(since)::DATE FROM moved_people)
GROUP BY visit_at::DATE
