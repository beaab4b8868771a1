"""From a file's rows to a table's rows where they are not the same: columns that become rows, cells that hold several.

Everything happens in columns of Arrow, before any cell is typed.
"""

import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.clean.columns import HEADER, canonical_texts
from insight.ingest.clean.packed import unpacked
from insight.ingest.read import TextTable
from insight.ingest.recognise import Mapping
from insight.ingest.recognise.facts.melt import VALUE_COLUMN, Melt, Melted
from insight.ingest.recognise.facts.survey import NO_TICK, TICK, WRITTEN
from insight.ingest.recognise.stated import stated_period

_NOTHING = ("", "-", "--", "—", "——", "–", "null", "NULL", "None", "nan", "NaN", "N/A", "#N/A")
_BLANKS = " \t\r\n\u00a0\u200b\u3000\ufeff"
_WRITTEN_BESIDE = "〖(?P<written>[^〗]*)〗"


def table_texts(table: TextTable, mapping: Mapping, name: str) -> pa.Table:
    """The canonical columns of one table as text, plus `source_row`, one row a record.

    Lines of packed cells also have `part`, melted rows also `header`.
    """
    rows = canonical_texts(table, mapping, name)
    if name in mapping.melts:
        return _melted(table, mapping, name, rows)
    return unpacked(rows, mapping.packed[name]) if name in mapping.packed else rows


class _Pile:
    """Records gathered column by column: which row of the file, which text, which constants."""

    def __init__(self) -> None:
        self.rows: list[pa.Array] = []
        self.values: list[pa.Array] = []
        self.columns: list[tuple[dict[str, str], int]] = []

    def add(self, rows: pa.Array, values: pa.Array, constants: dict[str, str], position: int) -> None:
        said = pc.indices_nonzero(pc.invert(pc.is_in(values, value_set=pa.array(_NOTHING))))
        if len(said):
            self.rows.append(rows.take(said))
            self.values.append(values.take(said))
            self.columns.append((constants, position))


def _melted(table: TextTable, mapping: Mapping, name: str, rows: pa.Table) -> pa.Table:
    melt, pile = mapping.melts[name], _Pile()
    has_days = mapping.positions(name, "date") or any("date" in column.constants for column in melt.columns)
    period = stated_period(table) if name == "metric_daily" and not has_days else None
    for column in melt.columns:
        _add_column(pile, table, melt, column)
    taken = rows.take(pa.concat_arrays(pile.rows)) if pile.rows else rows.slice(0, 0)
    lengths = [len(values) for values in pile.values]
    own = {VALUE_COLUMN[name]: pile.values, HEADER: _repeated([table.header[at] for _, at in pile.columns], lengths)}
    for constant in dict.fromkeys(key for constants, _ in pile.columns for key in constants):
        own[constant] = _repeated([constants.get(constant) for constants, _ in pile.columns], lengths)
    for column_name, chunks in own.items():
        array = pa.chunked_array(chunks, pa.string())
        at = taken.schema.get_field_index(column_name)
        taken = taken.append_column(column_name, array) if at < 0 else taken.set_column(at, column_name, array)
    return _with_period(taken, period.first.isoformat()) if period and period.first < period.last else taken


def _repeated(texts: list[str | None] | list[str], lengths: list[int]) -> list[pa.Array]:
    return [
        pa.nulls(length, pa.string()) if text is None else pa.repeat(text, length)
        for text, length in zip(texts, lengths, strict=True)
    ]


def _with_period(texts: pa.Table, first: str) -> pa.Table:
    """Figures of several days say so in their name, so that nobody adds them to figures of one day."""
    named = pc.binary_join_element_wise(texts.column("metric"), pa.repeat(f"({first} –", texts.num_rows), " ")
    named = pc.binary_join_element_wise(pc.binary_join_element_wise(named, texts.column("date"), " "), ")", "")
    return texts.set_column(texts.schema.get_field_index("metric"), "metric", named)


def _add_column(pile: _Pile, table: TextTable, melt: Melt, column: Melted) -> None:
    cells = table.cells.column(str(column.position)).combine_chunks()
    blanks = pa.array(melt.blanks, pa.string())
    trimmed = pc.utf8_trim(cells, _BLANKS)
    rows = pc.indices_nonzero(pc.invert(pc.or_kleene(pc.is_null(trimmed), pc.is_in(trimmed, value_set=blanks))))
    values = trimmed.take(rows)
    if column.option:
        _add_option(pile, rows, values, column)
        return
    if column.separator:
        parts = pc.split_pattern(values, column.separator)
        rows, values = rows.take(pc.list_parent_indices(parts)), pc.utf8_trim(pc.list_flatten(parts), _BLANKS)
    if "question_no" in column.constants:
        values = _add_written_beside(pile, rows, values, column)
    pile.add(rows, values, column.constants, column.position)


def _add_option(pile: _Pile, rows: pa.Array, values: pa.Array, column: Melted) -> None:
    """A tick, or the option's own name, chooses it; any other text is written beside it."""
    lower = pc.utf8_lower(values)
    chosen = pc.invert(pc.is_in(lower, value_set=pa.array(sorted(NO_TICK))))
    rows, values, lower = rows.filter(chosen), values.filter(chosen), lower.filter(chosen)
    named = pc.or_(pc.is_in(lower, value_set=pa.array(sorted(TICK))), pc.equal(values, column.option))
    pile.add(rows, pa.repeat(column.option, len(rows)), column.constants, column.position)
    written = pc.invert(named)
    pile.add(rows.filter(written), values.filter(written), _written(column), column.position)


def _add_written_beside(pile: _Pile, rows: pa.Array, values: pa.Array, column: Melted) -> pa.Array:
    """`其他〖茶歇〗` chooses 其他 and writes 茶歇; returns what was chosen."""
    has_text = pc.match_substring(values, "〖")
    if not pc.any(has_text).as_py():
        return values
    texts = pc.struct_field(pc.extract_regex(values.filter(has_text), _WRITTEN_BESIDE), "written")
    pile.add(rows.filter(has_text), pc.fill_null(texts, ""), _written(column), column.position)
    return pc.utf8_trim(pc.replace_substring_regex(values, "〖[^〗]*〗?", ""), _BLANKS)


def _written(column: Melted) -> dict[str, str]:
    number = column.constants.get("question_no", "").removesuffix(WRITTEN)
    return column.constants | {"question_no": number + WRITTEN, "question_type": "open"}


def is_melted_value(mapping: Mapping, name: str, column: str) -> bool:
    """Whether a column takes melted cells: one that cannot be read is left out alone, not with its whole row."""
    return name in mapping.melts and VALUE_COLUMN[name] == column
