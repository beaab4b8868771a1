import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.ingest.read import TextTable, Unreadable
from tests.ingest.read.reading import read_file

NUMBERED = st.lists(
    st.lists(st.text(alphabet=st.sampled_from("a,;|\t\"'\n é订单𠮷😀07-=é"), max_size=8), min_size=3, max_size=3),
    min_size=1,
    max_size=8,
)


def table(path: Path, **options: str) -> TextTable:
    (only,) = read_file(path, **options)
    assert isinstance(only, TextTable), only
    return only


def rows(read: TextTable) -> list[tuple[str | None, ...]]:
    columns = [read.cells[name].to_pylist() for name in read.cells.column_names[:-1]]
    return list(zip(*columns, strict=True))


def write(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = tmp_path / "export.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=NUMBERED)
def test_any_cells_come_back_as_written(tmp_path: Path, encoding: str, delimiter: str, data: list[list[str]]) -> None:
    header = ["订单编号", "买家会员名", "收货地址", "金额"]
    written = [[f"A{index:07d}", *row] for index, row in enumerate(data)]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows([header, *written])
    read = table(write(tmp_path, text.getvalue(), encoding))
    assert read.header == tuple(header)
    assert rows(read) == [tuple(cell or None for cell in row) for row in written]
    assert read.encoding == encoding
    assert read.delimiter == delimiter
    assert read.cells["source_row"].to_pylist() == list(range(2, len(written) + 2))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_taken(tmp_path: Path, line_end: str) -> None:
    read = table(write(tmp_path, line_end.join(["订单号,金额", "001,5", '"0""2",6', ""])))
    assert rows(read) == [("001", "5"), ('0"2', "6")]


def test_last_line_needs_no_end(tmp_path: Path) -> None:
    assert rows(table(write(tmp_path, "订单号,金额\n001,5"))) == [("001", "5")]


def test_sep_line_names_the_delimiter_and_is_no_header(tmp_path: Path) -> None:
    read = table(write(tmp_path, "sep=;\r\nName;Total\r\n#1001;12,50\r\n"))
    assert (read.header, read.delimiter, read.header_rows) == (("Name", "Total"), ";", (2,))
    assert rows(read) == [("#1001", "12,50")]
    assert [note.kind for note in read.notes] == ["separator"]


def test_decimal_commas_do_not_make_the_comma_a_delimiter(tmp_path: Path) -> None:
    read = table(write(tmp_path, "Total;Refund\n1,5;2,5\n2,5;0,0\n3,0;1,0\n"))
    assert (read.delimiter, read.header) == (";", ("Total", "Refund"))


def test_short_rows_are_padded_and_long_rows_keep_their_cells(tmp_path: Path) -> None:
    read = table(write(tmp_path, "id,name,city\n1,a,x\n2,b\n\n3,c,y,more,even more\n4,d,z\n"))
    assert read.header == ("id", "name", "city", "", "")
    assert rows(read) == [
        ("1", "a", "x", None, None),
        ("2", "b", None, None, None),
        ("3", "c", "y", "more", "even more"),
        ("4", "d", "z", None, None),
    ]
    assert read.cells["source_row"].to_pylist() == [2, 3, 5, 6]


def test_a_ragged_row_far_down_keeps_its_number(tmp_path: Path) -> None:
    lines = [f"{index},示例买家{index},文一路" for index in range(1, 200_001)]
    lines[150_000] = "150001,短"
    read = table(write(tmp_path, "\n".join(["id,name,city", *lines]), "gb18030"))
    assert read.cells.num_rows == 200_000
    assert rows(read)[150_000] == ("150001", "短", None)
    assert read.cells["source_row"][150_000].as_py() == 150_002


def test_six_thousand_ragged_rows_stay_in_order(tmp_path: Path) -> None:
    lines = [f"{index},a,b" if index % 3 else f"{index},a" for index in range(1, 18_001)]
    read = table(write(tmp_path, "\n".join(["id,name,city", *lines])))
    assert read.cells["0"].to_pylist() == [str(index) for index in range(1, 18_001)]


def test_trailing_comma_makes_no_column(tmp_path: Path) -> None:
    read = table(write(tmp_path, "客户姓名,手机号,\nAlice,13800138000,\n"))
    assert read.header == ("客户姓名", "手机号")


def test_empty_name_over_filled_cells_stays(tmp_path: Path) -> None:
    read = table(write(tmp_path, "客户姓名,,手机号,\nAlice,x,13800138000,\n"))
    assert read.header == ("客户姓名", "", "手机号")


def test_duplicate_names_and_outer_blanks_of_names(tmp_path: Path) -> None:
    read = table(write(tmp_path, '分销员,收货地址 ,"备注\n(选填)",分销员\na,b,c,d\n'))
    assert read.header == ("分销员", "收货地址", "备注 (选填)", "分销员")


def test_nul_bytes_vanish(tmp_path: Path) -> None:
    assert rows(table(write(tmp_path, b"id,name\n1,a\x00b\n2,\x00\n"))) == [("1", "ab"), ("2", None)]


def test_long_run_of_nul_bytes_ends_nothing(tmp_path: Path) -> None:
    content = b"id,name\n" + b"1,a\n" * 50_000 + bytes(200_000) + b"2,b\n" * 10
    assert table(write(tmp_path, content)).cells.num_rows == 50_010


def test_quotation_mark_within_a_cell_is_a_character(tmp_path: Path) -> None:
    read = table(write(tmp_path, 'sku\tproduct\tcity\n1\tStoneware "Mug" Set\tA\n2\t5" plate\tB\n'))
    assert rows(read) == [("1", 'Stoneware "Mug" Set', "A"), ("2", '5" plate', "B")]


@pytest.mark.parametrize("last", ["5,e,z", '5,"quoted, e",z'])
def test_unclosed_quotation_mark_swallows_no_rows(tmp_path: Path, last: str) -> None:
    read = table(write(tmp_path, f'id,name,city\n1,a,x\n2,"5寸盘,y\n3,"c, d",y\n4,"two\nlines",z\n{last}\n'))
    assert read.cells["0"].to_pylist() == ["1", "2", "3", "4", "5"]
    assert rows(read)[1:4] == [("2", '"5寸盘', "y"), ("3", "c, d", "y"), ("4", "two\nlines", "z")]


def test_two_unclosed_quotation_marks_swallow_no_rows(tmp_path: Path) -> None:
    read = table(write(tmp_path, 'id,city,name\n1,x,"a\n2,y,b\n3,z,"c\n4,z,d\n'))
    assert rows(read) == [("1", "x", '"a'), ("2", "y", "b"), ("3", "z", '"c'), ("4", "z", "d")]


def test_unclosed_quotation_mark_in_the_header(tmp_path: Path) -> None:
    read = table(write(tmp_path, '"Email Address",NOTES,"TAGS\na@example.com,,VIP\nb@example.com,,\n'))
    assert read.cells.num_rows == 2
    assert read.header[:2] == ("Email Address", "NOTES")


def test_one_damaged_character_in_gb18030_is_replaced_and_counted(tmp_path: Path) -> None:
    content = "订单编号,买家会员名\n1,示例买家\n2,张三\n".encode("gb18030").replace(
        "张三".encode("gb18030"), b"\xd5\xc5\xff"
    )
    read = table(write(tmp_path, content))
    assert (read.encoding, read.replaced_characters) == ("gb18030", 1)
    assert rows(read)[0] == ("1", "示例买家")


def test_one_damaged_character_in_utf8_is_replaced_and_counted(tmp_path: Path) -> None:
    content = "订单编号,买家会员名\n1,示例买家\n2,张三\n".encode().replace("三".encode(), b"\xe4\xb8")
    read = table(write(tmp_path, content))
    assert (read.encoding, read.replaced_characters) == ("utf-8", 1)


def test_damage_far_down_a_large_file_is_found(tmp_path: Path) -> None:
    line = "1,示例买家\n".encode("gb18030")
    read = table(write(tmp_path, "id,名\n".encode("gb18030") + line * 100_000 + b"2,\xff\n" + line * 10))
    assert (read.cells.num_rows, read.replaced_characters) == (100_011, 1)


def test_western_european_file(tmp_path: Path) -> None:
    read = table(write(tmp_path, "Name;Città;Prénom\n#1;Forlì;José, Zoé\n#2;Málaga;Renée\n", "cp1252"))
    assert (read.encoding, read.header) == ("cp1252", ("Name", "Città", "Prénom"))


def test_japanese_file(tmp_path: Path) -> None:
    text = "注文番号,商品名,お届け先\n1,ハンドクリームのセット,東京都渋谷区サンプル\n" * 3
    read = table(write(tmp_path, text, "cp932"))
    assert (read.encoding, read.header) == ("cp932", ("注文番号", "商品名", "お届け先"))


def test_chosen_encoding_is_used_and_its_faults_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path, "订单编号,金额\n1,2\n", "gb18030")
    assert table(path, encoding="gbk").header == ("订单编号", "金额")
    assert table(path, encoding="utf-8").replaced_characters > 0


