"""Words about consent that nobody has understood yet: who is kept back by them, and what staff decide that they mean.

A decision is about words, not about people: it holds for the same words in later imports, and can be undone.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.warehouse import DuckWarehouse, Session, Warehouse, refresh

Answer = Literal["marketing", "service", "survey", "no", "nothing"]
ANSWERS: Mapping[Answer, Text] = MappingProxyType(
    {
        "marketing": _("A yes to marketing"),
        "service": _("A yes to service notices"),
        "survey": _("A yes to surveys"),
        "no": _("A no to everything"),
        "nothing": _("Says nothing about contact"),
    }
)
"""A yes is a yes to one purpose alone."""

_ASKED = """
WITH told AS (
    SELECT coalesce(purpose, '–') AS words, coalesce(raw_status, status) AS said, source_file
    FROM core.consents
    UNION ALL
    SELECT '', consent, source_file
    FROM core.source_customers
    WHERE consent IS NOT NULL
),
unclear AS (
    SELECT DISTINCT words, said
    FROM core.will_words
    WHERE will = 'unclear'
),
people AS (
    SELECT words, said, count(DISTINCT customer_id) AS people
    FROM core.wills
    WHERE is_unclear
    GROUP BY words, said
)
SELECT
    unclear.words,
    unclear.said,
    coalesce(people.people, 0) AS people,
    count(*) AS statements,
    min(told.source_file) AS first_file,
    count(DISTINCT told.source_file) AS files
FROM unclear
JOIN told ON told.words = unclear.words AND told.said = unclear.said
LEFT JOIN people ON people.words = unclear.words AND people.said = unclear.said
GROUP BY unclear.words, unclear.said, people.people
HAVING coalesce(people.people, 0) > 0 OR unclear.words <> ''
ORDER BY people DESC, unclear.words, unclear.said
"""

_DECISIONS = """
SELECT decision_id, words, said, answer, decided_by, decided_at, note, undone_at
FROM app.consent_decisions
ORDER BY decision_id DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`words` is the header or purpose ("" for a customer list's own consent), `said` the cell; `people` are kept from
    every list by it. `first_file` is one of the `files` that say so."""

    words: str
    said: str
    people: int
    statements: int
    first_file: str
    files: int

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What it can mean."""
        return get_args(Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDecision:
    """What staff decided that words mean."""

    decision_id: int
    words: str
    said: str
    answer: Answer
    decided_by: str | None
    decided_at: dt.datetime
    note: str | None
    undone_at: dt.datetime | None


def questions(warehouse: Warehouse) -> list[Question]:
    """The words that wait for somebody to decide, those of most people first."""
    return [Question(**row) for row in warehouse.arrow(_ASKED).to_pylist()]


def consent_decisions(warehouse: Warehouse) -> list[ConsentDecision]:
    """Every decision about words, newest first, undone ones too."""
    return [ConsentDecision(**row) for row in warehouse.arrow(_DECISIONS).to_pylist()]


def decide_consent(
    warehouse: DuckWarehouse,
    words: str,
    said: str,
    answer: str,
    *,
    at: dt.datetime,
    by: str | None = None,
    note: str | None = None,
) -> int:
    """Say what words mean; returns the number of the decision.

    Raises ParameterError for an answer that is none, and for words that nobody asks about.
    """
    if answer not in ANSWERS:
        raise ParameterError("answer", answer, _("one of {names}", names=", ".join(ANSWERS)))
    if not any((asked.words, asked.said) == (words, said) for asked in questions(warehouse)):
        raise ParameterError("said", said, _("words of a question that is open"))
    with warehouse.writing() as session:
        number = 1 + int(session.scalar("SELECT coalesce(max(decision_id), 0) FROM app.consent_decisions"))
        session.execute(
            "INSERT INTO app.consent_decisions VALUES ($number, $words, $said, $answer, $by, $at, $note, NULL)",
            {"number": number, "words": words, "said": said, "answer": answer, "by": by, "at": at, "note": note},
        )
        refresh(session, [])
    return number


def undo_consent_decision(warehouse: DuckWarehouse, decision_id: int, at: dt.datetime) -> int:
    """Take a decision about words back; the question is open again. Returns the generation.

    Raises ParameterError where there is no such decision, or it was undone already.
    """
    with warehouse.writing() as session:
        _require(session, decision_id)
        session.execute(
            "UPDATE app.consent_decisions SET undone_at = $at WHERE decision_id = $decision_id",
            {"at": at, "decision_id": decision_id},
        )
        return refresh(session, [])


def _require(session: Session, decision_id: int) -> None:
    found = session.scalar(
        "SELECT count(*) FROM app.consent_decisions WHERE decision_id = $decision_id AND undone_at IS NULL",
        {"decision_id": decision_id},
    )
    if not found:
        raise ParameterError("decision_id", decision_id, _("the number of a decision that is in force"))
