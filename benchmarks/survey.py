"""A survey of many responses: its page, a crosstab by another question, and key drivers, beside pandas.

    python -m benchmarks.survey [--responses 100000] [--questions 60]

The answers are written where a refresh leaves them. pandas has them in memory already, one column a question, and only
counts one crosstab and its chi-square.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from scipy.stats.contingency import chi2_contingency

from insight.analysis import make_params
from insight.analysis.crosstab import crosstab
from insight.analysis.key_drivers import key_drivers
from insight.analysis.survey import survey
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace

T = TypeVar("T")

_RESPONSES = """
INSERT INTO core.survey_responses BY NAME
SELECT 'tool' AS source_system, 'r' || n AS response_id, 's' AS survey,
    TIMESTAMP '2025-01-01' + to_seconds((n % 7776000)::INTEGER) AS submitted_at,
    CASE WHEN n % 5 > 0 THEN 'c' || n END AS customer_id
FROM range($responses) AS numbers(n)
"""
_ANSWERS = """
INSERT INTO core.survey_answers BY NAME
SELECT 'tool' AS source_system, 'r' || n AS response_id, 's' AS survey, q::VARCHAR AS question_no,
    CASE q WHEN 1 THEN 'Would you recommend us?' ELSE 'Question number ' || q || '?' END AS question,
    'single' AS question_type,
    CASE
        WHEN q = 1 THEN (hash(n * 61 + q) % 11)::VARCHAR
        WHEN q < 8 THEN (1 + hash(n * 61 + q) % 5)::VARCHAR
        ELSE 'option ' || chr((65 + hash(n * 61 + q) % 6)::INTEGER)
    END AS answer
FROM range($responses) AS numbers(n), range(1, $questions + 1) AS asked(q)
WHERE hash(n * 67 + q) % 20 > 0
"""
_WIDE = "PIVOT core.survey_answers ON question_no USING any_value(answer) GROUP BY response_id"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--responses", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="survey-") as folder:
        warehouse = open_workspace("bench", Settings(home=Path(folder)))
        _fill(warehouse, options.responses, options.questions)
        given = {"as_of": "2026-01-01", "currency": "CNY"}
        _say("survey", lambda: survey(warehouse, make_params("survey", given, warehouse)))
        crossed = given | {"question": "9", "by": "12"}
        _say("crosstab, one choice", lambda: crosstab(warehouse, make_params("crosstab", crossed, warehouse)))
        scored = given | {"question": "1", "by": "12"}
        _say("crosstab, score", lambda: crosstab(warehouse, make_params("crosstab", scored, warehouse)))
        marks = given | {"drivers": [str(number) for number in range(2, 8)]}
        _say("key drivers of 6", lambda: key_drivers(warehouse, make_params("key_drivers", marks, warehouse)))
        wide = warehouse.query(_WIDE, {})
        _say("pandas, one crosstab", lambda: chi2_contingency(wide.groupby(["9", "12"]).size().unstack()))


def _fill(warehouse: DuckWarehouse, responses: int, questions: int) -> None:
    with warehouse.writing() as session:
        session.execute(_RESPONSES, {"responses": responses})
        session.execute(_ANSWERS, {"responses": responses, "questions": questions})


def _say(name: str, work: Callable[[], T]) -> T:
    for _turn in range(2):
        started, used = time.perf_counter(), time.process_time()
        done = work()
    print(f"{name:24s} {time.perf_counter() - started:6.2f} s, {time.process_time() - used:6.2f} s of the processor")
    return done


if __name__ == "__main__":
    main()
