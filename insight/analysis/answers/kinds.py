"""What somebody says a question is, as "question=kind"."""

from collections.abc import Sequence
from typing import get_args

from insight.analysis.answers.questions import QuestionKind
from insight.errors import ParameterError
from insight.i18n import _

KINDS: tuple[QuestionKind, ...] = get_args(QuestionKind)


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