@pytest.mark.parametrize("encoding", ["klingon", "base64", "zlib"])
def test_chosen_encoding_that_does_not_exist_is_refused(tmp_path: Path, encoding: str) -> None:
    (refused,) = read_file(write(tmp_path, "a,b\n1,2\n"), encoding=encoding)
    assert isinstance(refused, Unreadable)
    assert str(refused.error).startswith(f"The chosen encoding cannot be used — {encoding}")


def test_utf16_with_bom_but_cut_in_the_middle_of_a_character(tmp_path: Path) -> None:
    read = table(write(tmp_path, codecs.BOM_UTF16_LE + "订单号\t金额\r\n1\t2\r\n3\t4".encode("utf-16-le")[:-1]))
    assert read.replaced_characters == 1
    assert rows(read)[0] == ("1", "2")


def test_name_given_by_the_person_is_kept(tmp_path: Path) -> None:
    (read,) = read_file(write(tmp_path, "a,b\n1,2\n"), name="会员.csv")
    assert read.file == "会员.csv"


def test_one_column_list_of_phones(tmp_path: Path) -> None:
    read = table(write(tmp_path, "手机号\r\n013800138000\r\n\r\n13900139000\r\n"))
    assert rows(read) == [("013800138000",), ("13900139000",)]
    assert read.cells["source_row"].to_pylist() == [2, 4]


@pytest.mark.slow("imports files again and again")
def test_cell_longer_than_a_block(tmp_path: Path) -> None:
    read = table(write(tmp_path, 'id,page,x\n1,"' + "长\n" * 4_000_000 + '",y\n2,b,z\n'))
    assert [len(page) for page in read.cells["1"].to_pylist()] == [8_000_000, 1]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(min_size=1, max_size=300))
def test_any_bytes_give_a_result(tmp_path: Path, content: bytes) -> None:
    assert read_file(write(tmp_path, content))


@pytest.mark.slow("imports files again and again")
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.lists(
        st.lists(st.text(max_size=6) | st.sampled_from(["", "合计", "1", "-", "\u200b"]), max_size=6), max_size=8
    )
)
def test_any_texts_give_a_result(tmp_path: Path, data: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(data)
    assert read_file(write(tmp_path, text.getvalue().encode("utf-8", errors="replace") or b","))
