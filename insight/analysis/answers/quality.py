"""Responses that may have been clicked through: too fast, or the same mark in every row of a grid."""

from insight.analysis.answers.questions import Question
from insight.analysis.answers.statements import ANSWERS
from insight.warehouse import Warehouse
from insight.warehouse.steps import steps

TOO_FAST = 1 / 3
"""Quicker than this share of the median time is too fast to have read: Zhang and Conrad (2014), Survey Research Methods
8 (2), 127-135, call it speeding."""

LEAST_ROWS = 4
"""A grid of fewer rows says nothing when all are marked alike."""

_FAST = ANSWERS.select("""
SELECT count(*) AS n
FROM response
WHERE duration_s < $too_fast * (SELECT median(duration_s) FROM response)
""")

_STRAIGHT = ANSWERS.then(
    steps(
        marked="""
    SELECT source_system, response_id, count(*) AS marks, count(DISTINCT answer) AS different
    FROM said
    WHERE question_no IN (SELECT unnest($numbers::VARCHAR[]))
    GROUP BY source_system, response_id
"""
    )
).select("""
SELECT count(*) AS n
FROM marked
WHERE marks >= $rows AND different = 1
""")


def too_fast(warehouse: Warehouse, values: dict[str, object]) -> int:
    """How many answered in less than a third of the median time; 0 where no time is known."""
    return int(warehouse.arrow(_FAST, values | {"too_fast": TOO_FAST}).column("n")[0].as_py())


def straight_lined(warehouse: Warehouse, grid: Question, values: dict[str, object]) -> int:
    """How many marked every row of a grid alike; 0 for a grid of few rows."""
    if len(grid.items) < LEAST_ROWS:
        return 0
    bound = values | {"numbers": list(grid.numbers), "rows": len(grid.items)}
    return int(warehouse.arrow(_STRAIGHT, bound).column("n")[0].as_py())
