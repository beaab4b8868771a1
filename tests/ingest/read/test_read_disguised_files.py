import gzip
import time
from pathlib import Path

import pytest

from insight.ingest.read import TextTable, Unreadable
from tests.ingest.read.reading import read_file

HANGS_S = 40
"""Processor seconds after which a hostile file counts as a hang; it takes a fraction of one."""

HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta charset="gb2312"><style>td{color:red}</style></head>
<body><table border=1><tr><td colspan=3>订单列表</td></tr>
<tr><th>订单号<th rowspan=1>买家 &amp; 昵称<th>备注</tr>
<tr><td style="mso-number-format:'\\@'">0012</td><td>O'Brien &lt;b&gt;</td><td>两行<br>文字</td></tr>
<tr><td>0013<td>&nbsp;<td> 多余
 空白 </tr></table></body></html>"""


def read(path: Path) -> TextTable:
    (only,) = read_file(path)
    assert isinstance(only, TextTable), only
    return only


def column(table: TextTable, index: int) -> list[str | None]:
    return table.cells[str(index)].to_pylist()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_html_named_xls(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "orders.xls").write_bytes(HTML.encode(encoding))
    table = read(tmp_path / "orders.xls")
    assert (table.encoding, table.delimiter, table.sheet) == (encoding, None, None)
    assert (table.header, table.header_rows) == (("订单号", "买家 & 昵称", "备注"), (2,))
    assert [note.text for note in table.notes] == ["订单列表"]
    assert [column(table, index) for index in range(3)] == [
        ["0012", "0013"],
        ["O'Brien <b>", None],
        ["两行\n文字", "多余 空白"],
    ]


def test_html_with_spanning_group_names(tmp_path: Path) -> None:
    html = (
        "<table><tr><td rowspan=2>时间</td><td colspan=2>全部</td></tr><tr><td>人数</td><td>次数</td></tr>"
        "<tr><td>2026-06-01</td><td>1</td><td>2</td></tr><tr><td>2026-06-02</td><td>1</td><td>2</td></tr></table>"
    )
    (tmp_path / "a.xls").write_text(html, encoding="utf-8")
    assert read(tmp_path / "a.xls").header == ("时间", "全部/人数", "全部/次数")


def test_html_with_absurd_spans_is_bounded(tmp_path: Path) -> None:
    html = "<table>" + "<tr><td colspan=999999999 rowspan=999999999>x</td></tr>" * 20 + "</table>"
    (tmp_path / "a.xls").write_text(html, encoding="utf-8")
    assert read_file(tmp_path / "a.xls")


@pytest.mark.parametrize(
    "part", ["<!--", "<a ", '<a x="', "</", "<?", "<td x='", "<style>", "<table>", "<td colspan=1000 rowspan=60000>"]
)
def test_html_whose_tags_never_end_takes_no_time(tmp_path: Path, part: str) -> None:
    (tmp_path / "a.xls").write_text("<table><tr><td>" + part * (300_000 // len(part)), encoding="utf-8")
    started = time.process_time()
    assert read_file(tmp_path / "a.xls")
    assert time.process_time() - started < HANGS_S


def test_several_html_tables_are_several_sheets(tmp_path: Path) -> None:
    one = "<table><tr><td>订单号<td>金额</tr><tr><td>1<td>5</tr></table>"
    (tmp_path / "a.xls").write_text(f"<html>{one}<p>{one}<table></table></html>", encoding="utf-8")
    assert [table.sheet for table in read_file(tmp_path / "a.xls")] == ["1", "2"]


@pytest.mark.parametrize("name", ["orders.xls", "orders.xlsx", "orders"])
def test_tab_separated_text_named_xls(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes("订单号\t金额\r\n0012\t5\r\n".encode("gb18030"))
    table = read(tmp_path / name)
    assert (table.header, table.delimiter, table.encoding) == (("订单号", "金额"), "\t", "gb18030")
    assert column(table, 0) == ["0012"]


def test_workbook_named_csv(tmp_path: Path) -> None:
    sample = Path(__file__).parent / "samples" / "fixture_qianniu_three_sheets.xlsx"
    (tmp_path / "orders.csv").write_bytes(sample.read_bytes())
    assert [table.sheet for table in read_file(tmp_path / "orders.csv")] == ["订单报表", "销售明细", "发货报表"]


def test_gzip_file_is_read_as_what_it_was_before(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv.gz"
    path.write_bytes(gzip.compress("会员号,金额\n007,1\n".encode("gb18030")))
    (table,) = read_file(path)
    assert isinstance(table, TextTable)
    assert (table.file, table.header, table.encoding) == ("orders.csv", ("会员号", "金额"), "gb18030")


def test_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(bytes(200 << 20)))
    (found,) = read_file(path)
    assert isinstance(found, Unreadable)
    assert "times" in found.error.render("en")


def test_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 10_000)[:-20])
    (found,) = read_file(path)
    assert isinstance(found, Unreadable)
    assert "damaged" in found.error.render("en")
