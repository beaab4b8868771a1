import gzip
import time
from email.message import EmailMessage
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


XML_2003 = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="订单"><Table>
<Row><Cell><Data ss:Type="String">订单号</Data></Cell><Cell><Data ss:Type="String">时间</Data></Cell>
<Cell><Data ss:Type="String">金额</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">0012</Data></Cell>
<Cell><Data ss:Type="DateTime">2024-05-06T13:02:00.000</Data></Cell>
<Cell><Data ss:Type="Number">12.5</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:MergeDown="1"><Data ss:Type="String">0013</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="Number">7</Data></Cell></Row>
<Row><Cell ss:Index="3"><Data ss:Type="Number">2.0240301E7</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_xml_sheet_of_2003_named_xls(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text(XML_2003, encoding="utf-8")
    table = read(tmp_path / "a.xls")
    assert (table.sheet, table.header) == ("订单", ("订单号", "时间", "金额"))
    assert table.cells["source_row"].to_pylist() == [3, 4, 5]
    assert column(table, 0) == ["0012", "0013", "0013"]
    assert (column(table, 1)[0], column(table, 2)) == ("2024-05-06 13:02:00", ["12.5", "7", "20240301"])
    assert [one.what for one in table.assumptions] == ["hidden_rows", "filled_down"]


def test_web_page_of_one_file_named_xls(tmp_path: Path) -> None:
    page = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        '<html><table><tr><td>id<td>n</tr><tr><td>007<td style=3D"a>b">x</td></tr></table></html>\r\n--b--\r\n'
    )
    (tmp_path / "a.xls").write_bytes(page.encode())
    table = read(tmp_path / "a.xls")
    assert (table.header, column(table, 0), column(table, 1)) == (("id", "n"), ["007"], ["x"])


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<td title='a>b'>x</td>", "x"),
        ("<td style=\"mso-number-format:'0>\\@'\">0012</td>", "0012"),
        ("<td>a &gt; b &amp;lt; c&#20013;</td>", "a > b &lt; c中"),
        ("<td>x<script>document.write('<td>9</td>')</script></td>", "x"),
        ("<td>x<style>td > b {}</style></td>", "x"),
        ("<td>a<br/>b</td>", "a\nb"),
        ("<td><div>a</div><div>b</div></td>", "a\nb"),
        ("<td><b>a</b> <font color='>'>b</font></td>", "a b"),
        ("<td>x<!-- <td>no</td> --></td>", "x"),
    ],
)
def test_cells_of_a_page_are_what_a_browser_shows(tmp_path: Path, cell: str, shown: str) -> None:
    html = f"<table><tr><th>id</th><th>text</th></tr><tr><td>1</td>{cell}</tr><tr><td>2</td><td>z</td></tr></table>"
    (tmp_path / "a.xls").write_text(html, encoding="utf-8")
    assert column(read(tmp_path / "a.xls"), 1) == [shown, "z"]


def test_a_table_within_a_layout_is_a_table_of_its_own(tmp_path: Path) -> None:
    inner = "<table><tr><td>id<td>n</tr><tr><td>1<td>x</tr></table>"
    (tmp_path / "a.xls").write_text(f"<table><tr><td>{inner}</td></tr></table>", encoding="utf-8")
    assert (read(tmp_path / "a.xls").header, column(read(tmp_path / "a.xls"), 1)) == (("id", "n"), ["x"])


def test_a_page_whose_words_are_few_is_read_as_it_says(tmp_path: Path) -> None:
    html = '<meta charset="windows-1251"><table><tr><td>id<td>n</tr><tr><td>1<td>Я</tr></table>'
    (tmp_path / "a.xls").write_bytes(html.encode("cp1251"))
    assert column(read(tmp_path / "a.xls"), 1) == ["Я"]


def mail(*attached: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "日报", "a@x.com", "b@x.com"
    message.set_content("见附件")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def test_the_files_on_a_mail_are_read_under_their_names(tmp_path: Path) -> None:
    orders = "订单编号,实付金额\nA1,55\nA2,30\n".encode("gb18030")
    path = tmp_path / "report.eml"
    path.write_bytes(mail(("订单.csv", orders), ("members.csv", b"name,city\nAnn,Ulm\nBob,Bonn\n")))
    found = [each for each in read_file(path) if isinstance(each, TextTable)]
    assert [each.file for each in found] == ["report.eml/订单.csv", "report.eml/members.csv"]
    assert (found[0].header, found[1].cells.num_rows) == (("订单编号", "实付金额"), 2)


def test_a_mail_without_files_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "hello.eml"
    path.write_bytes(mail(("empty.csv", b"")))
    (refused,) = read_file(path)
    assert isinstance(refused, Unreadable)
