"""The statements of paths: visits become moves from event to event, moves are followed from one event on.

Events of the same moment stand in the order of their names. What a step is called never looks like one of the two
names of this program, `(other)` and `(end)`: an event whose name opens with a bracket gets a second one.
"""

from insight.analysis.behaviour import VISITS
from insight.warehouse.steps import steps

PATHS = VISITS.then(
    steps(
        ordered="""
    SELECT
        customer_id,
        visit_no,
        CASE WHEN starts_with(event, '(') THEN '(' || event ELSE event END AS event,
        occurred_at,
        min(occurred_at) OVER (PARTITION BY customer_id, visit_no) AS started_at,
        lag(event) OVER (PARTITION BY customer_id, visit_no ORDER BY occurred_at, event) AS previous,
        event AS said
    FROM numbered
""",
        moves="""
    SELECT
        customer_id,
        visit_no,
        event,
        said,
        row_number() OVER (PARTITION BY customer_id, visit_no ORDER BY occurred_at, said) AS place
    FROM ordered
    WHERE started_at >= $since::DATE AND (previous IS NULL OR previous <> said)
""",
        anchor="""
    SELECT customer_id, visit_no, CASE WHEN $is_back::BOOLEAN THEN max(place) ELSE min(place) END AS place
    FROM moves
    WHERE said = $start
    GROUP BY customer_id, visit_no
""",
        taken="""
    SELECT moves.customer_id, moves.visit_no, moves.event, abs(moves.place - anchor.place) AS step
    FROM moves
    JOIN anchor ON anchor.customer_id = moves.customer_id AND anchor.visit_no = moves.visit_no
    WHERE CASE WHEN $is_back::BOOLEAN THEN moves.place <= anchor.place ELSE moves.place >= anchor.place END
        AND abs(moves.place - anchor.place) <= $steps::INTEGER
""",
        ranked="""
    SELECT step, event, row_number() OVER (PARTITION BY step ORDER BY count(*) DESC, event) AS rank_no
    FROM taken
    GROUP BY step, event
""",
        named="""
    SELECT
        taken.customer_id,
        taken.visit_no,
        taken.step,
        CASE WHEN ranked.rank_no <= $kept::INTEGER THEN taken.event ELSE '(other)' END AS event,
        taken.event AS exact
    FROM taken
    JOIN ranked ON ranked.step = taken.step AND ranked.event = taken.event
""",
        followed="""
    SELECT
        *,
        lead(event) OVER (PARTITION BY customer_id, visit_no ORDER BY step) AS following
    FROM named
""",
        placed="""
    SELECT
        customer_id,
        visit_no,
        step,
        event,
        exact,
        CASE WHEN step < $steps::INTEGER THEN coalesce(following, '(end)') END AS next
    FROM followed
    UNION ALL
    SELECT customer_id, visit_no, step + 1 AS step, '(end)' AS event, '(end)' AS exact, NULL AS next
    FROM followed
    WHERE step < $steps::INTEGER AND following IS NULL
""",
        walked="""
    SELECT customer_id, visit_no, to_json(list(exact ORDER BY step))::VARCHAR AS path
    FROM placed
    GROUP BY customer_id, visit_no
""",
        common="""
    SELECT event, row_number() OVER (ORDER BY count(*) DESC, event) AS rank_no
    FROM moves
    GROUP BY event
""",
        shown="""
    SELECT
        moves.customer_id,
        moves.visit_no,
        moves.place,
        CASE WHEN common.rank_no <= 2 * $kept::INTEGER THEN moves.event ELSE '(other)' END AS event
    FROM moves
    JOIN common ON common.event = moves.event
""",
        crossed="""
    SELECT
        customer_id,
        event,
        coalesce(lead(event) OVER (PARTITION BY customer_id, visit_no ORDER BY place), '(end)') AS next
    FROM shown
""",
    )
)

NODES = PATHS.select("""
SELECT
    step,
    event,
    count(DISTINCT customer_id) AS customers,
    count(*) AS visits,
    CASE WHEN event = '(other)' THEN count(DISTINCT exact) ELSE 0 END AS folded
FROM placed
GROUP BY step, event
ORDER BY step, visits DESC, event
""")
"""One row an event of a step: people, visits, and of `(other)` how many events it stands for."""

LINKS = PATHS.select("""
SELECT step, event, next, count(DISTINCT customer_id) AS customers, count(*) AS visits
FROM placed
WHERE next IS NOT NULL
GROUP BY step, event, next
ORDER BY step, visits DESC, event, next
""")
"""One row a way from an event of a step to one of the next step, or to the end of the visit."""

MATRIX = PATHS.select("""
SELECT event, next, count(DISTINCT customer_id) AS customers, count(*) AS times
FROM crossed
GROUP BY event, next
ORDER BY times DESC, event, next
""")
"""One row a pair of events that follow each other in any visit of the period, wherever in it."""

WALKS = PATHS.select("""
SELECT path, count(DISTINCT customer_id) AS customers, count(*) AS visits
FROM walked
GROUP BY path
ORDER BY visits DESC, path
LIMIT 30
""")
"""The most common ways as a whole, with the events' own names."""

LOOPS = PATHS.select("""
SELECT count(DISTINCT (ordered.customer_id, ordered.visit_no)) AS visits
FROM ordered
JOIN anchor ON anchor.customer_id = ordered.customer_id AND anchor.visit_no = ordered.visit_no
WHERE ordered.previous = ordered.said
""")
"""Visits with the event in which some event came again directly after itself."""

OF_ALL = PATHS.select("""
SELECT DISTINCT customer_id
FROM anchor
""")
OF_NODE = PATHS.select("""
SELECT DISTINCT customer_id
FROM placed
WHERE step = $at_step AND event = $at_event AND ($at_next::VARCHAR IS NULL OR next = $at_next)
""")
"""The people of an event of a step, or of a way that leads on from it."""

OF_PAIR = PATHS.select("""
SELECT DISTINCT customer_id
FROM crossed
WHERE event = $at_event AND next = $at_next
""")
OF_PATH = PATHS.select("""
SELECT DISTINCT customer_id
FROM walked
WHERE path = $at_path
""")

EVENTS = """
SELECT event, count(DISTINCT customer_id) AS customers
FROM core.events
WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
GROUP BY event
ORDER BY customers DESC, event
"""
"""The events there are, those of most people first."""
