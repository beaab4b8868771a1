"""The answers of one survey: who said what to which question."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insight.warehouse.steps import steps

SURVEYS = """
SELECT
    survey,
    count(CASE WHEN is_told THEN 1 END) AS responses,
    count(DISTINCT CASE WHEN is_told THEN customer_id END) AS customers,
    min(CASE WHEN is_told THEN submitted_at END) AS first_at,
    max(CASE WHEN is_told THEN submitted_at END) AS last_at,
    count(CASE WHEN NOT is_told THEN 1 END) AS later,
    max(submitted_at) AS newest_at
FROM (
    SELECT survey, customer_id, submitted_at, coalesce(submitted_at < $as_of::DATE, TRUE) AS is_told
    FROM core.survey_responses
    WHERE survey IS NOT NULL
) AS response
GROUP BY survey
ORDER BY last_at DESC NULLS LAST, responses DESC, survey
"""
"""Every survey: the responses before the day, and how many came later."""


def bound(
    survey: str,
    as_of: dt.date,
    *,
    is_weighted: bool = True,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> dict[str, Any]:
    """What the statements of a survey are bound to: responses from `since`, before `until`, everybody's alike."""
    return {
        "survey": survey,
        "as_of": as_of,
        "is_weighted": is_weighted,
        "since": since,
        "until": until,
    } | factors_of({})


def factors_of(factors: Mapping[str, float]) -> dict[str, Any]:
    """By how much the responses of a person count more than they otherwise would; who is not named counts for one."""
    return {"raked_people": list(factors), "raked_factors": list(factors.values())}


ANSWERS = steps(
    raked="""
    SELECT unnest($raked_people::VARCHAR[]) AS customer_id, unnest($raked_factors::DOUBLE[]) AS factor
""",
    # A weight that is there for some counts for all: who has none, or a negative one, stands for nobody.
    response="""
    SELECT
        responses.source_system,
        responses.response_id,
        responses.customer_id,
        count(*) OVER (PARTITION BY responses.customer_id) > 1 AS is_repeated,
        responses.submitted_at,
        responses.duration_s,
        coalesce(raked.factor, 1) * CASE
            WHEN $is_weighted AND bool_or(responses.weight IS NOT NULL) OVER ()
                THEN greatest(coalesce(responses.weight, 0), 0)
            ELSE 1
        END AS weight
    FROM core.survey_responses AS responses
    LEFT JOIN raked ON raked.customer_id = responses.customer_id
    WHERE responses.survey = $survey
        AND coalesce(responses.submitted_at < $as_of::DATE, TRUE)
        AND ($since::DATE IS NULL OR responses.submitted_at >= $since::DATE)
        AND ($until::DATE IS NULL OR responses.submitted_at < $until::DATE)
""",
    said="""
    SELECT
        answers.question_no,
        answers.question,
        answers.question_type,
        trim(answers.answer) AS answer,
        response.source_system,
        response.response_id,
        response.customer_id,
        response.is_repeated,
        response.weight
    FROM core.survey_answers AS answers
    JOIN response
        ON response.source_system = answers.source_system AND response.response_id = answers.response_id
    WHERE answers.survey = $survey AND answers.answer IS NOT NULL AND trim(answers.answer) <> ''
""",
)

RESPONSES = ANSWERS.select("""
SELECT
    count(*) AS responses,
    count(DISTINCT customer_id) AS customers,
    min(submitted_at) AS first_at,
    max(submitted_at) AS last_at,
    bool_or(weight <> 1) AS is_weighted,
    sum(weight)::DOUBLE AS weight,
    sum(weight * weight)::DOUBLE AS weight_squared,
    median(duration_s) AS median_s,
    NOT bool_or(is_repeated AND customer_id IS NOT NULL) AS is_alone
FROM response
""")

