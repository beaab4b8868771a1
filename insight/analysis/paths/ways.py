"""Visits as moves from event to event, and the ways that they take from one event on, or back from it.

What is counted is counted by small numbers: `event_no` is the place of an event among those of its step, 0 is
`(other)`, -1 is `(end)`. Events of the same moment stand in the order of their names. What a step is called never looks
like one of the two names of this program: an event whose name opens with a bracket gets a second one.
"""

from insight.analysis.paths.params import MOST_STEPS
from insight.warehouse.steps import repeated, steps

_NAME = "coalesce(max(CASE WHEN stood.step = # THEN ',' || substr(in_list, 2, length(in_list) - 2) END), '')"

WAYS = steps(
    moves="""
    SELECT person_no, visit_at, event AS said, occurred_at
    FROM act
    WHERE NOT is_again
""",
    anchor="""
    SELECT
        person_no,
        visit_at,
        CASE WHEN $is_back::BOOLEAN THEN max(occurred_at) ELSE min(occurred_at) END AS anchored_at
    FROM moves
    WHERE said = $start
    GROUP BY person_no, visit_at
""",
    ways="""
    SELECT
        moves.person_no,
        moves.visit_at,
        moves.said,
        row_number() OVER (
            PARTITION BY moves.person_no, moves.visit_at ORDER BY moves.occurred_at, moves.said
        ) AS place
    FROM moves
    JOIN anchor ON anchor.person_no = moves.person_no AND anchor.visit_at = moves.visit_at
    WHERE CASE
        WHEN $is_back::BOOLEAN THEN moves.occurred_at < anchor.anchored_at
        ELSE moves.occurred_at > anchor.anchored_at
    END
        OR (
            moves.occurred_at = anchor.anchored_at
            AND CASE WHEN $is_back::BOOLEAN THEN moves.said <= $start ELSE moves.said >= $start END
        )
""",
    taken="""
    SELECT person_no, visit_at, CASE WHEN starts_with(said, '(') THEN '(' || said ELSE said END AS event, step
    FROM (
        SELECT
            person_no,
            visit_at,
            said,
            CASE
                WHEN $is_back::BOOLEAN THEN max(place) OVER (PARTITION BY person_no, visit_at) - place
                ELSE place - 1
            END AS step
        FROM ways
    ) AS stepped
    WHERE step <= $steps::INTEGER
""",
    ranked="""
    SELECT step, event, row_number() OVER (PARTITION BY step ORDER BY count(*) DESC, event) AS rank_no
    FROM taken
    GROUP BY step, event
""",
    marked="""
    SELECT
        taken.person_no,
        taken.visit_at,
        taken.step,
        CASE WHEN ranked.rank_no <= $kept::INTEGER THEN ranked.rank_no ELSE 0 END AS event_no,
        taken.event AS exact
    FROM taken
    JOIN ranked ON ranked.step = taken.step AND ranked.event = taken.event
""",
    followed="""
    SELECT
        *,
        lead(event_no) OVER (PARTITION BY person_no, visit_at ORDER BY step) AS following_no
    FROM marked
""",
    stood="""
    SELECT
        person_no,
        visit_at,
        step,
        event_no,
        exact,
        CASE WHEN step < $steps::INTEGER THEN coalesce(following_no, -1) END AS next_no
    FROM followed
    UNION ALL
    SELECT person_no, visit_at, step + 1 AS step, -1 AS event_no, '(end)' AS exact, NULL AS next_no
    FROM followed
    WHERE step < $steps::INTEGER AND following_no IS NULL
""",
    titled="""
    SELECT step, rank_no AS event_no, event
    FROM ranked
    WHERE rank_no <= $kept::INTEGER
    UNION ALL
    SELECT DISTINCT step, 0 AS event_no, '(other)' AS event
    FROM ranked
    UNION ALL
    SELECT DISTINCT step + 1 AS step, -1 AS event_no, '(end)' AS event
    FROM ranked
""",
    placed="""
    SELECT stood.person_no, stood.visit_at, stood.step, titled.event, stood.exact, coming.event AS next
    FROM stood
    JOIN titled ON titled.step = stood.step AND titled.event_no = stood.event_no
    LEFT JOIN titled AS coming ON coming.step = stood.step + 1 AND coming.event_no = stood.next_no
""",
    spelled="""
    SELECT exact, to_json(list(exact))::VARCHAR AS in_list
    FROM (SELECT DISTINCT exact FROM stood) AS named_once
    GROUP BY exact
""",
    walked="""
    SELECT
        stood.person_no,
        stood.visit_at,
        '[' || substr({names}, 2) || ']' AS path
    FROM stood
    JOIN spelled ON spelled.exact = stood.exact
    GROUP BY stood.person_no, stood.visit_at
""",
    common="""
    SELECT
        said,
        CASE WHEN rank_no <= 2 * $kept::INTEGER THEN rank_no ELSE 0 END AS event_no,
        CASE WHEN rank_no <= 2 * $kept::INTEGER THEN event ELSE '(other)' END AS event
    FROM (
        SELECT
            said,
            CASE WHEN starts_with(said, '(') THEN '(' || said ELSE said END AS event,
            row_number() OVER (
                ORDER BY count(*) DESC, CASE WHEN starts_with(said, '(') THEN '(' || said ELSE said END
            ) AS rank_no
        FROM moves
        GROUP BY said
    ) AS counted
""",
    paired="""
    SELECT
        act.person_no,
        common.event_no,
        CASE WHEN act.next_event IS NULL THEN -1 ELSE coming.event_no END AS next_no
    FROM act
    JOIN common ON common.said = act.event
    LEFT JOIN common AS coming ON coming.said = act.next_event
    WHERE act.next_event IS NULL OR act.next_event <> act.event
""",
    shown="""
    SELECT DISTINCT event_no, event
    FROM common
""",
    crossed="""
    SELECT paired.person_no, shown.event, coalesce(coming.event, '(end)') AS next
    FROM paired
    JOIN shown ON shown.event_no = paired.event_no
    LEFT JOIN shown AS coming ON coming.event_no = paired.next_no
""",
).filled(names=repeated(_NAME, range(MOST_STEPS + 1), "\n            || "))

