"""What people answered in surveys, before the day; a response without a date counts on every day."""

from insight.audience.rule import Rule
from insight.fields import Whole, Word, Words
from insight.i18n import _
from insight.warehouse.steps import steps

_SURVEY = Word(
    name="survey",
    label=_("Survey"),
    offered="""
SELECT survey AS value, count(DISTINCT customer_id) AS people
FROM core.survey_responses
WHERE survey IS NOT NULL
GROUP BY survey
ORDER BY max(submitted_at) DESC NULLS LAST, survey
LIMIT 200
""",
)
_QUESTION = Word(
    name="question",
    label=_("Question"),
    offered="""
SELECT question AS value, count(DISTINCT response_id) AS people
FROM core.survey_answers
WHERE survey = $survey AND question IS NOT NULL
GROUP BY question
ORDER BY min(length(question_no)), min(question_no), question
LIMIT 500
""",
)

_ANSWERS = steps(
    answered="""
    SELECT responses.customer_id, answers.question, answers.answer
    FROM core.survey_answers AS answers
    JOIN core.survey_responses AS responses
        ON responses.source_system = answers.source_system
        AND responses.response_id = answers.response_id
        AND responses.survey IS NOT DISTINCT FROM answers.survey
    WHERE responses.customer_id IS NOT NULL
        AND answers.survey = $survey
        AND coalesce(responses.submitted_at < $as_of::DATE, TRUE)
""",
)

SURVEYS = (
    Rule(
        name="took_survey",
        subject="surveys",
        label=_("Took a survey"),
        sentence=_("took the survey “{survey}”"),
        negation=_("did not take the survey “{survey}”"),
        fields=(_SURVEY,),
        statement="""
SELECT DISTINCT customer_id
FROM core.survey_responses
WHERE customer_id IS NOT NULL AND survey = $survey AND coalesce(submitted_at < $as_of::DATE, TRUE)
""",
    ),
    Rule(
        name="answered",
        subject="surveys",
        label=_("Gave an answer"),
        sentence=_("answered “{question}” with {answers} ({survey})"),
        negation=_("did not answer “{question}” with {answers} ({survey})"),
        fields=(
            _SURVEY,
            _QUESTION,
            Words(
                name="answers",
                label=_("Answers"),
                offered="""
SELECT answer AS value, count(DISTINCT response_id) AS people
FROM core.survey_answers
WHERE survey = $survey AND question = $question AND answer IS NOT NULL
GROUP BY answer
ORDER BY people DESC, value
LIMIT 500
""",
            ),
        ),
        statement=_ANSWERS.select("""
SELECT DISTINCT customer_id
FROM answered
WHERE question = $question AND answer IN (SELECT unnest($answers::VARCHAR[]))
"""),
    ),
    Rule(
        name="scored",
        subject="surveys",
        label=_("Gave a score"),
        sentence=_("scored “{question}” {span} ({survey})"),
        negation=_("did not score “{question}” {span} ({survey})"),
        fields=(
            _SURVEY,
            _QUESTION,
            Whole(name="least", label=_("Lowest score"), least=-1000, most=1000, default=9),
            Whole(name="most", label=_("Highest score"), least=-1000, most=1000, default=10),
        ),
        statement=_ANSWERS.select("""
SELECT DISTINCT customer_id
FROM answered
WHERE question = $question AND try_cast(answer AS DOUBLE) BETWEEN $least AND $most
"""),
    ),
)
