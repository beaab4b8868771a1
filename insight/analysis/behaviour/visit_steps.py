"""Which visits are told: events with the visits they belong to, and the visits, kept by refresh or cut anew."""

from insight.warehouse.steps import Steps, steps
from insight.warehouse.visits import VISIT_MINUTES

_IN_PERIODS = "(visit_at >= $since::DATE OR (visit_at >= $before_since::DATE AND visit_at < $before_until::DATE))"

_KEPT = steps(
    act="""
    SELECT
        person_no,
        visit_at,
        event,
        occurred_at,
        coalesce(device, '') AS device,
        coalesce(channel, '') AS channel,
        coalesce(page, "object", '') AS page,
        keyword,
        is_again,
        CASE WHEN next_at < $as_of::DATE THEN next_event END AS next_event
    FROM mart.visit_events
    WHERE occurred_at < $as_of::DATE
        AND {in_periods}
""",
).filled(in_periods=_IN_PERIODS)

# Of a visit that went on beyond the day only what happened before it is told.
_KEPT_VISITS = steps(
    reached="""
    SELECT DISTINCT person_no, visit_at
    FROM mart.visit_events
    WHERE event = $goal
        AND occurred_at < $as_of::DATE
        AND {in_periods}
""",
    told_of="""
    SELECT *
    FROM mart.visits
    WHERE visit_at < $as_of::DATE
        AND {in_periods}
""",
    begun="""
    SELECT
        told_of.person_no,
        told_of.visit_at,
        max(visit_events.occurred_at) AS ended_at,
        count(*) AS events,
        min(coalesce(visit_events.device, '')) AS device,
        min(coalesce(visit_events.channel, '')) AS channel,
        bool_or(told_of.is_first) AS is_first
    FROM mart.visit_events AS visit_events
    JOIN told_of
        ON told_of.person_no = visit_events.person_no
        AND told_of.visit_at = visit_events.visit_at
        AND told_of.ended_at >= $as_of::DATE
    WHERE visit_events.occurred_at < $as_of::DATE
    GROUP BY told_of.person_no, told_of.visit_at
""",
    visit="""
    SELECT whole.*, reached.person_no IS NOT NULL AS is_reached
    FROM (SELECT * FROM told_of WHERE ended_at < $as_of::DATE UNION ALL SELECT * FROM begun) AS whole
    LEFT JOIN reached ON reached.person_no = whole.person_no AND reached.visit_at = whole.visit_at
""",
).filled(in_periods=_IN_PERIODS)

# A day more at the ends of the two periods is read, so that a visit that ran over midnight begins where it began.
_CUT = steps(
    paused="""
    SELECT
        person_no,
        event,
        occurred_at,
        coalesce(device, '') AS device,
        coalesce(channel, '') AS channel,
        coalesce(page, "object", '') AS page,
        keyword,
        occurred_at - lag(occurred_at) OVER (PARTITION BY person_no ORDER BY occurred_at) AS pause
    FROM mart.visit_events
    WHERE occurred_at < $as_of::DATE
        AND (
            occurred_at >= $since::DATE - 1
            OR (occurred_at >= $before_since::DATE - 1 AND occurred_at < $before_until::DATE + 1)
        )
""",
    cut="""
    SELECT
        *,
        max(CASE WHEN pause IS NULL OR pause > to_minutes($session_minutes::INTEGER) THEN occurred_at END) OVER (
            PARTITION BY person_no ORDER BY occurred_at RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS visit_at
    FROM paused
""",
    act="""
    SELECT
        *,
        coalesce(lag(event) OVER visit = event, FALSE) AS is_again,
        lead(event) OVER visit AS next_event
    FROM cut
    WHERE {in_periods}
    WINDOW visit AS (PARTITION BY person_no, visit_at ORDER BY occurred_at, event)
""",
).filled(in_periods=_IN_PERIODS)

_CUT_VISITS = steps(
    first_seen="""
    SELECT person_no, min(first_at) AS first_at
    FROM mart.person_events
    WHERE first_at < $as_of::DATE
    GROUP BY person_no
""",
    visit="""
    SELECT
        act.person_no,
        act.visit_at,
        max(act.occurred_at) AS ended_at,
        count(*) AS events,
        min(act.device) AS device,
        min(act.channel) AS channel,
        bool_or(act.visit_at <= first_seen.first_at) AS is_first,
        coalesce(bool_or(act.event = $goal), FALSE) AS is_reached
    FROM act
    JOIN first_seen ON first_seen.person_no = act.person_no
    GROUP BY act.person_no, act.visit_at
""",
)


def visits(minutes: int) -> Steps:
    """Events of people with the visits they belong to, by the pause that ends one; `act` has one row an event, and says
    whether the one before in the visit is the same, and which one comes next.

    The visits of the usual pause are kept by refresh; those of another one are cut when they are asked for.
    """
    return _KEPT if minutes == VISIT_MINUTES else _CUT


def whole_visits(minutes: int) -> Steps:
    """The same and `visit`: one row a visit, when it began and ended, its events, device and channel, whether it is the
    first of its person and whether it reached the goal."""
    return visits(minutes).then(_KEPT_VISITS if minutes == VISIT_MINUTES else _CUT_VISITS)
