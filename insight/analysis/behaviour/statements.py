"""The statements of behaviour: visits are counted by what they have in common, and whose they are."""

from dataclasses import dataclass

from insight.analysis.behaviour.visit_steps import whole_visits
from insight.warehouse.steps import filled, steps

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
        return whole_visits(self.minutes).then(_TOLD).select(selection)


EVENTS = """
SELECT event, count(*) AS events
FROM core.events
WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
GROUP BY event
ORDER BY events DESC, event
"""
"""The events there are, the most common first."""
