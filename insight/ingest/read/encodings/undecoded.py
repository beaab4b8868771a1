"""Text files parsed from their bytes as they stand, and decoded afterwards.

Columns of plain signs are not decoded at all, columns of few different texts once for each text.

Decoding holds one processor, parsing uses all of them. In the encodings of this module no sign that parts cells is ever
a part of another character, so that the cells are the same either way.
"""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from insight.ingest.read.encodings.encoding import Encoding, FileStream

_ASIAN = ("gb18030", "gbk", "gb2312", "big5", "cp932", "shift_jis", "cp949", "euc_kr")
_EUROPEAN = ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "iso8859-1", "iso8859-2", "iso8859-15")
_CODECS = frozenset((*_ASIAN, *_EUROPEAN))
_DELIMITERS = frozenset(",;\t")
"""A bar is the second half of Chinese characters."""

_MARKS = (b"\x84\x31\x95\x33", b"\xef\xbb\xbf")
_FEW = 8
"""Texts are decoded once each where there are this many rows for each of them."""


class NotAsItStandsError(ValueError):
    """The bytes hold what decoding would have to take out first: a byte order mark or NUL characters."""


def stands_for_itself(encoding: Encoding, delimiter: str) -> bool:
    """Whether the cells can be told from the bytes as they stand."""
    return encoding.codec in _CODECS and delimiter in _DELIMITERS


class ByteStream(FileStream):
    """The file as it stands. Raises NotAsItStandsError from `read`."""

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        if b"\x00" in data or (not self._begun and data.startswith(_MARKS)):
            raise NotAsItStandsError
        self._begun = True
        self.quotes += data.count(b'"')
        return data


def decoded(column: pa.ChunkedArray, codec: str) -> pa.ChunkedArray:
    """The cells as text.

    Raises UnicodeError where the codec does not fit.
    """
    foreign = sum(not _is_plain(cells) for cells in column.chunks)
    if foreign < 2 or not _has_few(column):
        return pa.chunked_array([_text(cells, codec) for cells in column.chunks], pa.string())
    chunks = column.dictionary_encode().chunks
    texts = _decoded(chunks[-1].dictionary, codec)
    return pa.chunked_array([texts.take(cells.indices) for cells in chunks], pa.string())


def _has_few(column: pa.ChunkedArray) -> bool:
    first = column.chunk(0)
    return bool(pc.count_distinct(first).as_py() * _FEW <= len(first))


def _text(cells: pa.BinaryArray, codec: str) -> pa.StringArray:
    return cells.view(pa.string()) if _is_plain(cells) else _decoded(cells, codec)


def _is_plain(cells: pa.BinaryArray) -> bool:
    return _bytes(cells, _ends(cells)).isascii()


def _ends(cells: pa.BinaryArray) -> npt.NDArray[np.int32]:
    """Where each cell begins, and where the last one ends."""
    ends = np.frombuffer(cells.buffers()[1], np.int32) if len(cells) else np.zeros(1, np.int32)
    return ends[cells.offset : cells.offset + len(cells) + 1]


def _bytes(cells: pa.BinaryArray, ends: npt.NDArray[np.int32]) -> bytes:
    content = cells.buffers()[2]
    return bytes(memoryview(content)[ends[0] : ends[-1]]) if content else b""


def _decoded(cells: pa.BinaryArray, codec: str) -> pa.StringArray:
    """All cells decoded together, with a NUL behind each to find its end again."""
    count, ends = len(cells), _ends(cells)
    places = np.arange(count, dtype=np.int32)
    parted = np.zeros(ends[-1] - ends[0] + count, np.uint8)
    is_content = np.ones(len(parted), bool)
    is_content[ends[1:] - ends[0] + places] = False
    parted[is_content] = np.frombuffer(_bytes(cells, ends), np.uint8)
    text = np.frombuffer(parted.tobytes().decode(codec).encode("utf-8", errors="replace"), np.uint8)
    is_content = text != 0
    found = np.zeros(count + 1, np.int32)
    found[1:] = np.flatnonzero(~is_content) - places
    texts = pa.StringArray.from_buffers(count, pa.py_buffer(found), pa.py_buffer(text[is_content]))
    return pc.if_else(cells.is_valid(), texts, None) if cells.null_count else texts
