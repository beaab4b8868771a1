"""The statements of recommendations made for today: how many are offered what, and who they are."""

from insight.analysis.recommend_model.offers import offered_steps
from insight.analysis.recommend_model.statements import Level, Plain
from insight.analysis.rfm import LABELS as RFM
from insight.warehouse.steps import Steps, filled, steps

_CALLED = steps(called=RFM.statement)

_COUNTED_SELECTED = """
SELECT
    grouping(called.rfm_group) = 0 AS is_by_group,
    called.rfm_group,
    offered.number,
    offered.because,
    offered.shelf,
    count(*) AS customers,
    count(CASE WHEN offered.place = 1 THEN 1 END) AS first
FROM offered
LEFT JOIN called ON called.customer_id = offered.customer_id
GROUP BY GROUPING SETS (
    (called.rfm_group, offered.number, offered.shelf),
    (offered.number, offered.because, offered.shelf)
)
ORDER BY is_by_group, called.rfm_group, offered.number, offered.because, offered.shelf
"""

_CHOSEN = """
WHERE ($number::INTEGER IS NULL OR offered.number = $number)
    AND ($place::INTEGER IS NULL OR offered.place = $place)
    AND ($because::INTEGER IS NULL OR offered.because = $because)
    AND ($basis::VARCHAR IS NULL OR $basis = CASE
        WHEN offered.shelf IS NULL THEN 'personal'
        WHEN offered.shelf = $newcomer_shelf THEN 'newcomer'
        ELSE 'popular'
    END)"""

_MEMBERS_SELECTED = """
SELECT offered.customer_id
FROM offered{chosen}
GROUP BY offered.customer_id
ORDER BY max(offered.score) DESC, min(offered.place), offered.customer_id
"""

_GROUP_MEMBERS_SELECTED = """
SELECT offered.customer_id
FROM offered
LEFT JOIN called ON called.customer_id = offered.customer_id{chosen}
    AND coalesce(called.rfm_group, $no_group) = $rfm_group
GROUP BY offered.customer_id
ORDER BY max(offered.score) DESC, min(offered.place), offered.customer_id
"""

_PEOPLE_SELECTED = """
SELECT customer_id, number, place, score, because, shelf
FROM offered
ORDER BY seat, place
"""

WHOM = steps(asked="SELECT customer_id FROM chosen")
"""Whoever somebody asks about, in `Warehouse.about`."""


def counted(level: Level, plain: Plain, whom: Steps | None) -> str:
    """How many are offered what: by group of RFM and good, and by good and the good that speaks for it; both by the
    shelf of a plain offer."""
    return offered_steps(level, plain, whom).then(_CALLED).select(_COUNTED_SELECTED)


def members(level: Level, plain: Plain, whom: Steps | None, *, of_group: bool) -> str:
    """Who is offered a good, on a place, on what ground; whoever it suits best first."""
    if of_group:
        return offered_steps(level, plain, whom).then(_CALLED).select(filled(_GROUP_MEMBERS_SELECTED, chosen=_CHOSEN))
    return offered_steps(level, plain, whom).select(filled(_MEMBERS_SELECTED, chosen=_CHOSEN))


def people(level: Level, plain: Plain) -> str:
    """Every offer to the people that are asked about."""
    return offered_steps(level, plain, WHOM).select(_PEOPLE_SELECTED)
