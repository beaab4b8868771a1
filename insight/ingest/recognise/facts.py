"""The fallback for sheets of facts about people, days and brands: named in usual words, borne out by the cells."""

from collections.abc import Callable, Sequence

from insight.ingest.recognise.header import Header
from insight.ingest.recognise.mapping import PERSON_COLUMNS
from insight.ingest.recognise.melt import VALUE_COLUMN, Melt, Melted
from insight.ingest.recognise.melt_spec import MeltSpec
from insight.ingest.recognise.melting import answers_of, figures
from insight.ingest.recognise.survey import reads_like_question
from insight.ingest.recognise.synonyms import fill, has_any, kind_told_by, ruled_out, synonyms
from insight.ingest.recognise.witness import Witnessed

Columns = dict[str, tuple[int, ...]]

ROWS = ("points_ledger", "coupons", "consents", "touches", "campaigns", "referrals", "events", "feedback", "products")
"""Tables of which a row is a row of the sheet; of two that fit equally well the first is taken."""

FIGURES = ("market", "regions", "metric_daily")
"""Tables of which a row is a figure: a cell of the sheet, or a row that names its figure."""

_LEAST_QUESTIONS, _QUESTION_SHARE = 2, 0.6
_FIGURE_SHARE = 0.5
_MOST_SUBJECTS = 2


class Facts:
    """What a sheet was found to be."""

    def __init__(
        self, tables: dict[str, Columns], constants: dict[str, dict[str, str]], melts: dict[str, Melt]
    ) -> None:
        self.tables, self.constants, self.melts = tables, constants, melts


def find_facts(header: Header, witness: Witnessed) -> Facts | None:
    """The best reading of a sheet that is neither orders nor customers; None where nothing is certain enough."""
    finders: tuple[Callable[[Header, Witnessed], Facts | None], ...] = (_rows, _figures, _responses)
    return next((found for finder in finders if (found := finder(header, witness))), None)


def _rows(header: Header, witness: Witnessed) -> Facts | None:
    fitting = [(name, columns) for name in ROWS if (columns := _filled(name, header, witness)) is not None]
    if not fitting:
        return None
    name, columns = max(fitting, key=lambda found: (len(found[1]), -ROWS.index(found[0])))
    if name == "feedback":
        kind = kind_told_by("feedback", header)
        return Facts({name: columns}, {name: {"kind": kind}}, {}) if kind else None
    return Facts({name: columns}, {}, {})


def _filled(name: str, header: Header, witness: Witnessed) -> Columns | None:
    """The columns of a table, where all it needs is there and says something."""
    known = synonyms(name)
    if ruled_out(name, header) or (known.needed_headers and not has_any(known.needed_headers, header)):
        return None
    columns = fill(name, header, witness)
    for number in ("feedback_id", "product_id") if name in ("feedback", "products") else ():
        if number in columns and not witness.tells_apart(columns[number][0]):
            columns.pop(number)
    for choices in known.needs:
        if not any(name in columns and not witness.is_blank(columns[name][0]) for name in choices):
            return None
    return columns


def _figures(header: Header, witness: Witnessed) -> Facts | None:
    """One figure a row, or one a column; then most of the other columns hold numbers, and the rows differ."""
    for name in FIGURES:
        columns = _filled(name, header, witness)
        if columns is None:
            continue
        if "metric" in columns and "value" in columns:
            return Facts({name: columns}, {}, {})
        named = {column: at for column, at in columns.items() if column not in ("metric", VALUE_COLUMN[name])}
        melted = _melted(header, witness, named)
        if name == "metric_daily" and "subject" not in named:
            named = _with_subject(header, witness, named, melted)
        if melted and _rows_differ(name, named, witness):
            return Facts({name: named}, {}, {name: Melt(melted)})
    return None


def _with_subject(header: Header, witness: Witnessed, named: Columns, melted: tuple[Melted, ...]) -> Columns:
    """What is counted: the few columns of words, where one day stands in several rows."""
    used = {position for positions in named.values() for position in positions} | {each.position for each in melted}
    words = tuple(at for at in header.named if at not in used and not witness.is_blank(at))
    has_words = bool(words) and len(words) <= _MOST_SUBJECTS
    return named | {"subject": words} if has_words and not _rows_differ("metric_daily", named, witness) else named


def _melted(header: Header, witness: Witnessed, named: Columns) -> tuple[Melted, ...]:
    used = {position for positions in named.values() for position in positions}
    free = tuple(at for at in header.named if at not in used and not witness.is_blank(at))
    melted = figures(free, header, witness)
    return melted if len(melted) >= _FIGURE_SHARE * len(free) else ()


def _rows_differ(name: str, named: Columns, witness: Witnessed) -> bool:
    """Whether hardly any two rows are about the same day, brand or region: else they are no figures of it."""
    places = [positions[0] for column, positions in named.items() if column not in PERSON_COLUMNS[name]]
    rows = list(zip(*(witness.values(place) for place in places), strict=True))
    return len(set(rows)) >= 0.9 * len(rows)


def _responses(header: Header, witness: Witnessed) -> Facts | None:
    """A moment of sending in, and columns that ask."""
    columns = _filled("survey_responses", header, witness)
    if columns is None:
        return None
    used = {position for positions in columns.values() for position in positions}
    asked = tuple(at for at in header.named if at not in used)
    asking = _asking(header.cells, asked)
    if asking < _LEAST_QUESTIONS or asking < _QUESTION_SHARE * len(asked):
        return None
    if "response_id" in columns and not witness.tells_apart(columns["response_id"][0]):
        columns.pop("response_id")
    melt = answers_of(asked, header, witness, MeltSpec())
    own = {"response_id": columns["response_id"]} if "response_id" in columns else {}
    tables = {"survey_responses": columns} | ({"survey_answers": own} if own else {})
    return Facts(tables, {}, {"survey_answers": melt})


def _asking(cells: Sequence[str], positions: Sequence[int]) -> int:
    return sum(reads_like_question(cells[position]) for position in positions)
