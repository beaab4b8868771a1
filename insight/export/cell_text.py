"""What text a cell can hold: all of it, less what no spreadsheet can read."""

import pyarrow as pa
import pyarrow.compute as pc

MOST_CHARACTERS = 32_767
"""Excel's limit for one cell, in UTF-16 units: a character outside the basic plane counts twice."""

_NOT_IN_XML = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x{FFFE}\x{FFFF}]"
_LINE_END = r"\r\n?"
_UNFIT = r"[\x00-\x08\x0B-\x1F\x{FFFE}\x{FFFF}]"


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of this type is written as text."""
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_string_view(kind)
        or pa.types.is_dictionary(kind)
        or pa.types.is_null(kind)
    )


def fit_for_cells(table: pa.Table) -> tuple[pa.Table, int]:
    """The table with every text as a cell can hold it, and how many cells were cut to `MOST_CHARACTERS`.

    Control characters that XML forbids are left out and line ends become LF; nothing else is changed.
    """
    cut_cells = 0
    for place, field in enumerate(table.schema):
        if is_text(field.type):
            column, cut = _fit(table.column(place).cast(pa.string()))
            table = table.set_column(place, field.name, column)
            cut_cells += cut
    return table, cut_cells


def display_width(column: pa.ChunkedArray) -> float:
    """The widest text of a column, in digits: a Chinese character (three bytes) is as wide as two of them."""
    widest = pc.max(pc.add(pc.utf8_length(column), pc.binary_length(column))).as_py()
    return (widest or 0) / 2


def _fit(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, int]:
    if pc.any(pc.match_substring_regex(column, _UNFIT)).as_py():
        column = pc.replace_substring_regex(column, _LINE_END, "\n")
        column = pc.replace_substring_regex(column, _NOT_IN_XML, "")
    if (pc.max(pc.binary_length(column)).as_py() or 0) <= MOST_CHARACTERS:
        return column, 0
    return _cut(column)


def _cut(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, int]:
    texts = column.to_pylist()
    shortened = [text if text is None else _shortened(text) for text in texts]
    cut = sum(before != after for before, after in zip(texts, shortened, strict=True))
    return pa.chunked_array([pa.array(shortened, pa.string())]), cut


def _shortened(text: str) -> str:
    return text.encode("utf-16-le")[: 2 * MOST_CHARACTERS].decode("utf-16-le", errors="ignore")
