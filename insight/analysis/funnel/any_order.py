"""How far each person came where the steps may be done in any order: how many of them lie in one window."""

from insight.analysis.funnel.chain import all_of
from insight.analysis.funnel.plan import Plan
from insight.warehouse.steps import Steps, at, filled, repeated, steps

_ANY = steps(
    ahead="""
    SELECT who, held, unit, place, "at", group_value, ({starts}) AS is_start,
        {next}
    FROM placed
""",
    begun="""
    SELECT *
    FROM ahead
    WHERE is_start
        AND ($since_us::BIGINT IS NULL OR "at" >= $since_us)
        AND ($until_us::BIGINT IS NULL OR "at" < $until_us)
""",
    running="""
    SELECT who, bool_or("at" + $window >= $as_of_us) AS is_live
    FROM begun
    GROUP BY who
""",
)

_NEXT = """min(CASE WHEN fits_# THEN "at" END) OVER (
            PARTITION BY who, held ORDER BY "at" RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
        ) AS next_#"""

_TOGETHER = """
    SELECT who, held, unit, place, group_value, "at" AS start_at, greatest({next}) AS "at"
    FROM begun
    WHERE TRUE{all}
"""

_GOT_ANY = """
    SELECT reached_#.who, TRUE AS is_there, bool_or(running.is_live) AS is_live,
        bool_or(running.is_live) AS is_running, NULL::BIGINT AS took, NULL::BIGINT AS waited
    FROM reached_#
    JOIN running ON running.who = reached_#.who
    GROUP BY reached_#.who
"""


def together(plan: Plan) -> Steps:
    """The same for steps in any order: row `reached_i` is a window in which all of the first i steps were done."""
    made = _ANY.filled(
        starts=repeated("fits_#", plan.needed, " OR "), next=repeated(_NEXT, plan.numbers, ",\n        ")
    )
    for number in plan.numbers:
        wanted = [needed for needed in plan.needed if needed <= number]
        wanted += [] if number in wanted else [number]
        text = filled(
            _TOGETHER,
            next=repeated("next_#", wanted, ", "),
            all=all_of([at('next_# <= "at" + $window', one) for one in wanted]),
        )
        made = made.then(Steps({at("reached_#", number): text, at("got_#", number): at(_GOT_ANY, number)}))
    return made
