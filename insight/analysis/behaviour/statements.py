"""The statements of behaviour: events become visits, visits are counted by what they have in common."""

from dataclasses import dataclass

from insight.warehouse.steps import Steps, filled, steps
from insight.warehouse.visits import VISIT_MINUTES

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
        AND (visit_at >= $since::DATE OR (visit_at >= $before_since::DATE AND visit_at < $before_until::DATE))
""",
)

# Of a visit that went on beyond the day only what happened before it is told.
_KEPT_VISITS = steps(
    reached="""
    SELECT DISTINCT person_no, visit_at
    FROM mart.visit_events
    WHERE event = $goal
        AND occurred_at < $as_of::DATE
        AND (visit_at >= $since::DATE OR (visit_at >= $before_since::DATE AND visit_at < $before_until::DATE))
""",
    told_of="""
    SELECT *
    FROM mart.visits
    WHERE visit_at < $as_of::DATE
        AND (visit_at >= $since::DATE OR (visit_at >= $before_since::DATE AND visit_at < $before_until::DATE))
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
)

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
    WHERE visit_at >= $since::DATE OR (visit_at >= $before_since::DATE AND visit_at < $before_until::DATE)
    WINDOW visit AS (PARTITION BY person_no, visit_at ORDER BY occurred_at, event)
""",
)

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

_TOLD = steps(
    told="""
    SELECT
        visit.*,
        visit.visit_at >= $since::DATE AS is_now,
        visit.visit_at::DATE AS day,
        isodow(visit.visit_at) AS weekday,
        hour(visit.visit_at) AS "hour",
        CASE WHEN visit.is_first THEN 'new' ELSE 'returning' END AS visitor
    FROM visit
""",
    search="""
    SELECT person_no, visit_at, lower(trim(keyword)) AS keyword
    FROM act
    WHERE keyword IS NOT NULL AND trim(keyword) <> ''
    GROUP BY person_no, visit_at, lower(trim(keyword))
""",
    seen="""
    SELECT
        act.person_no,
        act.visit_at,
        act.page,
        max(act.occurred_at) = max(visit.ended_at) AND NOT bool_or(visit.is_reached) AS is_exit
    FROM act
    JOIN visit ON visit.person_no = act.person_no AND visit.visit_at = act.visit_at
    WHERE act.visit_at >= $since::DATE AND act.page <> ''
    GROUP BY act.person_no, act.visit_at, act.page
""",
)


def visits(minutes: int) -> Steps:
    """Events of people with the visits they belong to, by the pause that ends one; `act` has one row an event, and says
    whether the one before in the visit is the same, and which one comes next.

    The visits of the usual pause are kept by refresh; those of another one are cut when they are asked for.
    """
    return _KEPT if minutes == VISIT_MINUTES else _CUT


_COUNTED = """
SELECT
    is_now,
    NULL::BIGINT AS weekday,
    NULL::BIGINT AS "hour",
    CASE
        WHEN grouping(device) = 0 THEN 'device'
        WHEN grouping(channel) = 0 THEN 'channel'
        WHEN grouping(visitor) = 0 THEN 'visitor'
    END AS dimension,
    CASE
        WHEN grouping(device) = 0 THEN device
        WHEN grouping(channel) = 0 THEN channel
        WHEN grouping(visitor) = 0 THEN visitor
    END AS part,
    count(DISTINCT person_no) AS customers,
    count(*) AS sessions,
    sum(events)::BIGINT AS events,
    count(CASE WHEN is_reached THEN 1 END) AS goals,
    count(DISTINCT CASE WHEN is_reached THEN person_no END) AS goal_customers,
    count(CASE WHEN events = 1 THEN 1 END) AS single,
    median(date_diff('second', visit_at, ended_at)) AS median_s
FROM told
GROUP BY GROUPING SETS ((is_now), (is_now, device), (is_now, channel), (is_now, visitor))
UNION ALL
SELECT
    TRUE,
    weekday,
    "hour",
    NULL,
    NULL,
    count(DISTINCT person_no),
    count(*),
    sum(events)::BIGINT,
    NULL,
    NULL,
    NULL,
    NULL
FROM told
WHERE is_now
GROUP BY weekday, "hour"
"""

_BY_DAY = """
SELECT
    CASE WHEN grouping(day) = 0 THEN day END AS day,
    count(DISTINCT person_no) AS customers,
    count(*) AS sessions,
    sum(events)::BIGINT AS events
