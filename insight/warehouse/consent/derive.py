"""From statements to people: `core.wills`, derived anew in every refresh, so that names learned later count."""

import pyarrow as pa

from insight.warehouse.consent.meaning import LIST_WORDS, PURPOSES, Meaning, meaning_of
from insight.warehouse.consent.plain import plain_words
from insight.warehouse.session import Session
from insight.warehouse.tables import run_model

_SPOKEN = """
SELECT DISTINCT coalesce(purpose, '–') AS words, coalesce(raw_status, status) AS said
FROM core.consents
UNION
SELECT DISTINCT $list_words, consent
FROM core.source_customers
WHERE consent IS NOT NULL
"""

_DECIDED = "SELECT words, said, answer FROM app.consent_decisions WHERE undone_at IS NULL ORDER BY decision_id"

_WILL_WORDS = pa.schema([(name, pa.string()) for name in ("words", "said", "will", "purpose")])


def derive_wills(session: Session) -> None:
    """Fill `core.wills` and `core.will_words` from core and from what staff decided about words."""
    spoken = session.arrow(_SPOKEN, {"list_words": LIST_WORDS}).to_pylist()
    if not spoken and not session.scalar("SELECT count(*) FROM core.will_words"):
        return
    decided = decided_meanings(session)
    rows = [
        {"words": row["words"], "said": row["said"], "will": meaning.will, "purpose": purpose}
        for row in spoken
        for meaning in (decided.get(words_key(row["words"], row["said"])) or meaning_of(row["words"], row["said"]),)
        for purpose in meaning.purposes or (None,)
    ]
    session.register("meant", pa.Table.from_pylist(rows, schema=_WILL_WORDS))
    run_model(session, "wills")


def words_key(words: str, said: str) -> tuple[str, str]:
    """What one decision is about: the same words however they are written."""
    return plain_words(words), plain_words(said)


def decided_meanings(session: Session) -> dict[tuple[str, str], Meaning]:
    """What staff decided about words; of several decisions about the same words the newest."""
    rows = session.arrow(_DECIDED).to_pylist()
    return {words_key(row["words"], row["said"]): _meaning_of_answer(row["answer"]) for row in rows}


def _meaning_of_answer(answer: str) -> Meaning:
    if answer == "no":
        return Meaning("denied", PURPOSES)
    return Meaning("granted", (answer,)) if answer in PURPOSES else Meaning("silent")
