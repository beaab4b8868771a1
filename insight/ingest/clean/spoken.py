"""What the cells of a sheet say about being contacted: which columns are heard, and how much of each.

In a list of people every column may speak. In rows about something else the same words are said of goods: a parcel is
refused, an order is cancelled; there a column must name contact, or a cell refuse it in words.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.register import title_of_refusals
from insight.warehouse import Session
from insight.warehouse.consent import (
    asks_which,
    holds_replies,
    is_about_a_buyer,
    is_barred,
    is_known_refusal,
    is_refusing_reply,
    is_yes_or_no_question,
    meaning_of,
    moment_in,
    refuses_in_passing,
    speaks_of_contact,
    speaks_of_will,
    tells_refusal,
)

Hearing = Literal["answers", "refusals", "remarks", "tags", "replies", "passing"]
"""How much of a column is heard: every cell as an answer to the header; only cells that are known to refuse what the
header asks; only cells that refuse by themselves, as a list of people, a tag of a buyer, a reply, or any text puts it.
"""

SPOKEN = pa.schema([(name, pa.string()) for name in ("purpose", "said", "moment", "status")])
_PLACED = pa.schema([pa.field("source_row", pa.int64()), *SPOKEN])

_LISTS_OF_PEOPLE = frozenset({"customers", "consents", "touches"})
_SURVEYS, _TEXTS = "survey_responses", frozenset({"events", "feedback"})
_REFUSES_ALONE: dict[Hearing, Callable[[str], bool]] = {
    "remarks": is_known_refusal,
    "tags": is_barred,
    "replies": is_refusing_reply,
    "passing": refuses_in_passing,
}

_MOST_WORDS = 2_000
_STEMS = (
    "退|拒|绝|絕|黑|屏蔽|扰|擾|诉|訴|勿|别|別|不|无需|無需|禁|停|取消|取关|取關"
    r"|unsub|opt|suppress|black|block|bounce|clean|complain|spam|not|don|dnc|dnd|never|stop|\bno\b|erase|redact"
)
"""Of a column of more different texts only those are read that have a word of refusing in them."""
_PARTS = "[;,，；、|/]"

Spoken = dict[str, str | None]
_ANSWERS = (
    "SELECT DISTINCT question, answer FROM typed_survey_answers WHERE question IS NOT NULL AND answer IS NOT NULL"
)
_PLACES_OF_ANSWERS = """
SELECT answers.source_row, spoken.purpose, spoken.said, spoken.moment, spoken.status
FROM typed_survey_answers AS answers
JOIN spoken_answers AS spoken ON spoken.question = answers.question AND spoken.answer = answers.answer
"""


def placed_statements(session: Session, table: TextTable, mapping: Mapping, speaking: str) -> pa.Table:
    """source_row, purpose (the header, the question, or the title of the list), said, moment, status: one row a
    statement. `speaking`: the table whose rows name the people."""
    rows = table.cells.column("source_row").combine_chunks()
    found = [
        _placed(rows, table.cells.column(str(place)).combine_chunks(), header, hearing)
        for place, header in enumerate(table.header)
        if place not in _heard_already(mapping) and (hearing := _hearing(header, speaking))
    ]
    title = title_of_refusals(table)
    if title and speaking == "customers":
        found.append(_placed(rows, pa.repeat(title, len(rows)), title, "answers"))
    if speaking == _SURVEYS:
        found.append(_of_answers(session))
    return pa.concat_tables(found) if found else _PLACED.empty_table()


def _hearing(header: str, speaking: str) -> Hearing | None:
    if speaking in _LISTS_OF_PEOPLE:
        return "answers" if speaks_of_will(header) else "remarks"
    if speaks_of_contact(header):
        return "answers"
    if speaking in _TEXTS:
        return "replies" if holds_replies(header) else "passing"
    return "tags" if is_about_a_buyer(header) else None


def _heard_already(mapping: Mapping) -> frozenset[int]:
    """The columns that a register reads as its own, and those that are answers to questions."""
    register = mapping.columns.get("consents", {})
    answers = mapping.melts["survey_answers"].positions if "survey_answers" in mapping.melts else ()
    return frozenset([*answers, *(position for positions in register.values() for position in positions)])


def _placed(rows: pa.Array, cells: pa.Array, header: str, hearing: Hearing) -> pa.Table:
    """The statements of one column."""
    spoken = dict(_spoken(cells.drop_null().unique(), header, hearing))
    if not spoken:
        return _PLACED.empty_table()
    places = pc.index_in(cells, value_set=pa.array(list(spoken), pa.string()))
    is_said = pc.is_valid(places)
    taken = pa.Table.from_pylist(list(spoken.values()), SPOKEN).take(places.filter(is_said))
    return taken.add_column(0, _PLACED.field("source_row"), rows.filter(is_said).cast(pa.int64()))


def _of_answers(session: Session) -> pa.Table:
    """The statements among the answers of a survey."""
    asked = session.arrow(_ANSWERS)
    spoken = [
        {"question": question} | {"answer": answer} | row
        for question in asked.column("question").unique().to_pylist()
        for answers in (asked.filter(pc.equal(asked.column("question"), question)).column("answer"),)
        for answer, row in _spoken(answers.combine_chunks(), question, _hearing_of_question(question, answers))
    ]
    schema = pa.schema([("question", pa.string()), ("answer", pa.string()), *SPOKEN])
    session.register("spoken_answers", pa.Table.from_pylist(spoken, schema))
    return session.arrow(_PLACES_OF_ANSWERS).cast(_PLACED)


def _hearing_of_question(question: str, answers: pa.ChunkedArray) -> Hearing:
    """A question that a yes or a no answers is heard in full; so is one that is mostly answered so."""
    if not speaks_of_contact(question):
        return "passing"
    if is_yes_or_no_question(question):
        return "answers"
    said = answers.slice(0, _MOST_WORDS).to_pylist()
    known = sum(meaning_of(question, each).will in ("granted", "denied", "withdrawn") for each in said)
    return "answers" if 2 * known >= len(said) and not asks_which(question) else "refusals"


def _spoken(words: pa.Array, header: str, hearing: Hearing) -> Iterator[tuple[str, Spoken]]:
    """The words of a column that say something, each with what it says."""
    if hearing != "answers" and len(words) > _MOST_WORDS:
        words = words.filter(pc.match_substring_regex(pc.utf8_normalize(words, "NFKC"), _STEMS, ignore_case=True))
    for word in words.to_pylist():
        row = _answer(word, header, hearing) if hearing in ("answers", "refusals") else _remark(word, header, hearing)
        if row:
            yield word, row


def _answer(word: str, header: str, hearing: Hearing) -> Spoken | None:
    will = meaning_of(header, word).will
    if will == "silent" or (hearing == "refusals" and will not in ("denied", "withdrawn")):
        return None
    moment = moment_in(word) if tells_refusal(header) or will != "granted" else None
    return {"purpose": header, "said": word, "moment": moment, "status": will}


def _remark(word: str, header: str, hearing: Hearing) -> Spoken | None:
    said = next(filter(_REFUSES_ALONE[hearing], _parts(word)), None)
    if said is None:
        return None
    return {"purpose": said if hearing == "passing" else header, "said": said, "moment": None, "status": "withdrawn"}


def _parts(word: str) -> Iterable[str]:
    return (str(part).strip() for part in pc.split_pattern_regex(pa.scalar(word), _PARTS).as_py())
