"""How sure it is that a sheet is what it was read as."""

from insight.ingest.recognise.facts.survey import is_coded_question, reads_like_question
from insight.ingest.recognise.kinds import needs
from insight.ingest.recognise.mapping import Mapping
from insight.ingest.recognise.names.synonyms import has_any, named_so, ruled_out, synonyms
from insight.ingest.recognise.people import facts_about
from insight.ingest.recognise.reading import SALES, WORDED, Guessed, Question, ReadSheet

_OF_A_SALE = (("orders", "order_id"), ("order_items", "quantity"), ("order_items", "product_id"))
_GUESSED, _WEAK, _RULED_OUT, _UNTOLD = 0.5, 0.9, 0.4, 0.4
_FEW_FACTS = 3


def confidence_of(
    sheet: ReadSheet, mapping: Mapping, questions: tuple[Question, ...], guessed: tuple[Guessed, ...]
) -> float:
    """How well the needed columns are told, by names and not only by cells, and how many columns are understood."""
    wanted = [need for need in needs(sheet.kind) if need.is_needed]
    lacking: float = sum(_GUESSED if each.named else 1.0 for each in questions if each.is_needed)
    lacking += sum(_WEAK if each.need.what == "what" else _GUESSED for each in guessed if not each.found.is_told)
    understood = len(mapping.used) / max(1, len(sheet.header.named))
    roles = {need.what for need in wanted}
    if sheet.kind == "orders":
        # Whose it is need not be told: that its cells tell it speaks for the reading.
        roles |= {each.need.what for each in guessed}
    told = max(0.0, 1 - lacking / max(1, len(roles)))
    return round(told * (0.5 + 0.5 * understood) * _likelihood(sheet, mapping), 4)


def _likelihood(sheet: ReadSheet, mapping: Mapping) -> float:
    """Less where a header rules the kind out, or where the columns that become rows hardly look like it."""
    kind = sheet.kind
    likely = _RULED_OUT if ruled_out(kind, sheet.header, sheet.witness) else 1.0
    if kind in WORDED and not any(mapping.positions(kind, column) for column in needs(kind)[0].columns):
        likely *= _UNTOLD
    if kind in SALES and len(facts_about(sheet.header)) >= _FEW_FACTS and not mapping.positions("orders", "order_id"):
        likely *= _RULED_OUT
    if kind == "customers" and any(named_so(*each, sheet.header) for each in _OF_A_SALE):
        likely *= _RULED_OUT
    if kind == "survey_responses":
        columns = [melted.position for melt in mapping.melts.values() for melted in melt.columns]
        cells = [sheet.header.cells[at] for at in columns]
        asking = sum(reads_like_question(cell) or is_coded_question(cell) for cell in cells)
        return likely * (0.1 + 0.9 * asking / max(1, len(columns)))
    headers = synonyms(kind).needed_headers
    is_told = not headers or has_any(headers, sheet.header)
    return likely * (1.0 if is_told else _UNTOLD)
