"""Visits as moves from event to event, and the ways that they take from one event on, or back from it.

What is counted is counted by small numbers: `event_no` is the place of an event among those of its step, 0 is
`(other)`, -1 is `(end)`. Events of the same moment stand in the order of their names. What a step is called never looks
like one of the two names of this program: an event whose name opens with a bracket gets a second one.
"""

from insight.warehouse.steps import Steps, repeated, steps

_NAMED = "coalesce(max(CASE WHEN stood.step = # THEN spelled.named END), '')"

_DIRECTIONS = {
    False: {"first": "min", "beyond": ">", "down": ""},
    True: {"first": "max", "beyond": "<", "down": " DESC"},
}
"""By whether a path leads back: where in a visit it begins, what lies on it, in which order."""

_WAYS = steps(
    moves="""
    SELECT person_no, visit_at, event AS said, occurred_at
    FROM act
    WHERE NOT is_again
""",
    anchor="""
    SELECT person_no, visit_at, {first}(occurred_at) AS anchored_at
    FROM moves
    WHERE said = $start
    GROUP BY person_no, visit_at
""",
    taken="""
    SELECT person_no, visit_at, said, step, following
    FROM (
        SELECT
            moves.person_no,
            moves.visit_at,
            moves.said,
            row_number() OVER way - 1 AS step,
            lead(moves.said) OVER way AS following
        FROM moves
        JOIN anchor ON anchor.person_no = moves.person_no AND anchor.visit_at = moves.visit_at
        WHERE moves.occurred_at {beyond} anchor.anchored_at
            OR (moves.occurred_at = anchor.anchored_at AND moves.said {beyond}= $start)
        WINDOW way AS (
            PARTITION BY moves.person_no, moves.visit_at ORDER BY moves.occurred_at{down}, moves.said{down}
        )
    ) AS stepped
    WHERE step <= $steps::INTEGER
""",
    ranked="""
    SELECT
        step,
        said,
        event,
        row_number() OVER (PARTITION BY step ORDER BY times DESC, event) AS rank_no
    FROM (
        SELECT
            step,
            said,
            CASE WHEN starts_with(said, '(') THEN '(' || said ELSE said END AS event,
            count(*) AS times
        FROM taken
        GROUP BY step, said
    ) AS counted
""",
    folded="""
    SELECT step, said, event, CASE WHEN rank_no <= $kept::INTEGER THEN rank_no ELSE 0 END AS event_no
    FROM ranked
""",
    followed="""
    SELECT
        taken.person_no,
        taken.visit_at,
        taken.step,
        folded.event_no,
        folded.event AS exact,
        CASE
            WHEN taken.step >= $steps::INTEGER THEN NULL
            WHEN taken.following IS NULL THEN -1
            ELSE coming.event_no
        END AS next_no
    FROM taken
    JOIN folded ON folded.step = taken.step AND folded.said = taken.said
    LEFT JOIN folded AS coming ON coming.step = taken.step + 1 AND coming.said = taken.following
""",
    stood="""
    SELECT person_no, visit_at, step, event_no, exact, next_no
    FROM followed
    UNION ALL
    SELECT person_no, visit_at, step + 1 AS step, -1 AS event_no, '(end)' AS exact, NULL AS next_no
    FROM followed
    WHERE next_no = -1
""",
    titled="""
    SELECT step, event_no, event
    FROM folded
    WHERE event_no > 0
    UNION ALL
    SELECT DISTINCT step, 0 AS event_no, '(other)' AS event
    FROM folded
    UNION ALL
    SELECT DISTINCT step + 1 AS step, -1 AS event_no, '(end)' AS event
    FROM folded
""",
    placed="""
    SELECT stood.person_no, stood.visit_at, stood.step, titled.event, stood.exact, coming.event AS next
    FROM stood
    JOIN titled ON titled.step = stood.step AND titled.event_no = stood.event_no
    LEFT JOIN titled AS coming ON coming.step = stood.step + 1 AND coming.event_no = stood.next_no
""",
    spelled="""
    SELECT exact, ',' || substr(in_list, 2, length(in_list) - 2) AS named
    FROM (
        SELECT exact, to_json(list(exact))::VARCHAR AS in_list
        FROM (SELECT event AS exact FROM folded UNION SELECT '(end)' AS exact) AS named_once
        GROUP BY exact
    ) AS listed
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
)


def ways(*, is_back: bool, shown: int) -> Steps:
    """From `act` to the ways through visits, from an event on or back from it, of so many steps after the first."""
    names = repeated(_NAMED, range(shown + 1), "\n            || ")
    return _WAYS.filled(names=names, **_DIRECTIONS[is_back])


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
