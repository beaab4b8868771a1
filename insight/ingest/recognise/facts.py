"""The fallback for sheets of facts about people, days and brands: named in usual words, borne out by the cells."""

from collections.abc import Sequence

from insight.ingest.recognise.contacts import contact_columns
from insight.ingest.recognise.header import Header
from insight.ingest.recognise.mapping import PERSON_COLUMNS
from insight.ingest.recognise.melt import VALUE_COLUMN, Melt, Melted
from insight.ingest.recognise.melt_spec import MeltSpec
from insight.ingest.recognise.melting import answers_of, figures
from insight.ingest.recognise.stated import stated_day
from insight.ingest.recognise.survey import reads_like_question
from insight.ingest.recognise.synonyms import fill, has_any, kind_told_by, ruled_out, says_who, synonyms, told_by_words
from insight.ingest.recognise.witness import Witnessed
from insight.schema import Kind

Columns = dict[str, tuple[int, ...]]

ROWS = ("points_ledger", "coupons", "consents", "touches", "campaigns", "referrals", "events", "feedback", "products")
"""Tables of which a row is a row of the sheet; of two that fit equally well the first is taken."""

FIGURES = ("market", "regions", "metric_daily")
"""Tables of which a row is a figure: a cell of the sheet, or a row that names its figure."""

_LEAST_QUESTIONS, _QUESTION_SHARE = 2, 0.6
_FIGURE_SHARE = 0.5
_MOST_SUBJECTS = 2
_LEAST_DAYS = 2
_NUMBER_OF_A_ROW = {"feedback": "feedback_id", "products": "product_id"}


class Facts:
    """What a sheet was found to be."""

    def __init__(
        self, tables: dict[str, Columns], constants: dict[str, dict[str, str]], melts: dict[str, Melt]
    ) -> None:
        self.tables, self.constants, self.melts = tables, constants, melts


def find_facts(header: Header, witness: Witnessed, *, states_day: bool) -> Facts | None:
    """The best reading of a sheet that is neither orders nor customers; None where nothing is certain enough.

    `states_day`: the file says in its title or name which day its figures are of.
    """
    return _rows(header, witness) or _figures(header, witness, states_day=states_day) or _responses(header, witness)


def _rows(header: Header, witness: Witnessed) -> Facts | None:
    fitting = [(name, columns) for name in ROWS if (columns := _filled(name, header, witness)) is not None]
    if not fitting:
        return None
    name, columns = max(fitting, key=lambda found: (len(found[1]), -ROWS.index(found[0])))
    if name == "feedback":
        kind = kind_told_by("feedback", header)
        return Facts({name: columns}, {name: {"kind": kind}}, {}) if kind else None
    return Facts({name: columns}, {}, {})


def _filled(name: str, header: Header, witness: Witnessed, given: frozenset[str] = frozenset()) -> Columns | None:
    """The columns of a table, where all it needs is there and says something; what is `given` needs no column."""
    known = synonyms(name)
    columns = fill(name, header, witness)
    is_told = not known.needed_headers or has_any(known.needed_headers, header) or told_by_words(name, columns, witness)
    if not is_told or ruled_out(name, header, witness):
        return None
    number = _NUMBER_OF_A_ROW.get(name, "")
    if number in columns and not witness.tells_apart(columns[number][0]):
        columns.pop(number)
    for choices in known.needs:
        if given.isdisjoint(choices) and not any(
            name in columns and not witness.is_blank(columns[name][0]) for name in choices
        ):
            return None
    return columns


def _figures(header: Header, witness: Witnessed, *, states_day: bool) -> Facts | None:
    """One figure a row, or one a column; then most of the other columns hold numbers, and the rows differ."""
    if (by_day := _one_day_a_column(header, witness)) is not None:
        return by_day
    for name in FIGURES:
        given = frozenset({"date"}) if name == "metric_daily" and states_day else frozenset[str]()
        columns = _filled(name, header, witness, given)
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


def _one_day_a_column(header: Header, witness: Witnessed) -> Facts | None:
    """A row is a figure, named in words, and its days stand side by side in the header."""
    if ruled_out("metric_daily", header, witness):
        return None
    days = {at: day for at in header.named if (day := stated_day(header.cells[at]))}
    words = [at for at in header.named if at not in days]
    filled = [at for at in days if not witness.is_blank(at)]
    if len(days) < _LEAST_DAYS or not 0 < len(words) <= _MOST_SUBJECTS or not witness.tells_apart(words[-1]):
        return None
    if not filled or not all(witness.agrees(Kind.NUMBER, at) for at in filled):
        return None
    *subject, metric = words
    named = {"metric": (metric,)} | ({"subject": tuple(subject)} if subject else {})
    melted = tuple(Melted(at, {"date": day.isoformat()}) for at, day in days.items())
    return Facts({"metric_daily": named}, {}, {"metric_daily": Melt(melted)})


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
    free = [at for at in header.named if at not in used and not says_who(header, at)]
    contacts = contact_columns(free, witness)
    columns |= {name: (at,) for name, at in contacts.items() if name not in columns}
    asked = tuple(at for at in free if at not in contacts.values())
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
