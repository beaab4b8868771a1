"""What is asked of every survey: its title, its weights, and what somebody says a question is ("question=kind")."""

from collections.abc import Sequence
from typing import Annotated, get_args

from insight.analysis.answers.questions import QuestionKind
from insight.errors import ParameterError
from insight.fields import Flag, Given, Named
from insight.i18n import _

KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)

SurveyTitle = Annotated[str | None, Named(label=_("Survey"))]
Weighted = Annotated[bool, Flag(label=_("Use the file's weights"))]
StatedKinds = Annotated[
    tuple[str, ...], Given(label=_("What questions are"), shape=_("questions with what they are, such as Q5=scale"))
]


def stated_kinds(kinds: Sequence[str]) -> dict[str, QuestionKind]:
    """Question -> kind. Raises ParameterError for a text that names no kind."""
    found: dict[str, QuestionKind] = {}
    for text in kinds:
        question, equals, said = text.rpartition("=")
        kind = next((known for known in KINDS if known == said), None)
        if not equals or kind is None:
            names = ", ".join(KINDS)
            raise ParameterError("kinds", text, _("a question and one of {names}, such as Q5=scale", names=names))
        found[question] = kind
    return found
