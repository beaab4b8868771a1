"""How the process that reads a file hands its tables over: plain JSON and Arrow, nothing that could be run.

A result is the length of its description, the description as JSON, and for a table the cells as an Arrow stream: in
memory that both processes have where there is such, else behind the description. A length of 0 says that the file is
read to its end.
"""

import json
import mmap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, BinaryIO

import pyarrow as pa

from insight.errors import UploadError
from insight.i18n import Text
from insight.ingest import assumption
from insight.ingest.read.table import RowNote, TextTable, Unreadable

_LENGTH_BYTES = 4
_LONGEST_DESCRIPTION = 256 << 20


class BrokenOffError(Exception):
    """The sender stopped before it had said all."""


def send(result: TextTable | Unreadable, out: BinaryIO, shared: BinaryIO | None = None) -> None:
    """Write one result; the cells into `shared`, memory that the receiver has too, where there is any."""
    described = _unreadable(result) if isinstance(result, Unreadable) else _described(result)
    if isinstance(result, TextTable) and shared is not None:
        described["shared"] = _put(result.cells, shared)
    content = json.dumps(described).encode()
    out.write(len(content).to_bytes(_LENGTH_BYTES, "big"))
    out.write(content)
    if isinstance(result, TextTable) and shared is None:
        _write(result.cells, out)
    out.flush()


def _write(cells: pa.Table, out: BinaryIO) -> None:
    with pa.ipc.new_stream(out, cells.schema) as stream:
        stream.write_table(cells)


def _put(cells: pa.Table, shared: BinaryIO) -> tuple[int, int]:
    """Where the cells begin, which has to be where a page does, and how many bytes they take."""
    begin = -(-shared.tell() // mmap.ALLOCATIONGRANULARITY) * mmap.ALLOCATIONGRANULARITY
    shared.seek(begin)
    _write(cells, shared)
    shared.flush()
    return begin, shared.tell() - begin


def send_end(out: BinaryIO) -> None:
    """Say that there is nothing more."""
    out.write(bytes(_LENGTH_BYTES))
    out.flush()


def received(source: BinaryIO, shared: int | None = None) -> Iterator[TextTable | Unreadable]:
    """The results in order; `shared` is the descriptor of the memory that the sender was given.

    Raises BrokenOffError when they end before the sender said so.
    """
    while length := int.from_bytes(_exactly(source, _LENGTH_BYTES), "big"):
        if length > _LONGEST_DESCRIPTION:
            raise BrokenOffError
        try:
            described = json.loads(_exactly(source, length))
            yield _table(described, _cells(described, source, shared)) if "header" in described else _refused(described)
        except (ValueError, KeyError, TypeError, OverflowError, OSError, pa.ArrowException) as error:
            raise BrokenOffError from error


def _exactly(source: BinaryIO, size: int) -> bytes:
    content = source.read(size)
    if len(content) < size:
        raise BrokenOffError
    return content


def _cells(described: dict[str, Any], source: BinaryIO, shared: int | None) -> pa.Table:
    """Shared cells are not copied: the memory lasts for as long as they do."""
    if shared is None:
        content: BinaryIO | pa.Buffer = source
    else:
        begin, length = described["shared"]
        content = pa.py_buffer(mmap.mmap(shared, length, offset=begin, access=mmap.ACCESS_READ))
    with pa.ipc.open_stream(content) as stream:
        cells = stream.read_all()
    cells.validate()
    return cells


def _described(table: TextTable) -> dict[str, Any]:
    return {
        "file": table.file,
        "sheet": table.sheet,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "header": table.header,
        "notes": [asdict(note) for note in table.notes],
        "header_rows": table.header_rows,
        "replaced_characters": table.replaced_characters,
        "assumptions": assumption.to_json(table.assumptions),
    }


def _table(described: dict[str, Any], cells: pa.Table) -> TextTable:
    return TextTable(
        file=described["file"],
        sheet=described["sheet"],
        encoding=described["encoding"],
        delimiter=described["delimiter"],
        header=tuple(described["header"]),
        cells=cells,
        notes=tuple(RowNote(**note) for note in described["notes"]),
        header_rows=tuple(described["header_rows"]),
        replaced_characters=described["replaced_characters"],
        assumptions=assumption.from_json(described["assumptions"]),
    )


def _unreadable(refused: Unreadable) -> dict[str, Any]:
    error = refused.error
    return {
        "file": refused.file,
        "sheet": refused.sheet,
        "error": [_plain(part) for part in (error.title, error.message, error.hint)],
    }


def _refused(described: dict[str, Any]) -> Unreadable:
    title, message, hint = (_text(part) for part in described["error"])
    return Unreadable(described["file"], described["sheet"], UploadError(title, message, hint))


def _plain(text: Text) -> dict[str, Any]:
    values = {name: _plain(value) if isinstance(value, Text) else value for name, value in text.values}
    return {"text": text.key, "values": values}


def _text(plain: dict[str, Any]) -> Text:
    values = {name: _text(value) if isinstance(value, dict) else value for name, value in plain["values"].items()}
    return Text(plain["text"], tuple(sorted(values.items())))
