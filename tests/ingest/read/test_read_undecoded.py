"""Cells parted before they are decoded are the cells of decoding first."""

from pathlib import Path

import pyarrow as pa
import pytest

from insight.ingest.read import TextTable, read_file
from insight.ingest.read.encodings.encoding import Encoding
from insight.ingest.read.encodings.undecoded import _CODECS, decoded, stands_for_itself

_SIGNS = frozenset(b'\t\n\r",;\x00')


@pytest.mark.parametrize("codec", sorted(_CODECS))
def test_no_sign_that_parts_cells_is_a_piece_of_another_character(codec: str) -> None:
    for code in range(0x80, 0xD800):
        written = chr(code).encode(codec, errors="ignore")
        assert not _SIGNS & set(written), chr(code)
    assert bytes(sorted(_SIGNS)).decode(codec) == '\x00\t\n\r",;'


def test_a_bar_may_be_half_a_character_and_wide_characters_have_zeros() -> None:
    assert "剕".encode("gb18030")[1:] == b"|"
    assert not stands_for_itself(Encoding("gb18030"), "|")
    assert not stands_for_itself(Encoding("utf-16-le"), ",")
    assert stands_for_itself(Encoding("gb18030"), ";")


def _column(*chunks: list[str | None]) -> pa.ChunkedArray:
    encoded = [[text if text is None else text.encode("gb18030") for text in chunk] for chunk in chunks]
    return pa.chunked_array([pa.array(chunk, pa.binary()) for chunk in encoded], pa.binary())


@pytest.mark.parametrize(
    "chunks",
    [
        [["a", "b"], ["c", None]],
        [["状态", "a"], ["b", ""]],
        [["张三", None, "李四"], ["𠀀㐂", "€"]],
        [["已付款"] * 20, ["已付款", None, "退款"]],
        [[None] * 20, ["已付款"], ["退款"]],
        [[], ["名"], []],
        [],
    ],
    ids=["plain", "header", "different", "few", "late", "empty", "none"],
)
def test_columns_are_decoded_whole_or_text_by_text(chunks: list[list[str | None]]) -> None:
    assert decoded(_column(*chunks), "gb18030").to_pylist() == [text for chunk in chunks for text in chunk]


def test_a_part_of_a_chunk_is_decoded_by_itself() -> None:
    cells = _column(["半", "张三", None, "李", "x"]).chunk(0)
    assert decoded(pa.chunked_array([cells.slice(1, 3)]), "gb18030").to_pylist() == ["张三", None, "李"]


@pytest.mark.parametrize("cells", [[b"\xd5", b"a"], [b"ok", b"\xff"], [b"\xd5"] * 20], ids=["half", "no", "few"])
def test_half_a_character_is_no_character(cells: list[bytes]) -> None:
    with pytest.raises(UnicodeError):
        decoded(pa.chunked_array([pa.array(cells), pa.array(cells)]), "gb18030")


_TABLE = '姓名,备注,金额\n张三,"一行,\r\n两行""了""",1\n李四,剕剕,2\n王五,,3\n'


@pytest.mark.parametrize(
    "content",
    [
        _TABLE.encode("gb18030"),
        ("\ufeff" + _TABLE).encode("gb18030"),
        _TABLE.replace("剕剕", "剕\x00剕").encode("gb18030"),
        _TABLE.encode(),
    ],
    ids=["as it stands", "mark", "zeros", "utf-8"],
)
def test_what_must_be_taken_out_first_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(content)
    (table,) = read_file(path)
    assert isinstance(table, TextTable)
    assert table.header == ("姓名", "备注", "金额")
    cells = [table.cells.column(name).to_pylist() for name in "012"]
    assert cells == [["张三", "李四", "王五"], ['一行,\r\n两行"了"', "剕剕", None], ["1", "2", "3"]]
    assert table.cells.column("0").type == pa.string()


def test_a_damaged_character_is_counted_and_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    rows = "姓名,状态,金额\n" + "张三,交易成功,1\n" * 50
    path.write_bytes(rows.encode("gb18030").replace("交易成功".encode("gb18030"), b"\xbd\xbb\xd2\xd7\xb3\xc9\xb9", 1))
    (table,) = read_file(path)
    assert isinstance(table, TextTable)
    assert (table.encoding, table.replaced_characters, table.cells.num_rows) == ("gb18030", 1, 50)
    assert table.cells.column("1")[0].as_py() == "交易成\ufffd"
    assert table.cells.column("2")[0].as_py() == "1"
