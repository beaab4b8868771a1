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

_TOLD = steps(
    first_seen="""
    SELECT person_no, min(first_at) AS first_at
    FROM mart.person_events
    WHERE first_at < $as_of::DATE
    GROUP BY person_no
""",
    visit="""
    SELECT
        person_no,
        visit_at,
        max(occurred_at) AS ended_at,
        count(*) AS events,
        min(device) AS device,
        min(channel) AS channel,
        bool_or(event = $goal) AS is_reached
    FROM act
    GROUP BY person_no, visit_at
""",
    told="""
    SELECT
        visit.*,
        visit.visit_at >= $since::DATE AS is_now,
        visit.visit_at::DATE AS day,
        isodow(visit.visit_at) AS weekday,
        hour(visit.visit_at) AS "hour",
        CASE WHEN visit.visit_at <= first_seen.first_at THEN 'new' ELSE 'returning' END AS visitor
    FROM visit
    JOIN first_seen ON first_seen.person_no = visit.person_no
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
        max(act.occurred_at) = max(visit.ended_at) AND NOT coalesce(bool_or(visit.is_reached), FALSE) AS is_exit
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
    NULL::DATE AS day,
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
    CASE WHEN grouping(day) = 0 THEN day END,
    CASE WHEN grouping(weekday) = 0 THEN weekday END,
    CASE WHEN grouping("hour") = 0 THEN "hour" END,
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
GROUP BY GROUPING SETS ((day), (weekday, "hour"))
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

        Days and hours are those told only, without what came of the visits.
        """
        return self._select(_COUNTED)

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
        return visits(self.minutes).then(_TOLD).select(selection)


EVENTS = """
SELECT event, count(*) AS events
FROM core.events
WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
GROUP BY event
ORDER BY events DESC, event
"""
"""The events there are, the most common first."""
