"""What staff say a question of a survey is: kept with the workspace, and used wherever the survey is read."""

import datetime as dt

from insight.analysis.answers.kinds import KINDS
from insight.analysis.answers.questions import QuestionKind
from insight.errors import ParameterError
from insight.i18n import _
from insight.warehouse import DuckWarehouse, Warehouse

_KEPT = "SELECT question, kind FROM app.survey_kinds WHERE survey = $survey ORDER BY question"
_FORGET = "DELETE FROM app.survey_kinds WHERE survey = $survey AND question = $question"
_SAY = """
INSERT INTO app.survey_kinds (survey, question, kind, said_at, said_by)
VALUES ($survey, $question, $kind, $at, $by)
"""


def kept_kinds(warehouse: Warehouse, survey: str) -> dict[str, QuestionKind]:
    """Question, by its number -> what somebody said it is."""
    rows = warehouse.arrow(_KEPT, {"survey": survey}).to_pylist()
    return {row["question"]: kind for row in rows for kind in KINDS if kind == row["kind"]}


def keep_kind(
    warehouse: DuckWarehouse, survey: str, question: str, kind: str | None, *, at: dt.datetime, by: str | None = None
) -> None:
    """Say what a question is; None: what its cells say. Raises ParameterError for a kind that there is not."""
    if kind is not None and kind not in KINDS:
        raise ParameterError("kind", kind, _("one of {names}", names=", ".join(KINDS)))
    with warehouse.writing() as session:
        session.execute(_FORGET, {"survey": survey, "question": question})
        if kind is not None:
            session.execute(_SAY, {"survey": survey, "question": question, "kind": kind, "at": at, "by": by})
