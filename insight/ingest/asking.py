"""What a person answers about rows and columns becomes the mapping; what is open, a command to complete."""

import shlex
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from insight.errors import ParameterError, UploadError
from insight.i18n import _
from insight.ingest.answers import Answers, near
from insight.ingest.assumption import merged
from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping, normalise_header, rows_told
from insight.ingest.recognise.kinds import ALIASES, KINDS, kind_named, kind_of, needs
from insight.ingest.recognise.mapping import fillable_columns
from insight.ingest.recognise.proposal import Question, Reading, propose
from insight.schema import TABLES
from insight.settings import DEFAULT_WORKSPACE

if TYPE_CHECKING:
    from insight.ingest.draft import Draft

_SHOWN_HEADERS = 4
_PARTS = {"answers": "answer", "figures": "value"}
_ROLES = ("who", "when", "how_much", "state", "谁")
_OPTIONS = {"encoding": "--encoding", "delimiter": "--delimiter", "header_row": "--header-row"}


def lacks_headers(table: TextTable, answers: Answers) -> list[ParameterError]:
    """One error for each header that is spoken of and not there, with the near ones."""
    known = {normalise_header(cell) for cell in table.header}
    headers = [cell for cell in table.header if cell]
    return [
        ParameterError("--map", header, _("one of the headers {names}", names=near(header, headers)))
        for header, _column in answers.mapped
        if normalise_header(header) not in known
    ]


def answered(draft: "Draft") -> "Draft":
    """The draft with what a person says of its rows and columns, whatever was guessed.

    Raises ParameterError for a kind of row or a column that does not exist, with the near ones.
    """
    answers, mapping = draft.answers, draft.mapping
    if draft.table is None or not answers.is_about_columns:
        return draft
    if answers.table is None and mapping is not None and not _speaks_in_roles(answers):
        return draft.with_mapping(_refilled(mapping, draft.table, answers))
    reading = read_so(draft.table, answers, kind_of(mapping) if mapping else None)
    if not reading.can_load:
        return replace(draft, mapping=None, refusal=unanswered(reading))
    told = merged((*draft.table.assumptions, *reading.assumptions))
    return replace(draft.with_mapping(reading.mapping), assumptions=told)


def read_so(table: TextTable, answers: Answers, otherwise: str | None = None) -> Reading:
    """The table as rows of the kind that was said, else of the other one, else of the likeliest."""
    kind = _kind(answers.table) if answers.table else otherwise or propose(table).best.kind
    mapped = {header: _known_column(kind, column) for header, column in answers.mapped}
    return propose(table, kind=kind, mapped=mapped).best


def _kind(word: str) -> str:
    try:
        return kind_named(word)
    except ValueError as error:
        known = (*KINDS, *ALIASES)
        raise ParameterError("--table", word, _("one of {names}", names=near(word, known))) from error


def _known_column(kind: str, wanted: str) -> str:
    """The column as it was said. Raises ParameterError for one that rows of this kind do not have."""
    tables = ("orders", "order_items") if kind in ("orders", "order_items") else (kind,)
    known = [column for table in tables for column in fillable_columns(table)]
    parts = [*_ROLES, *_PARTS.values()] if kind in TABLES else []
    if wanted in ("", "-") or wanted.rpartition(".")[2] in (*known, *parts):
        return wanted
    raise ParameterError("--map", wanted, _("one of the columns {names}", names=near(wanted, known)))


def _speaks_in_roles(answers: Answers) -> bool:
    return any(column in _ROLES or column in _PARTS.values() for _header, column in answers.mapped)


def _refilled(former: Mapping, table: TextTable, answers: Answers) -> Mapping:
    """A known sheet with some of its columns taken for something else."""
    mapping = former
    places = {normalise_header(cell): place for place, cell in reversed(list(enumerate(table.header)))}
    for header, wanted in answers.mapped:
        place = places[normalise_header(header)]
        for name, columns in mapping.columns.items():
            for column, positions in columns.items():
                if place in positions:
                    others = tuple(at for at in positions if at != place)
                    mapping = mapping.with_column(name, column, others)
        if wanted not in ("", "-"):
            mapping = mapping.with_column(*_place_in(mapping, wanted), (place,))
    return rows_told(former, mapping, table)


def _place_in(mapping: Mapping, wanted: str) -> tuple[str, str]:
    table, _dot, column = wanted.rpartition(".")
    tables = (table,) if table in TABLES else mapping.tables
    found = next((name for name in tables if column in fillable_columns(name)), None)
    if found is None:
        known = dict.fromkeys(each for name in mapping.tables for each in fillable_columns(name))
        raise ParameterError("--map", wanted, _("one of the columns {names}", names=near(wanted, list(known))))
    return found, column


def unanswered(reading: Reading) -> UploadError:
    """The one thing that a person has still to say before the sheet can be loaded."""
    question = next(question for question in reading.open if question.is_needed)
    headers = " | ".join(question.headers[:12])
    return UploadError(
        question.text,
        _("Its columns are: {headers}", headers=headers),
        _("Say which one it is, or that a row is something else"),
    )


def command(draft: "Draft", workspace: str) -> str | None:
    """What to type to load a sheet that was refused: its best guesses filled in, in angle brackets what only a person
    can say. None for what cannot be read as a table."""
    if draft.table is None or not draft.header or draft.mapping is not None:
        return None
    reading = read_so(draft.table, draft.answers)
    words = ["python", "-m", "insight", "import", _path(draft)]
    if workspace != DEFAULT_WORKSPACE:
        words += ["-w", workspace]
    words += [*_sheet_options(draft), *_reading_options(draft.answers), "--table", reading.kind]
    answers = (*_told(draft.table, reading), *map(_asked, (each for each in reading.open if each.is_needed)))
    for answer in dict.fromkeys(answers):
        words += ["--map", answer]
    for key, value in draft.answers.assumed:
        words += ["--assume", f"{key}={value}"]
    return shlex.join(words)


def _path(draft: "Draft") -> str:
    """Where the file lies, if it lies there under its own name; what the person uploads has only its name."""
    own = draft.file.startswith(draft.path.name)
    return str(draft.path) if own else draft.file.partition("/")[0]


def _sheet_options(draft: "Draft") -> list[str]:
    member = draft.file.rpartition("/")[2] if "/" in draft.file else None
    named = draft.sheet or member
    return ["--sheet", named] if named else []


def _reading_options(answers: Answers) -> Iterator[str]:
    said = {name: value for name, value in asdict(answers.reading).items() if value is not None}
    if said.pop("has_header", None) is False:
        yield "--no-header"
    for name, value in said.items():
        if name in _OPTIONS:
            yield from (_OPTIONS[name], str(value))
        else:
            yield from ("--assume", f"{name}={'yes' if value else 'no'}")


def _told(table: TextTable, reading: Reading) -> Iterator[str]:
    """`header=column` for every needed column that is known or guessed."""
    kind, mapping = reading.kind, reading.mapping
    tables = ("orders", "order_items") if kind in ("orders", "order_items") else (kind,)
    names = dict.fromkeys(column for need in needs(kind) for column in need.columns)
    for column in names:
        for name in tables:
            for place in mapping.positions(name, column):
                yield f"{table.header[place]}={column}"


def _asked(question: Question) -> str:
    """An open answer: the headers to choose from in angle brackets, and what the chosen one says."""
    column = question.columns[0] if question.columns else _PARTS[question.what]
    shown = "|".join(question.headers[:_SHOWN_HEADERS]) or question.text.render("en")
    return f"<{shown}>={column}"
