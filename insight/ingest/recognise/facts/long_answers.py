"""A survey with one answer a row: who answers, what was asked, what was said."""

from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.mapping import PERSON_COLUMNS
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.synonyms import fill, named_so

_FEWEST_ROWS = 3


def long_answers(header: Header, witness: Witnessed) -> dict[str, dict[str, tuple[int, ...]]] | None:
    """The columns of responses and answers; None where the sheet is none such.

    A question stands in several rows or a respondent does, and nobody answers one twice in one response.
    """
    asked, said = (_one(column, header, witness) for column in ("question", "answer"))
    responses = fill("survey_responses", header, witness)
    named = ("response_id", *PERSON_COLUMNS["survey_responses"])
    who = next((responses[name][0] for name in named if name in responses), None)
    if asked is None or said is None or who is None or asked == said or who in (asked, said):
        return None
    pairs = list(zip(witness.values(who), witness.values(asked), strict=True))
    is_long = len(set(witness.values(who))) < len(pairs) and len(set(witness.values(asked))) < len(pairs)
    if len(pairs) < _FEWEST_ROWS or not is_long or len(set(pairs)) < len(pairs):
        return None
    number: dict[str, tuple[int, ...]] = {"response_id": (who,)}
    answers: dict[str, tuple[int, ...]] = {"question_no": (asked,), "question": (asked,), "answer": (said,)}
    own = {name: at for name, at in responses.items() if not {asked, said} & set(at)}
    return {"survey_responses": own | number, "survey_answers": number | answers}


def _one(column: str, header: Header, witness: Witnessed) -> int | None:
    return next((at for at in named_so("survey_answers", column, header) if not witness.is_blank(at)), None)
