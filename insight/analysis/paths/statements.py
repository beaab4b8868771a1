"""The statements of paths: visits become moves from event to event, moves are followed from one event on.

Events of the same moment stand in the order of their names. What a step is called never looks like one of the two
names of this program, `(other)` and `(end)`: an event whose name opens with a bracket gets a second one.
"""

from dataclasses import dataclass

from insight.analysis.behaviour import visits
from insight.warehouse.steps import Steps, filled, steps

_PATHS = steps(
    ordered="""
    SELECT
        person_no,
        visit_at,
        CASE WHEN starts_with(event, '(') THEN '(' || event ELSE event END AS event,
        occurred_at,
        lag(event) OVER (PARTITION BY person_no, visit_at ORDER BY occurred_at, event) AS previous,
        event AS said
    FROM act
""",
    moves="""
    SELECT
        person_no,
        visit_at,
        event,
        said,
        row_number() OVER (PARTITION BY person_no, visit_at ORDER BY occurred_at, said) AS place
    FROM ordered
    WHERE previous IS NULL OR previous <> said
""",
    anchor="""
    SELECT person_no, visit_at, CASE WHEN $is_back::BOOLEAN THEN max(place) ELSE min(place) END AS place
    FROM moves
    WHERE said = $start
    GROUP BY person_no, visit_at
""",
    taken="""
    SELECT moves.person_no, moves.visit_at, moves.event, abs(moves.place - anchor.place) AS step
    FROM moves
    JOIN anchor ON anchor.person_no = moves.person_no AND anchor.visit_at = moves.visit_at
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
        taken.person_no,
        taken.visit_at,
        taken.step,
        CASE WHEN ranked.rank_no <= $kept::INTEGER THEN taken.event ELSE '(other)' END AS event,
        taken.event AS exact
    FROM taken
    JOIN ranked ON ranked.step = taken.step AND ranked.event = taken.event
""",
    followed="""
    SELECT
        *,
        lead(event) OVER (PARTITION BY person_no, visit_at ORDER BY step) AS following
    FROM named
""",
    placed="""
    SELECT
        person_no,
        visit_at,
        step,
        event,
        exact,
        CASE WHEN step < $steps::INTEGER THEN coalesce(following, '(end)') END AS next
    FROM followed
    UNION ALL
    SELECT person_no, visit_at, step + 1 AS step, '(end)' AS event, '(end)' AS exact, NULL AS next
    FROM followed
    WHERE step < $steps::INTEGER AND following IS NULL
""",
    walked="""
    SELECT person_no, visit_at, to_json(list(exact ORDER BY step))::VARCHAR AS path
    FROM placed
    GROUP BY person_no, visit_at
""",
    common="""
    SELECT event, row_number() OVER (ORDER BY count(*) DESC, event) AS rank_no
    FROM moves
    GROUP BY event
""",
    shown="""
    SELECT
        moves.person_no,
        moves.visit_at,
        moves.place,
        CASE WHEN common.rank_no <= 2 * $kept::INTEGER THEN moves.event ELSE '(other)' END AS event
    FROM moves
    JOIN common ON common.event = moves.event
""",
    crossed="""
    SELECT
        person_no,
        event,
        coalesce(lead(event) OVER (PARTITION BY person_no, visit_at ORDER BY place), '(end)') AS next
    FROM shown
""",
)

_FOUND = """
SELECT
    'node' AS part,
    step,
    event,
    NULL::VARCHAR AS next,
    NULL::VARCHAR AS path,
    count(DISTINCT person_no) AS customers,
    count(*) AS visits,
    CASE WHEN event = '(other)' THEN count(DISTINCT exact) ELSE 0 END AS folded
FROM placed
GROUP BY step, event
UNION ALL
SELECT 'link', step, event, next, NULL, count(DISTINCT person_no), count(*), 0
FROM placed
WHERE next IS NOT NULL
GROUP BY step, event, next
UNION ALL
SELECT 'pair', NULL, event, next, NULL, count(DISTINCT person_no), count(*), 0
FROM crossed
GROUP BY event, next
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
    SELECT DISTINCT ordered.person_no, ordered.visit_at
    FROM ordered
    JOIN anchor ON anchor.person_no = ordered.person_no AND anchor.visit_at = ordered.visit_at
    WHERE ordered.previous = ordered.said
) AS looped
ORDER BY part, step, visits DESC, event, next, path
"""

_PEOPLE = """
SELECT DISTINCT customers.customer_id
FROM {found} AS found
JOIN mart.customers AS customers ON customers.person_no = found.person_no
WHERE {which}
"""


@dataclass(frozen=True, slots=True)
class Paths:
    """The statements about ways through visits that end with a pause of more than `minutes`."""

    minutes: int

    def steps(self) -> Steps:
        """Visits as moves; `placed`: a row a step of a visit with the event, `crossed`: a row a move of any visit."""
        return visits(self.minutes).then(_PATHS)

    def found(self) -> str:
        """Everything that is shown, because the moves are the same: `part` tells what a row is about.

        node: an event of a step, with people, visits, and of `(other)` how many events it stands for. link: a way from
        an event of a step to one of the next step, or to the end. pair: events that follow each other in any visit of
        the period, wherever in it. path: the most common ways as a whole, with the events' own names. loop: visits with
        the event in which some event came again directly after itself.
        """
        return self.steps().select(_FOUND)

    def of_all(self) -> str:
        """Everybody who did the event."""
        return self._people("anchor", "TRUE")

    def of_node(self) -> str:
        """The people of an event of a step, or of a way that leads on from it."""
        return self._people(
            "placed", "step = $at_step AND event = $at_event AND ($at_next::VARCHAR IS NULL OR next = $at_next)"
        )

    def of_pair(self) -> str:
        """The people of a pair of events."""
        return self._people("crossed", "event = $at_event AND next = $at_next")

    def of_path(self) -> str:
        """The people of a whole way."""
        return self._people("walked", "path = $at_path")

    def _people(self, found: str, which: str) -> str:
        return self.steps().select(filled(_PEOPLE, found=found, which=which))


EVENTS = """
SELECT event, count(DISTINCT customer_id) AS customers
FROM core.events
WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE
GROUP BY event
ORDER BY customers DESC, event
"""
"""The events there are, those of most people first."""
