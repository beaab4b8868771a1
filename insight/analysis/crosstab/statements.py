"""Answers by group: what a survey's people are called elsewhere, or what they answered to another question."""

from insight.analysis.answers.statements import ANSWERS
from insight.warehouse.steps import Steps, steps

BY_ANSWER = steps(
    meant="""
    SELECT
        unnest($by_numbers::VARCHAR[]) AS question_no,
        unnest($by_answers::VARCHAR[]) AS answer,
        unnest($by_groups::VARCHAR[]) AS grouping
""",
    grouped="""
    SELECT said.source_system, said.response_id, meant.grouping
    FROM said
    JOIN meant ON meant.question_no = said.question_no AND meant.answer = said.answer
    GROUP BY said.source_system, said.response_id, meant.grouping
""",
)

BY_PERSON = steps(
    grouped="""
    SELECT response.source_system, response.response_id, called.{column}::VARCHAR AS grouping
    FROM response
    JOIN called ON called.customer_id = response.customer_id
    WHERE called.{column} IS NOT NULL
""",
)

FACT = steps(
    called="""
    SELECT customer_id, nullif(trim({column}), '') AS {column}
    FROM core.customers
""",
)

WAVES = steps(
    grouped="""
    SELECT source_system, response_id, strftime(submitted_at, '%Y-%m') AS grouping
    FROM response
    WHERE submitted_at IS NOT NULL
""",
)

_COUNTED = """
SELECT
    grouped.grouping,
    said.question_no,
    said.answer,
    count(*) AS n,
    sum(said.weight)::DOUBLE AS weight,
    sum(said.weight * said.weight)::DOUBLE AS weight_squared,
    count(DISTINCT said.customer_id) AS customers
FROM said
JOIN grouped ON grouped.source_system = said.source_system AND grouped.response_id = said.response_id
WHERE said.question_no IN (SELECT unnest($numbers::VARCHAR[]))
GROUP BY grouped.grouping, said.question_no, said.answer
ORDER BY grouped.grouping, said.question_no, said.answer
"""

_REFUSED = steps(
    refused="""
    SELECT unnest($refused_numbers::VARCHAR[]) AS question_no, unnest($refused_answers::VARCHAR[]) AS answer
""",
    answered="""
    SELECT
        said.source_system,
        said.response_id,
        any_value(said.customer_id) AS customer_id,
        any_value(said.weight) AS weight
    FROM said
    LEFT JOIN refused ON refused.question_no = said.question_no AND refused.answer = said.answer
    WHERE said.question_no IN (SELECT unnest($numbers::VARCHAR[])) AND refused.answer IS NULL
    GROUP BY said.source_system, said.response_id
""",
)

_BASES = """
SELECT
    grouped.grouping,
    count(answered.response_id) AS base,
    coalesce(sum(answered.weight), 0)::DOUBLE AS weight,
    coalesce(sum(answered.weight * answered.weight), 0)::DOUBLE AS weight_squared,
    count(DISTINCT answered.customer_id) AS customers
FROM answered
LEFT JOIN grouped ON grouped.source_system = answered.source_system AND grouped.response_id = answered.response_id
GROUP BY grouped.grouping
ORDER BY grouped.grouping
"""

_MEMBERS = """
SELECT DISTINCT said.customer_id
FROM said
JOIN wanted ON wanted.question_no = said.question_no AND wanted.answer = said.answer
JOIN grouped ON grouped.source_system = said.source_system AND grouped.response_id = said.response_id
WHERE said.customer_id IS NOT NULL AND grouped.grouping = $group
"""

_WANTED = steps(
    wanted="""
    SELECT unnest($numbers::VARCHAR[]) AS question_no, unnest($answers::VARCHAR[]) AS answer
""",
)


def tally(groups: Steps) -> str:
    """How often each answer was given in each group."""
    return ANSWERS.then(groups).select(_COUNTED)


def bases(groups: Steps) -> str:
    """Who of each group answered the question; without a group: who is in none."""
    return ANSWERS.then(groups, _REFUSED).select(_BASES)


def members(groups: Steps) -> str:
    """The known people of `$group` who gave one of the answers."""
    return ANSWERS.then(groups, _WANTED).select(_MEMBERS)
