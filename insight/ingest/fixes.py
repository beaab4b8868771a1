"""What is wrong with a batch, by kind, and the changes that put the whole file right: tried out first, then applied."""

import datetime as dt
import json
from dataclasses import dataclass, replace

import pandas as pd

from insight.ingest.answers import Answers
from insight.ingest.beside import beside
from insight.ingest.clean import clean
from insight.ingest.draft import Draft
from insight.ingest.load import SheetReport, repairs
from insight.ingest.read.choices import ReadChoices
from insight.ingest.recognise import Mapping, rows_told
from insight.ingest.recognise.names.words import KNOWN_STATUSES, normalise_word
from insight.ingest.reread import draft_of, kept_sheet, read_again, reread
from insight.ingest.trial import Figures, figures, figures_of
from insight.schema import TABLES, Kind
from insight.settings import settings
from insight.warehouse import DuckWarehouse, scratch

ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5", "cp932", "cp1252")
"""Encodings that a text file can be read in."""

_EXAMPLES = 3
_FIRST_ROWS = 5
_TIMES = frozenset({Kind.TIME, Kind.DATE})


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """Everything of one batch that is wrong in the same way.

    `cells` counts the problems and `rejected` the rows that were left out among them. `examples` are up to three
    different values with the row each stands in first; `words` are all different values. `column` is None where the
    row as a whole is wrong.
    """

    table: str
    column: str | None
    header: str | None
    reason: str
    cells: int
    rejected: int
    examples: tuple[tuple[int, str | None], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnotherEncoding:
    """Read the bytes of a text file as other characters."""

    encoding: str


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Read 03/04 as the third of April (`day_first`) or as the fourth of March."""

    day_first: bool


@dataclass(frozen=True, slots=True)
class OtherColumn:
    """Fill a canonical column from another place of the header row; None leaves it empty."""

    table: str
    column: str
    position: int | None


@dataclass(frozen=True, slots=True)
class StatusWord:
    """Take a word of the export for a canonical order status."""

    word: str
    status: str


@dataclass(frozen=True, slots=True)
class Assume:
    """Read the file so in place of what was assumed: a key of `--assume` and its value."""

    key: str
    value: str


Fix = Assume | AnotherEncoding | DateOrder | OtherColumn | StatusWord


@dataclass(frozen=True, slots=True)
class Effect:
    """What a fix would do to its batch: records left out, problems and figures, before and after.

    `rows` shows, per table, rows that had a problem first: `source_row`, and for each filled column `<column>:text`
    (the cell) and `<column>` (what it would become).
    """

    rejected_before: int
    rejected_after: int
    problems_before: int
    problems_after: int
    rows: dict[str, pd.DataFrame]
    before: Figures
    after: Figures


@dataclass(frozen=True, slots=True)
class Totals:
    """Orders and people that the workspace holds."""

    orders: int
    people: int


def totals(warehouse: DuckWarehouse) -> Totals:
    """What an undo, a redo or a fix moves."""
    found = warehouse.query(
        "SELECT (SELECT count(*) FROM core.orders) AS orders, (SELECT count(*) FROM core.customers) AS people"
    ).iloc[0]
    return Totals(int(found["orders"]), int(found["people"]))


def problem_kinds(warehouse: DuckWarehouse, batch_id: int) -> list[ProblemKind]:
    """The repair list of a batch by table, column, header and reason; the most frequent kind first."""
    found = repairs(warehouse, batch_id)
    kinds = [
        _kind(group) for _key, group in found.groupby(["table_name", "column_name", "header", "reason"], dropna=False)
    ]
    return sorted(kinds, key=lambda kind: (-kind.rejected, -kind.cells, kind.table, kind.column or "", kind.reason))


def _kind(group: pd.DataFrame) -> ProblemKind:
    first = group.iloc[0]
    different = group.sort_values("source_row").drop_duplicates("value")
    rows = [(int(row), _text(value)) for row, value in zip(different["source_row"], different["value"], strict=True)]
    left_out = group.loc[group["is_rejected"].astype(bool), "source_row"]
    return ProblemKind(
        table=str(first["table_name"]),
        column=_text(first["column_name"]),
        header=_text(first["header"]),
        reason=str(first["reason"]),
        cells=len(group),
        rejected=int(left_out.nunique()),
        examples=tuple(rows[:_EXAMPLES]),
        words=tuple(value for _row, value in rows if value is not None),
    )


def batch_draft(warehouse: DuckWarehouse, batch_id: int) -> Draft:
    """The sheet of a batch as it was loaded, read again from the kept bytes.

    Raises ParameterError for a batch that does not exist, NotEnoughDataError where its bytes were not kept.
    """
    kept = kept_sheet(warehouse, batch_id)
    return _as_loaded(draft_of(kept, warehouse), kept.mapping)


def propose(draft: Draft, kind: ProblemKind) -> tuple[Fix, ...]:
    """The fixes that are safe to offer for a kind of problem; `draft` as `batch_draft` gives it.

    A required column is never proposed to be left empty, and a column that was melted out of headers stays as it is.
    """
    fixes: list[Fix] = []
    if kind.reason == "unknown_status":
        fixes += [StatusWord(word, status) for word in kind.words for status in KNOWN_STATUSES]
    mapping, column = draft.mapping, kind.column
    if mapping is not None and column is not None and column in TABLES[kind.table].column_names:
        if TABLES[kind.table][column].kind in _TIMES and kind.reason != "missing":
            fixes += [DateOrder(order) for order in (True, False) if order is not mapping.day_first]
        if kind.table not in mapping.melts:
            fixes += _other_columns(draft, mapping, kind.table, column)
    if draft.encoding is not None:
        now = draft.encoding.removesuffix("-sig")
        fixes += [AnotherEncoding(encoding) for encoding in ENCODINGS if encoding != now]
    return tuple(fixes)


def _other_columns(draft: Draft, mapping: Mapping, table: str, column: str) -> list[Fix]:
    now = mapping.positions(table, column)
    places: list[int | None] = [place for place, name in enumerate(draft.header) if name and (place,) != now]
    may_be_empty = bool(now) and not TABLES[table][column].required
    return [OtherColumn(table, column, place) for place in (*places, *([None] if may_be_empty else []))]


def preview(warehouse: DuckWarehouse, batch_id: int, fix: Fix) -> Effect:
    """What a fix would do, found out on the kept bytes beside the workspace: nothing is written.

    Raises what `batch_draft` raises, and the refusal where the file cannot be read so.
    """
    draft, former = _fixed(warehouse, batch_id, fix), batch_draft(warehouse, batch_id)
    if draft.table is None or draft.mapping is None:
        raise ValueError("a refused sheet has no effect")
    before, figures_before = repairs(warehouse, batch_id), figures(former)
    with scratch() as session:
        cleaned = clean(session, draft.table, draft.mapping, currency=settings().currency)
        shown = [name for name in cleaned.tables if name == getattr(fix, "table", name)]
        figures_after = figures_of(session, cleaned, draft.rows)
        troubled = before["source_row"].astype(int).tolist()
        frames = {
            name: session.query(
                f'SELECT * FROM "incoming_{name}" '  # noqa: S608
                "ORDER BY list_contains($troubled::BIGINT[], source_row) DESC, source_row LIMIT $rows",
                {"troubled": troubled, "rows": _FIRST_ROWS},
            )
            for name in shown
        }
    rows = {name: beside(frame, draft.table, draft.mapping, name) for name, frame in frames.items()}
    stored = _rejected_records(warehouse, batch_id)
    return Effect(
        rejected_before=stored,
        rejected_after=sum(cleaned.rejected.values()),
        problems_before=len(before),
        problems_after=len(cleaned.problems),
        rows=rows,
        before=figures_before,
        after=figures_after,
    )


def apply(
    warehouse: DuckWarehouse, batch_id: int, fix: Fix, applied_at: dt.datetime, *, applied_by: str | None = None
) -> SheetReport:
    """Load the kept bytes again with the fix, in one transaction; the former reading stays as an undone batch.

    Raises what `preview` raises; then nothing has changed.
    """
    draft = _fixed(warehouse, batch_id, fix)
    return reread(warehouse, batch_id, applied_at, answers=_said(fix), mapping=draft.mapping, reread_by=applied_by)


def _fixed(warehouse: DuckWarehouse, batch_id: int, fix: Fix) -> Draft:
    """The sheet as the fix reads it. In another encoding the headers may be others: then it is recognised afresh."""
    kept = kept_sheet(warehouse, batch_id)
    if isinstance(fix, (AnotherEncoding, Assume)):
        return read_again(warehouse, kept, _said(fix))
    former = batch_draft(warehouse, batch_id)
    if former.mapping is None:
        raise former.refusal or ValueError("a batch has a mapping")
    changed = _changed(former.mapping, fix)
    return former.with_mapping(rows_told(former.mapping, changed, former.table) if former.table else changed)


def _said(fix: Fix) -> Answers:
    """What a fix says besides the mapping."""
    if isinstance(fix, AnotherEncoding):
        return Answers(reading=ReadChoices(encoding=fix.encoding))
    return Answers().with_assumed([(fix.key, fix.value)]) if isinstance(fix, Assume) else Answers()


def _changed(mapping: Mapping, fix: DateOrder | OtherColumn | StatusWord) -> Mapping:
    if isinstance(fix, DateOrder):
        return replace(mapping, day_first=fix.day_first)
    if isinstance(fix, StatusWord):
        return replace(mapping, status_words=mapping.status_words | {normalise_word(fix.word): fix.status})
    now, places = mapping.positions(fix.table, fix.column), () if fix.position is None else (fix.position,)
    alike = [name for name in mapping.tables if now and mapping.positions(name, fix.column) == now]
    for name in dict.fromkeys((fix.table, *alike)):
        mapping = mapping.with_column(name, fix.column, places)
    return mapping


def _as_loaded(draft: Draft, mapping: Mapping | None) -> Draft:
    return draft if draft.table is None or mapping is None else draft.with_mapping(mapping)


def _rejected_records(warehouse: DuckWarehouse, batch_id: int) -> int:
    found = warehouse.query("SELECT counts FROM app.batches WHERE batch_id = $batch_id", {"batch_id": batch_id})
    return sum(int(counts["rejected"]) for counts in json.loads(found["counts"].iloc[0]).values())


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
