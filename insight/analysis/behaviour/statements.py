"""The statements of behaviour: events become visits, visits are counted by what they have in common."""

from insight.warehouse.steps import filled, steps

# A day more at the ends of the two periods is read, so that a visit that ran over midnight begins where it began.
VISITS = steps(
    event="""
    SELECT
        customer_id,
        event,
        occurred_at,
        coalesce(device, '') AS device,
        coalesce(channel, '') AS channel,
        coalesce(page, "object", '') AS page,
        keyword,
        occurred_at - lag(occurred_at) OVER (PARTITION BY customer_id ORDER BY occurred_at) AS pause
    FROM core.events
    WHERE customer_id IS NOT NULL
        AND occurred_at < $as_of::DATE
        AND occurred_at >= least($since::DATE, $before_since::DATE) - 1
        AND (
            occurred_at >= $since::DATE - 1
            OR (occurred_at >= $before_since::DATE - 1 AND occurred_at < $before_until::DATE + 1)
        )
""",
    numbered="""
    SELECT
        *,
        sum(CASE WHEN pause IS NULL OR pause > to_minutes($session_minutes::INTEGER) THEN 1 ELSE 0 END) OVER (
            PARTITION BY customer_id ORDER BY occurred_at RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS visit_no
    FROM event
""",
    first_seen="""
    SELECT customer_id, min(occurred_at) AS first_at
    FROM core.events
    WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
    GROUP BY customer_id
""",
    visit="""
    SELECT
        customer_id,
        visit_no,
        min(occurred_at) AS started_at,
        max(occurred_at) AS ended_at,
        count(*) AS events,
        min(device) AS device,
        min(channel) AS channel,
        bool_or(event = $goal) AS is_reached
    FROM numbered
    GROUP BY customer_id, visit_no
    HAVING min(occurred_at) >= $since::DATE
        OR (min(occurred_at) >= $before_since::DATE AND min(occurred_at) < $before_until::DATE)
""",
    told="""
    SELECT
        visit.*,
        visit.started_at >= $since::DATE AS is_now,
        visit.started_at::DATE AS day,
        isodow(visit.started_at) AS weekday,
        hour(visit.started_at) AS "hour",
        CASE WHEN visit.started_at <= first_seen.first_at THEN 'new' ELSE 'returning' END AS visitor
    FROM visit
    JOIN first_seen ON first_seen.customer_id = visit.customer_id
""",
    search="""
    SELECT numbered.customer_id, numbered.visit_no, lower(trim(numbered.keyword)) AS keyword
    FROM numbered
    WHERE numbered.keyword IS NOT NULL AND trim(numbered.keyword) <> ''
    GROUP BY numbered.customer_id, numbered.visit_no, lower(trim(numbered.keyword))
""",
    seen="""
    SELECT
        numbered.customer_id,
        numbered.visit_no,
        numbered.page,
        max(numbered.occurred_at) = max(told.ended_at) AND NOT coalesce(bool_or(told.is_reached), FALSE) AS is_exit
    FROM numbered
    JOIN told ON told.customer_id = numbered.customer_id AND told.visit_no = numbered.visit_no
    WHERE told.is_now AND numbered.page <> ''
    GROUP BY numbered.customer_id, numbered.visit_no, numbered.page
""",
)
"""Events of people put together to visits; `numbered` has each event with the number of its visit."""

_COUNTED = """
SELECT
    is_now,
    CASE WHEN grouping(day) = 0 THEN day END AS day,
    CASE WHEN grouping(weekday) = 0 THEN weekday END AS weekday,
    CASE WHEN grouping("hour") = 0 THEN "hour" END AS "hour",
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
    count(DISTINCT customer_id) AS customers,
    count(*) AS sessions,
    sum(events)::BIGINT AS events,
    count(CASE WHEN is_reached THEN 1 END) AS goals,
    count(DISTINCT CASE WHEN is_reached THEN customer_id END) AS goal_customers,
    count(CASE WHEN events = 1 THEN 1 END) AS single,
    median(date_diff('second', started_at, ended_at)) AS median_s
FROM told
GROUP BY GROUPING SETS (
    (is_now), (is_now, day), (is_now, weekday, "hour"), (is_now, device), (is_now, channel), (is_now, visitor)
)
"""

_WORDS = """
SELECT
    search.keyword,
    count(DISTINCT told.customer_id) AS customers,
    count(*) AS sessions,
    count(CASE WHEN told.is_reached THEN 1 END) AS goals
FROM search
JOIN told ON told.customer_id = search.customer_id AND told.visit_no = search.visit_no
WHERE told.is_now
GROUP BY search.keyword
ORDER BY sessions DESC, search.keyword
"""

_PAGES = """
SELECT
    page,
    count(DISTINCT customer_id) AS customers,
    count(*) AS sessions,
    count(CASE WHEN is_exit THEN 1 END) AS exits
FROM seen
GROUP BY page
ORDER BY sessions DESC, page
"""

_MEMBERS = """
SELECT DISTINCT told.customer_id
FROM told{joined}
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
JOIN search ON search.customer_id = told.customer_id AND search.visit_no = told.visit_no"""
_WITH_PAGE = """
JOIN seen ON seen.customer_id = told.customer_id AND seen.visit_no = told.visit_no"""

COUNTED = VISITS.select(_COUNTED)
"""One row a group of visits: of the days told (`is_now`) and of those before."""

WORDS = VISITS.select(_WORDS)
"""One row a search word: visits with it, and those of them that reached the goal."""

PAGES = VISITS.select(_PAGES)
"""One row a page (or, where events state none, an object): visits that saw it, and those that ended there."""

MEMBERS = VISITS.select(filled(_MEMBERS, joined="", more=""))
"""The people of a group of visits."""

OF_WORD = VISITS.select(filled(_MEMBERS, joined=_WITH_WORD, more="\n    AND search.keyword = $keyword"))
OF_PAGE = VISITS.select(
    filled(
        _MEMBERS, joined=_WITH_PAGE, more="\n    AND seen.page = $page\n    AND (NOT $is_exit::BOOLEAN OR seen.is_exit)"
    )
)

EVENTS = """
SELECT event, count(*) AS events
FROM core.events
WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
GROUP BY event
ORDER BY events DESC, event
"""
"""The events there are, the most common first."""