# People with one response are counted as rows, the few with several by who they are: rows are many, people are texts.
TALLY = ANSWERS.then(
    steps(
        counted="""
    SELECT
        question_no,
        answer,
        min(question) AS question,
        min(question_type) AS question_type,
        count(*) AS n,
        sum(weight)::DOUBLE AS weight,
        sum(weight * weight)::DOUBLE AS weight_squared,
        count(CASE WHEN NOT is_repeated THEN customer_id END)
        + count(DISTINCT CASE WHEN is_repeated THEN customer_id END) AS customers
    FROM said
    GROUP BY question_no, answer
""",
        placed="""
    SELECT
        *,
        count(*) OVER same AS answers,
        sum(n) OVER same AS column_n,
        bool_and(try_cast(answer AS DOUBLE) IS NOT NULL) OVER same AS is_number,
        bool_and(try_cast(answer AS DOUBLE) = floor(try_cast(answer AS DOUBLE))) OVER same AS is_whole,
        bool_and(try_cast(answer AS DATE) IS NOT NULL) OVER same AS is_date,
        row_number() OVER (PARTITION BY question_no ORDER BY answer) AS place
    FROM counted
    WINDOW same AS (PARTITION BY question_no)
""",
    )
).select("""
SELECT *
FROM placed
WHERE answers <= $most_different OR is_number OR place = 1
ORDER BY question_no, answer
""")
"""How often each answer was given, beside it what its column is; of a column of texts only one row."""

_PLACED = steps(
    place="""
    SELECT unnest($numbers::VARCHAR[]) AS question_no, unnest($keys::VARCHAR[]) AS key
""",
    refused="""
    SELECT unnest($refused_numbers::VARCHAR[]) AS question_no, unnest($refused_answers::VARCHAR[]) AS answer
""",
    placed="""
    SELECT
        place.key,
        said.source_system,
        said.response_id,
        any_value(said.customer_id) AS customer_id,
        any_value(said.weight) AS weight,
        bool_or(refused.answer IS NULL) AS is_answered
    FROM said
    JOIN place ON place.question_no = said.question_no
    LEFT JOIN refused ON refused.question_no = said.question_no AND refused.answer = said.answer
    GROUP BY place.key, said.source_system, said.response_id
""",
)

BASES = ANSWERS.then(_PLACED).select("""
SELECT
    key,
    count(*) FILTER (is_answered) AS base,
    count(*) FILTER (NOT is_answered) AS no_answer,
    coalesce(sum(weight) FILTER (is_answered), 0)::DOUBLE AS weight,
    coalesce(sum(weight * weight) FILTER (is_answered), 0)::DOUBLE AS weight_squared,
    count(DISTINCT customer_id) FILTER (is_answered) AS customers
FROM placed
GROUP BY key
ORDER BY key
""")
"""Who answered a question that stands in several columns or takes several answers, or refused it."""

QUOTES = ANSWERS.then(
    steps(
        quote="""
    SELECT
        question_no,
        answer,
        count(*) AS n,
        row_number() OVER (PARTITION BY question_no ORDER BY length(answer) DESC, answer) AS place
    FROM said
    WHERE question_no IN (SELECT unnest($numbers::VARCHAR[]))
    GROUP BY question_no, answer
"""
    )
).select("""
SELECT question_no, answer, n
FROM quote
WHERE place <= $most
ORDER BY question_no, place
""")
"""What was written, the longest first."""

SCORES = ANSWERS.select("""
SELECT source_system, response_id, question_no, answer, try_cast(answer AS DOUBLE) AS score, weight
FROM said
WHERE question_no IN (SELECT unnest($numbers::VARCHAR[])) AND try_cast(answer AS DOUBLE) IS NOT NULL
ORDER BY source_system, response_id, question_no
""")
"""The marks of every response."""

MEMBERS = ANSWERS.then(
    steps(
        wanted="""
    SELECT unnest($numbers::VARCHAR[]) AS question_no, unnest($answers::VARCHAR[]) AS answer
"""
    )
).select("""
SELECT DISTINCT said.customer_id
FROM said
JOIN wanted ON wanted.question_no = said.question_no AND wanted.answer = said.answer
WHERE said.customer_id IS NOT NULL
""")
"""The known people who gave one of these answers."""
