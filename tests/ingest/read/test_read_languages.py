"""Text files in the encodings of many languages; the encoding is told by what the text then reads like."""

from pathlib import Path

import pytest

from insight.ingest.read import TextTable
from tests.ingest.read.reading import read_file

TEXTS = {
    "gb18030": ("订单编号,买家昵称,实付金额", "2026050100001,小花,99"),
    "cp932": ("注文番号,注文ステータス,注文者名,合計金額", "310001,発送済,山田太郎,2900"),
    "big5": ("訂單編號,客戶姓名,金額", "1001,陳小明,500"),
    "cp949": ("주문번호,상품명,구매자명,금액", "1001,녹차,김철수,12000"),
    "cp1252": ("Kundennummer,Name,Ort", "K1,Jörg Müller,Köln"),
    "cp1251": ("Номер заказа,Статус,Сумма", "1001,Доставлен,500"),
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_text_of_a_language_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    header, row = TEXTS[encoding]
    path = tmp_path / "export.csv"
    path.write_bytes(f"{header}\r\n{row}\r\n{row}\r\n".encode(encoding))
    (table,) = read_file(path)
    assert isinstance(table, TextTable)
    assert (table.encoding, table.header) == (encoding, tuple(header.split(",")))
    assert [table.cells[str(at)][0].as_py() for at in range(len(table.header))] == row.split(",")
    assert table.replaced_characters == 0


@pytest.mark.parametrize("cell", ["Müller", "Zoé", "Peña", "Não", "Ærø"])
def test_one_accent_makes_no_chinese_character(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(f"id,name\n1,{cell}\n2,Ann\n".encode("cp1252"))
    (table,) = read_file(path)
    assert isinstance(table, TextTable)
    assert table.cells["1"].to_pylist() == [cell, "Ann"]


@pytest.mark.parametrize("cell", ["张𠮷", "龘靐", "鑫淼", "欧阳菲菲", "王﨑"])
def test_rare_chinese_names_stay_chinese(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(f"会员号,姓名,手机号\nV1,{cell},13800000001\n".encode("gb18030"))
    (table,) = read_file(path)
    assert isinstance(table, TextTable)
    assert (table.encoding, table.cells["1"].to_pylist()) == ("gb18030", [cell])
