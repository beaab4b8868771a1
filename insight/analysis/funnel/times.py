"""How often each person did each event before a day: as refresh keeps it, less what came later."""

from insight.warehouse.steps import steps

TIMES = steps(
    later_times="""
    SELECT
        person_no,
        event,
        count(*) AS times,
        count(CASE WHEN occurred_at <> date_trunc('day', occurred_at) THEN 1 END) AS timed
    FROM mart.visit_events
    WHERE occurred_at >= $as_of::DATE
    GROUP BY person_no, event
""",
    person_times="""
    SELECT
        kept.person_no AS who,
        kept.event,
        kept.times - coalesce(later.times, 0) AS times,
        kept.timed - coalesce(later.timed, 0) AS timed
    FROM mart.person_events AS kept
    LEFT JOIN later_times AS later ON later.person_no = kept.person_no AND later.event = kept.event
    WHERE kept.first_at < $as_of::DATE
""",
)
"""`person_times`: one row a person and event; `timed`: how often with a time of day."""