FROM told
WHERE is_now
GROUP BY GROUPING SETS ((day), ())
"""

_WORDS = """
SELECT
    search.keyword,
    count(DISTINCT told.person_no) AS customers,
    count(*) AS sessions,
    count(CASE WHEN told.is_reached THEN 1 END) AS goals
FROM search
JOIN told ON told.person_no = search.person_no AND told.visit_at = search.visit_at
WHERE told.is_now
GROUP BY search.keyword
ORDER BY sessions DESC, search.keyword
"""

_PAGES = """
SELECT
    page,
    count(DISTINCT person_no) AS customers,
    count(*) AS sessions,
    count(CASE WHEN is_exit THEN 1 END) AS exits
FROM seen
GROUP BY page
ORDER BY sessions DESC, page
"""

_MEMBERS = """
SELECT DISTINCT customers.customer_id
FROM told
JOIN mart.customers AS customers ON customers.person_no = told.person_no{joined}
WHERE told.is_now
    AND ($day::DATE IS NULL OR told.day = $day)
    AND ($weekday::INTEGER IS NULL OR told.weekday = $weekday)
    AND ($hour::INTEGER IS NULL OR told."hour" = $hour)
    AND (
        $dimension::VARCHAR IS NULL
        OR CASE $dimension WHEN 'device' THEN told.device WHEN 'channel' THEN told.channel ELSE told.visitor END = $part
    )
    AND (NOT $is_goal::BOOLEAN OR told.is_reached){more}
"""

_WITH_WORD = """
JOIN search ON search.person_no = told.person_no AND search.visit_at = told.visit_at"""
_WITH_PAGE = """
JOIN seen ON seen.person_no = told.person_no AND seen.visit_at = told.visit_at"""
_OF_WORD = filled(_MEMBERS, joined=_WITH_WORD, more="\n    AND search.keyword = $keyword")
_OF_PAGE = filled(
    _MEMBERS, joined=_WITH_PAGE, more="\n    AND seen.page = $page\n    AND (NOT $is_exit::BOOLEAN OR seen.is_exit)"
)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The statements about visits that end with a pause of more than `minutes`."""

    minutes: int

    def counted(self) -> str:
        """One row a group of visits: of the days told (`is_now`) and of those before.

        Hours are those of the days told only, without what came of the visits.
        """
        return self._select(_COUNTED)

    def by_day(self) -> str:
        """One row a day told on which a visit began, and one (day NULL) of all of them together."""
        return self._select(_BY_DAY)

    def words(self) -> str:
        """One row a search word: visits with it, and those of them that reached the goal."""
        return self._select(_WORDS)

    def pages(self) -> str:
        """One row a page (or, where events state none, an object): visits that saw it, and those that ended there."""
        return self._select(_PAGES)

    def members(self) -> str:
        """The people of a group of visits."""
        return self._select(filled(_MEMBERS, joined="", more=""))

    def of_word(self) -> str:
        """The people of visits with a word."""
        return self._select(_OF_WORD)

    def of_page(self) -> str:
        """The people of visits to a page."""
        return self._select(_OF_PAGE)

    def _select(self, selection: str) -> str:
        whose = _KEPT_VISITS if self.minutes == VISIT_MINUTES else _CUT_VISITS
        return visits(self.minutes).then(whose).then(_TOLD).select(selection)


DAYS_KEPT = """
WITH begun AS (
    SELECT person_no, visit_at
    FROM mart.visits
    WHERE visit_at < $as_of::DATE AND ended_at >= $as_of::DATE
),
beyond AS (
    SELECT begun.visit_at::DATE AS "day", count(*) AS events
    FROM mart.visit_events AS later
    JOIN begun ON begun.person_no = later.person_no AND begun.visit_at = later.visit_at
    WHERE later.occurred_at >= $as_of::DATE
    GROUP BY begun.visit_at::DATE
)
SELECT days."day", days.customers, days.sessions, days.events - coalesce(beyond.events, 0) AS events
FROM mart.visit_days AS days
LEFT JOIN beyond ON beyond."day" = days."day"
WHERE days."day" >= $since::DATE AND days."day" < $as_of::DATE
"""
"""Of a visit that was under way when the last of the days ended only what happened before it is told."""

PEOPLE_KEPT = """
SELECT count(DISTINCT person_no) AS customers
FROM mart.visits
WHERE visit_at >= $since::DATE AND visit_at < $as_of::DATE
"""
EVENTS = """
SELECT event, count(*) AS events
FROM core.events
WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
GROUP BY event
ORDER BY events DESC, event
"""
"""The events there are, the most common first."""