FOUND = """
SELECT
    'node' AS part,
    counted.step,
    titled.event,
    NULL::VARCHAR AS next,
    NULL::VARCHAR AS path,
    counted.customers,
    counted.visits,
    CASE WHEN counted.event_no = 0 THEN counted.folded ELSE 0 END AS folded
FROM (
    SELECT
        step,
        event_no,
        count(DISTINCT person_no) AS customers,
        count(*) AS visits,
        count(DISTINCT CASE WHEN event_no = 0 THEN exact END) AS folded
    FROM stood
    GROUP BY step, event_no
) AS counted
JOIN titled ON titled.step = counted.step AND titled.event_no = counted.event_no
UNION ALL
SELECT 'link', counted.step, titled.event, coming.event, NULL, counted.customers, counted.visits, 0
FROM (
    SELECT step, event_no, next_no, count(DISTINCT person_no) AS customers, count(*) AS visits
    FROM stood
    WHERE next_no IS NOT NULL
    GROUP BY step, event_no, next_no
) AS counted
JOIN titled ON titled.step = counted.step AND titled.event_no = counted.event_no
JOIN titled AS coming ON coming.step = counted.step + 1 AND coming.event_no = counted.next_no
UNION ALL
SELECT 'pair', NULL, shown.event, coalesce(coming.event, '(end)'), NULL, counted.customers, counted.visits, 0
FROM (
    SELECT event_no, next_no, count(DISTINCT person_no) AS customers, count(*) AS visits
    FROM paired
    GROUP BY event_no, next_no
) AS counted
JOIN shown ON shown.event_no = counted.event_no
LEFT JOIN shown AS coming ON coming.event_no = counted.next_no
UNION ALL
SELECT 'path', NULL, NULL, NULL, path, customers, visits, 0
FROM (
    SELECT path, count(DISTINCT person_no) AS customers, count(*) AS visits
    FROM walked
    GROUP BY path
    ORDER BY visits DESC, path
    LIMIT 30
) AS common_paths
UNION ALL
SELECT 'loop', NULL, NULL, NULL, NULL, NULL, count(*), 0
FROM (
    SELECT DISTINCT act.person_no, act.visit_at
    FROM act
    JOIN anchor ON anchor.person_no = act.person_no AND anchor.visit_at = act.visit_at
    WHERE act.is_again
) AS looped
ORDER BY part, step, visits DESC, event, next, path
"""
