"""How often each person did each event before a day: as refresh keeps it, counted anew only where the day parts it."""

from insight.warehouse.steps import steps

TIMES = steps(
    person_times="""
    SELECT person_no AS who, event, times, timed
    FROM mart.person_events
    WHERE last_at < $as_of::DATE
    UNION ALL
    SELECT
        events.person_no AS who,
        events.event,
        count(*) AS times,
        count(CASE WHEN events.occurred_at <> date_trunc('day', events.occurred_at) THEN 1 END) AS timed
    FROM mart.visit_events AS events
    JOIN mart.person_events AS kept ON kept.person_no = events.person_no AND kept.event = events.event
    WHERE kept.first_at < $as_of::DATE AND kept.last_at >= $as_of::DATE AND events.occurred_at < $as_of::DATE
    GROUP BY events.person_no, events.event
""",
)
"""`person_times`: one row a person and event; `timed`: how often with a time of day."""
