"""Two groups of people on the same ways: who goes where, and how far random splits of them lie apart."""

from typing import Any

from insight.analysis.paths.statements import Paths
from insight.warehouse.steps import Bound, Steps, filled, numbered, steps

SPLITS = 40
"""So many random splits show what chance makes of the same people."""

_PEOPLE = """
    SELECT DISTINCT customers.person_no
    FROM ({people}
    ) AS found
    JOIN mart.customers AS customers ON customers.customer_id = found.customer_id
"""
_NOBODY = "SELECT person_no FROM anchor WHERE FALSE"

_SIDES = steps(
    dealt="""
    SELECT
        walkers.person_no,
        CASE
            WHEN one.person_no IS NOT NULL AND other.person_no IS NULL THEN 'group'
            WHEN one.person_no IS NULL AND (other.person_no IS NOT NULL OR $is_rest::BOOLEAN) THEN 'others'
            WHEN one.person_no IS NOT NULL THEN 'both'
        END AS side
    FROM (SELECT DISTINCT person_no FROM anchor) AS walkers
    LEFT JOIN group_people AS one ON one.person_no = walkers.person_no
    LEFT JOIN other_people AS other ON other.person_no = walkers.person_no
""",
    trodden="""
    SELECT dealt.side, placed.person_no, placed.step, placed.event, placed.next, count(*) AS visits
    FROM placed
    JOIN dealt ON dealt.person_no = placed.person_no
    WHERE dealt.side IN ('group', 'others') AND placed.next IS NOT NULL
    GROUP BY dealt.side, placed.person_no, placed.step, placed.event, placed.next
""",
    drawn="""
    -- duckdb: a hash that spreads evenly; elsewhere any other one.
    SELECT
        splits.split_no,
        trodden.step,
        trodden.event,
        trodden.next,
        hash(trodden.person_no, $seed::BIGINT, splits.split_no) % 1000000 < $share * 1000000 AS is_group,
        trodden.visits
    FROM trodden
    CROSS JOIN (SELECT unnest(range($splits::BIGINT)) AS split_no) AS splits
""",
)

_SIZES = """
SELECT side, count(*) AS customers
FROM dealt
WHERE side IS NOT NULL
GROUP BY side
"""

_WAYS = """
SELECT
    side,
    step,
    event,
    CASE WHEN grouping(next) = 0 THEN next END AS next,
    count(DISTINCT person_no) AS customers,
    sum(visits)::BIGINT AS visits
FROM trodden
GROUP BY GROUPING SETS ((side, step, event, next), (side, step, event))
ORDER BY side, step, event, next NULLS FIRST
"""

_DRAWN = """
SELECT
    split_no,
    step,
    event,
    next,
    sum(CASE WHEN is_group THEN visits ELSE 0 END)::BIGINT AS visits,
    sum(CASE WHEN is_group THEN 0 ELSE visits END)::BIGINT AS visits_others
FROM drawn
GROUP BY split_no, step, event, next
ORDER BY split_no, step, event, next
"""

_MEMBERS = """
SELECT DISTINCT customers.customer_id
FROM trodden
JOIN mart.customers AS customers ON customers.person_no = trodden.person_no
WHERE trodden.side = $at_side
    AND trodden.step = $at_step
    AND trodden.event = $at_event
    AND ($at_next::VARCHAR IS NULL OR trodden.next = $at_next)
"""


class Sides:
    """The statements about a group and another one; about everybody else where there is no other one."""

    def __init__(self, paths: Paths, group: Bound, other: Bound | None) -> None:
        one = numbered(group, 1)
        two = None if other is None else numbered(other, 2)
        self._values: dict[str, Any] = {"is_rest": two is None, **one.values, **(two.values if two else {})}
        self._steps: Steps = paths.steps().then(
            steps(
                group_people=filled(_PEOPLE, people=one.statement),
                other_people=_NOBODY if two is None else filled(_PEOPLE, people=two.statement),
            ),
            _SIDES,
        )

    def sizes(self) -> Bound:
        """side, customers: how many people of the paths are in the group, in the other one, in both."""
        return self._bound(_SIZES)

    def ways(self) -> Bound:
        """A row a side and way (step, event, next) with customers and visits; next is null for all ways from a step."""
        return self._bound(_WAYS)

    def drawn(self) -> Bound:
        """The same ways in random splits of both groups' people: visits of the one part and of the other."""
        return self._bound(_DRAWN)

    def members(self) -> Bound:
        """The people of a side on a way."""
        return self._bound(_MEMBERS)

    def _bound(self, selection: str) -> Bound:
        return Bound(self._steps.select(selection), self._values)
