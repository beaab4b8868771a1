"""The fallback for sheets of facts about people, days and brands: named in usual words, borne out by the cells."""

from collections.abc import Sequence

from insight.i18n import _
from insight.ingest.assumption import Assumption
from insight.ingest.recognise.cells.contacts import contact_columns
from insight.ingest.recognise.cells.witness import Witnessed
from insight.ingest.recognise.facts.completed import completed
from insight.ingest.recognise.facts.long_answers import long_answers
from insight.ingest.recognise.facts.melt import VALUE_COLUMN, Melt, Melted
from insight.ingest.recognise.facts.melt_spec import MeltSpec
from insight.ingest.recognise.facts.melting import answers_of, figures
from insight.ingest.recognise.facts.survey import is_coded_question, reads_like_question
from insight.ingest.recognise.mapping import PERSON_COLUMNS
from insight.ingest.recognise.names.header import Header
from insight.ingest.recognise.names.naming import plain_name
from insight.ingest.recognise.names.synonyms import (
    fill,
    has_any,
    kind_told_by,
    ruled_out,
    says_who,
    synonyms,
    told_by_words,
)
from insight.ingest.recognise.stated import stated_day
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
_DIFFERENT, _SENTENCE = 0.5, 6
_NOT_ASKED = ("NA", "N/A")
_LONGEST_KEY, _FEWEST_ROWS, _MOST_CODES = 24, 3, 30
_NUMBER_OF_A_ROW = {"feedback": "feedback_id", "products": "product_id"}


class Facts:
    """What a sheet was found to be."""

    def __init__(
        self,
        tables: dict[str, Columns],
        constants: dict[str, dict[str, str]],
        melts: dict[str, Melt],
        assumptions: tuple[Assumption, ...] = (),
    ) -> None:
        self.tables, self.constants, self.melts, self.assumptions = tables, constants, melts, assumptions


def find_facts(header: Header, witness: Witnessed, *, states_day: bool) -> Facts | None:
    """The best reading of a sheet that is neither orders nor customers; None where nothing is certain enough.

    `states_day`: the file says in its title or name which day its figures are of.
    """
    if (answers := long_answers(header, witness)) is not None:
        return Facts(answers, {}, {})
    return _rows(header, witness) or _figures(header, witness, states_day=states_day) or _responses(header, witness)


def _rows(header: Header, witness: Witnessed) -> Facts | None:
    fitting = [(name, columns) for name in ROWS if (columns := _filled(name, header, witness)) is not None]
    if not fitting:
        return None
    name, columns = max(fitting, key=lambda found: (len(found[1]), -ROWS.index(found[0])))
    if name == "feedback":
        kind = kind_told_by("feedback", header)
        is_voice = kind and ("at" in columns or is_what_was_said(columns["text"], header, witness))
        if not is_voice:
            return None
        columns, told = completed(name, columns, header, witness)
        return Facts({name: columns}, {name: {"kind": str(kind)}}, {}, told)
    columns, told = completed(name, columns, header, witness)
    return Facts({name: columns}, {}, {}, told)


def is_what_was_said(text: tuple[int, ...], header: Header, witness: Witnessed) -> bool:
    """Texts of several words that differ: without a moment, names of goods are none."""
    said = [value for at in text for value in witness.values(at) if value]
    if not said or len(set(said)) < _DIFFERENT * len(said):
        return False
    signs = sum(len(value) + sum("\u4e00" <= sign <= "\u9fff" for sign in value) for value in said) / len(said)
    return signs >= _SENTENCE and len(header.named) > 1


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
    """Columns that ask, or that codes of questions name, and a respondent: its number, its moment, or both."""
    columns = fill("survey_responses", header, witness)
    if ruled_out("survey_responses", header, witness) or any_kind_of_row(header):
        return None
    used = {position for positions in columns.values() for position in positions}
    free = [at for at in header.named if at not in used and not says_who(header, at)]
    contacts = contact_columns(free, witness)
    columns |= {name: (at,) for name, at in contacts.items() if name not in columns}
    asked = tuple(at for at in free if at not in contacts.values())
    number = _respondent(columns, asked, header, witness)
    asked = tuple(at for at in asked if at != number)
    if not asks(asked, header, witness) or (number is None and "submitted_at" not in columns):
        return None
    columns.pop("response_id", None)
    if number is not None:
        columns["response_id"] = (number,)
    is_coded = any(is_coded_question(header.cells[at]) for at in asked)
    melt = answers_of(asked, header, witness, MeltSpec(blanks=_NOT_ASKED if is_coded else ()))
    own = {"response_id": columns["response_id"]} if number is not None else {}
    tables = {"survey_responses": columns} | ({"survey_answers": own} if own else {})
    return Facts(tables, {}, {"survey_answers": melt}, _weighted(columns, header))


def _respondent(columns: Columns, asked: Sequence[int], header: Header, witness: Witnessed) -> int | None:
    """The number of the response: by its name, or the first column where it asks nothing and tells rows apart."""
    named = columns.get("response_id", (None,))[0]
    if named is not None and witness.tells_apart(named):
        return named
    first = next(iter(asked), None)
    if first is None or first != header.named[0] or not is_whole_key(witness.values(first)):
        return None
    return None if reads_like_question(header.cells[first]) else first


def is_whole_key(values: Sequence[str]) -> bool:
    """Whether every one of several rows has a value of its own that is short and no amount."""
    is_short = all(value and len(value) <= _LONGEST_KEY and "." not in value for value in values)
    return len(values) >= _FEWEST_ROWS and is_short and len(set(values)) == len(values)


def asks(positions: Sequence[int], header: Header, witness: Witnessed) -> bool:
    """Whether enough of the columns ask or are codes of questions; what is asked of any person says nothing."""
    facts = synonyms("survey_responses").kinds["demographic"]
    telling = [at for at in positions if plain_name(header.cells[at]) not in facts and not witness.is_blank(at)]
    asking = sum(_is_asked(header.cells[at], at, witness) for at in telling)
    return asking >= _LEAST_QUESTIONS and asking >= _QUESTION_SHARE * len(telling)


def _is_asked(cell: str, position: int, witness: Witnessed) -> bool:
    """A code of a question has answers that come again, or words; measured figures do not."""
    if not is_coded_question(cell):
        return reads_like_question(cell)
    said = [value for value in witness.values(position) if value]
    measured = sum("." in value for value in said) * 2 > len(said) and len(set(said)) > _MOST_CODES
    return not measured or not witness.agrees(Kind.NUMBER, position)


def _weighted(columns: Columns, header: Header) -> tuple[Assumption, ...]:
    if "weight" not in columns:
        return ()
    name = header.cells[columns["weight"][0]]
    said = _("The column is kept as the weight of each response; it is no question")
    return (Assumption(what="weight", value=name, column=name, evidence=said),)


def any_kind_of_row(header: Header) -> bool:
    """Whether a header says that a row is a voice or a sale, whose titles may be long."""
    return has_any(synonyms("feedback").kinds["ticket"], header)
