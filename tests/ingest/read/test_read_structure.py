import io
from pathlib import Path

import openpyxl
import pytest

from insight.ingest.read import RowNote, TextTable
from tests.ingest.read.reading import read_file


def read(tmp_path: Path, text: str) -> TextTable:
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    (only,) = read_file(path)
    assert isinstance(only, TextTable), only
    return only


def read_sheet(tmp_path: Path, rows: list[list[object]], merged: tuple[str, ...] = ()) -> TextTable:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    for cells in merged:
        workbook.active.merge_cells(cells)
    workbook.save(tmp_path / "export.xlsx")
    (only,) = read_file(tmp_path / "export.xlsx")
    assert isinstance(only, TextTable), only
    return only


def column(table: TextTable, index: int = 0) -> list[str | None]:
    return table.cells[str(index)].to_pylist()


def kinds(table: TextTable) -> list[tuple[str, int]]:
    return [(note.kind, note.source_row) for note in table.notes]


PDD_ACCOUNT = """拼多多店铺账务明细查询

起始时间：2026-06-01 00:00:00  终止时间：2026-06-30 23:59:59
----------交易记录明细列表---------
商户订单号,发生时间,收入金额（+元）,支出金额（-元）,账务类型,备注,业务描述
260517-607198974342268\t,2026-06-02 00:00:00,17.80,0.00,交易收入,,
260518-607198974342269\t,2026-06-03 00:00:00,0.00,-3.00,退款,,
"""


def test_pdd_account_statement_has_its_header_in_row_5(tmp_path: Path) -> None:
    table = read(tmp_path, PDD_ACCOUNT)
    assert table.header[:2] == ("商户订单号", "发生时间")
    assert table.header_rows == (5,)
    assert kinds(table) == [("title", 1), ("title", 3), ("title", 4)]
    assert column(table) == ["260517-607198974342268\t", "260518-607198974342269\t"]
    assert table.cells["source_row"].to_pylist() == [6, 7]


ALIPAY = """#支付宝业务明细查询,,,,,
#账号：[20880000000000000156],,,,,
#起始日期：[2026年06月01日 00:00:00]   终止日期：[2026年07月01日 00:00:00],,,,,
#-----------------------------------------业务明细列表----------------------------------------,,,,,
业务流水号,商户订单号,业务类型,商品名称,收入金额（+元）,备注
2026060122001,T200P1,交易,护手霜,12.00,
2026060222001,T200P2,交易,面膜,15.00,
#-----------------------------------------业务明细列表结束------------------------------------,,,,,
#交易合计：2笔，商家实收共27.00元，商家优惠共0.00元,,,,,
#导出时间：[2026年07月02日 10:00:00],,,,,
"""


def test_alipay_preamble_and_closing_lines_are_left_out(tmp_path: Path) -> None:
    table = read(tmp_path, ALIPAY)
    assert table.header_rows == (5,)
    assert column(table) == ["2026060122001", "2026060222001"]
    assert kinds(table) == [*[("title", row) for row in (1, 2, 3, 4)], *[("footnote", row) for row in (8, 9, 10)]]


def test_title_row_and_total_row_of_an_advertising_report(tmp_path: Path) -> None:
    table = read(tmp_path, "名称：示例推广\n日期,曝光量,点击量,花费(元)\n2026-06-01,100,10,5.00\n总计,-,10,5.00\n")
    assert table.header == ("日期", "曝光量", "点击量", "花费(元)")
    assert table.notes == (RowNote("title", 1, "名称：示例推广"), RowNote("total", 4, "总计 - 10 5.00"))
    assert column(table) == ["2026-06-01"]


def test_report_with_title_period_and_remark_above_the_header(tmp_path: Path) -> None:
    rows = [["商品列表"], ["统计周期：", "2026-06-01 ~ 2026-06-30"], ["注：数据仅供参考"], []]
    rows += [
        ["统计日期", "商品id", "商品名称", "支付金额"],
        ["2026-06-01", "7542", "护手霜", "1,234"],
        ["2026-06-02", "7542", "护手霜", "-"],
    ]
    table = read_sheet(tmp_path, rows)
    assert table.header == ("统计日期", "商品id", "商品名称", "支付金额")
    assert kinds(table) == [("title", 1), ("title", 2), ("title", 3)]
    assert table.cells["source_row"].to_pylist() == [6, 7]


def test_period_beside_its_label_is_no_header_of_a_two_column_table(tmp_path: Path) -> None:
    table = read(tmp_path, "统计周期：,2026-06-01~2026-06-30\n日期,访客数\n2026-06-01,10\n2026-06-02,12\n")
    assert table.header == ("日期", "访客数")


def test_surveymonkey_header_of_two_rows(tmp_path: Path) -> None:
    text = (
        "Respondent ID,Start Date,Which channels?,,,How likely?\n,,WeChat,Weibo,Other,Response\n"
        "118000000001,01/15/2026 10:00:00 AM,WeChat,,TikTok,9\n118000000002,01/15/2026 10:00:00 AM,,Weibo,,3\n"
    )
    table = read(tmp_path, text)
    assert table.header == (
        "Respondent ID",
        "Start Date",
        "Which channels?/WeChat",
        "Which channels?/Weibo",
        "Which channels?/Other",
        "How likely?/Response",
    )
    assert table.header_rows == (1, 2)
    assert table.cells.num_rows == 2


GROUPED = ("时间", "全部/人数", "全部/次数", "会话/人数", "会话/次数")


def test_merged_groups_over_counts(tmp_path: Path) -> None:
    rows: list[list[object]] = [["时间", "全部", None, "会话", None], [None, "人数", "次数", "人数", "次数"]]
    rows += [["2026-06-01", "20,816", 3, 4, 5], ["2026-06-02", 2, 3, 4, 5]]
    table = read_sheet(tmp_path, rows, merged=("A1:A2", "B1:C1", "D1:E1"))
    assert table.header == GROUPED
    assert table.header_rows == (1, 2)


def test_merged_groups_saved_as_csv(tmp_path: Path) -> None:
    table = read(tmp_path, "时间,全部,,会话,\n,人数,次数,人数,次数\n2026-06-01,1,2,3,4\n2026-06-02,1,2,3,4\n")
    assert table.header == GROUPED


def test_three_header_rows_under_a_title(tmp_path: Path) -> None:
    rows: list[list[object]] = [["图文分析"], ["时间", "流量", None, None, None], [None, "全部", None, "会话", None]]
    rows += [[None, "人数", "次数", "人数", "次数"], ["2026-06-01", 1, 2, 3, 4], ["2026-06-02", 1, 2, 3, 4]]
    table = read_sheet(tmp_path, rows, merged=("A1:E1", "A2:A4", "B2:E2", "B3:C3", "D3:E3"))
    assert table.header == ("时间", "流量/全部/人数", "流量/全部/次数", "流量/会话/人数", "流量/会话/次数")
    assert table.header_rows == (2, 3, 4)
    assert kinds(table) == [("title", 1)]


def test_formula_row_of_a_settlement_is_a_note(tmp_path: Path) -> None:
    text = (
        "结算时间,订单号,子订单号,结算金额,收入合计\n , , ,收入+支出,货款+补贴\n"
        "2026-06-01,'6917926768823643751,'6917926768823643751,10.00,12.00\n"
    )
    table = read(tmp_path, text)
    assert table.header == ("结算时间", "订单号", "子订单号", "结算金额", "收入合计")
    assert kinds(table) == [("units", 2)]
    assert column(table, 1) == ["'6917926768823643751"]


def test_row_of_units_is_a_note(tmp_path: Path) -> None:
    table = read(tmp_path, "日期,金额,数量\n,(元),(件)\n2026-06-01,5,1\n2026-06-02,5,1\n")
    assert (table.header, kinds(table)) == (("日期", "金额", "数量"), [("units", 2)])


def test_sparse_first_data_row_is_no_second_header(tmp_path: Path) -> None:
    table = read(tmp_path, "客户姓名,客户昵称,城市\n,沙拉,北京\nFoo,Foo,广州\nBar,Bar,上海\n")
    assert (table.header_rows, table.cells.num_rows) == ((1,), 3)


def test_header_repeated_where_files_were_joined(tmp_path: Path) -> None:
    part = "订单编号,买家,金额\n1,a,5\n2,b,6\n"
    table = read(tmp_path, part + part + "订单编号 ,买家,金额\n3,c,7\n")
    assert column(table) == ["1", "2", "1", "2", "3"]
    assert kinds(table) == [("repeated_header", 4), ("repeated_header", 7)]


def test_joined_reports_with_titles_and_totals_in_between(tmp_path: Path) -> None:
    part = "店铺日报,,\n日期,访客数,金额\n2026-06-01,5,5.00\n合计,5,5.00\n"
    table = read(tmp_path, part + part)
    assert column(table) == ["2026-06-01", "2026-06-01"]
    assert kinds(table) == [("title", 1), ("total", 4), ("title", 5), ("repeated_header", 6), ("total", 8)]


def test_row_that_only_resembles_the_header_stays(tmp_path: Path) -> None:
    table = read(tmp_path, "订单编号,买家,金额\n1,a,5\n订单编号,买家,6\n2,b,6\n")
    assert column(table) == ["1", "订单编号", "2"]


@pytest.mark.parametrize(
    "label", ["合计", "总计", "总计：", "合 计", "小计", "Total", "Grand Total", "合计(3笔)", "本页合计"]
)
def test_total_row_at_the_end_is_left_out(tmp_path: Path, label: str) -> None:
    table = read(tmp_path, f'订单编号,买家,金额\n1,a,5\n2,b,6\n{label},,"11.00"\n')
    assert column(table) == ["1", "2"]
    assert kinds(table) == [("total", 4)]


@pytest.mark.parametrize("row", ["总计,13800138000,5", "总计,女,5", "总计,,2026-06-01", "Total,a@example.com,5"])
def test_customer_named_total_at_the_end_stays(tmp_path: Path, row: str) -> None:
    table = read(tmp_path, f"姓名,手机,积分\n张三,13900139000,5\n李四,13700137000,6\n{row}\n")
    assert table.cells.num_rows == 3
    assert table.notes == ()


def test_customer_named_total_in_the_middle_stays(tmp_path: Path) -> None:
    table = read(tmp_path, "姓名,积分,余额\n张三,5,1\n总计,6,2\n李四,7,3\n")
    assert column(table) == ["张三", "总计", "李四"]


def test_subtotal_amid_the_data_without_its_ids_is_left_out(tmp_path: Path) -> None:
    table = read(
        tmp_path, "店铺,订单号,买家,金额\nA,1,a,5\nA,2,b,5\n小计,,,10\nB,3,c,6\nB,4,d,6\n小计,,,12\n合计,,,22\n"
    )
    assert column(table, 1) == ["1", "2", "3", "4"]
    assert kinds(table) == [("total", 4), ("total", 7), ("total", 8)]


def test_footnotes_at_the_end_are_left_out(tmp_path: Path) -> None:
    table = read(tmp_path, "订单编号,买家,金额\n1,a,5\n2,b,6\n\n以上数据仅供参考\n导出时间：,2026-06-01\n")
    assert column(table) == ["1", "2"]
    assert kinds(table) == [("footnote", 5), ("footnote", 6)]


def test_last_row_with_only_an_id_stays(tmp_path: Path) -> None:
    assert column(read(tmp_path, "订单编号,买家,金额\n1,a,5\n2,b,6\n693216935829,,\n"))[-1] == "693216935829"


def test_sparse_tables_keep_rows_with_one_cell(tmp_path: Path) -> None:
    table = read(tmp_path, "昵称,备注,标签\n甲,,\n乙,,\n丙,,\n")
    assert column(table) == ["甲", "乙", "丙"]


def test_blank_rows_vanish_and_numbers_stay(tmp_path: Path) -> None:
    table = read(tmp_path, "\n订单编号,金额\n\n1,5\n , \n2,6\n\n\n")
    assert table.header_rows == (2,)
    assert table.cells["source_row"].to_pylist() == [4, 6]


def test_cells_keep_their_blanks_and_protections(tmp_path: Path) -> None:
    table = read(tmp_path, 'id,主订单编号,权益卡\n"=""0012""","\t6917", \n\'13,1,\n')
    assert [column(table, index)[0] for index in range(3)] == ['="0012"', "\t6917", " "]


def test_header_with_dates_is_still_the_header(tmp_path: Path) -> None:
    table = read(tmp_path, "商品,2026-04,2026-05,2026-06\n护手霜,1,2,3\n面膜,4,5,6\n")
    assert table.header == ("商品", "2026-04", "2026-05", "2026-06")


def test_text_of_a_note_is_cut_at_80_characters(tmp_path: Path) -> None:
    table = read(tmp_path, f"{'说' * 200}\n订单编号,金额,买家\n1,5,a\n")
    assert table.notes == (RowNote("title", 1, "说" * 80),)


def test_many_repeated_headers_in_a_long_file(tmp_path: Path) -> None:
    part = io.StringIO()
    for index in range(3000):
        part.write(f"订单编号,买家,金额\n{index},a,5\n")
    table = read(tmp_path, part.getvalue())
    assert column(table) == [str(index) for index in range(3000)]
    assert len(table.notes) == 1000


def test_delimiter_is_found_below_more_notes_than_rows(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    notes = "#店铺订单导出\n#起始时间：2026-06-01\n-----------\n"
    rows = "单号;客户;成交日期;单价;实收金额\nA100;张三;2026/6/1;12,50;25,00\nA101;李四;2026/6/13;128,00;128,00\n"
    path.write_bytes((notes + rows + "共2条记录\n").encode("gb18030"))
    (table,) = read_file(path)
    assert isinstance(table, TextTable)
    assert (table.delimiter, table.header) == (";", ("单号", "客户", "成交日期", "单价", "实收金额"))
    assert table.cells["4"].to_pylist() == ["25,00", "128,00"]


def test_row_that_describes_the_columns_is_a_note(tmp_path: Path) -> None:
    text = (
        "Order ID,Order Status,Quantity,Order Amount,Created Time,Buyer\n"
        "Platform unique order ID.,Current status.,Qty,Amount paid,Order created time.,Username\n"
        "576461413038785752,Completed,2,23.00,05/01/2026 10:11:12 AM,user_a\n"
        "576461413038785753,Canceled,1,9.50,05/13/2026 01:11:12 PM,user_b\n"
    )
    table = read(tmp_path, text)
    assert kinds(table) == [("units", 2)]
    assert column(table) == ["576461413038785752", "576461413038785753"]


def test_first_row_of_words_for_nothing_is_data(tmp_path: Path) -> None:
    text = "姓名,手机号,生日,积分\n张三,无,未知,-\n李四,13800000001,1990-01-01,5\n王五,13800000002,1991-01-01,6\n"
    table = read(tmp_path, text)
    assert column(table) == ["张三", "李四", "王五"]


def test_codes_of_questions_are_joined_with_the_questions_below_them(tmp_path: Path) -> None:
    text = (
        "StartDate,Duration (in seconds),ResponseId,Q1,Q2_1\n"
        "Start Date,Duration (in seconds),Response ID,How satisfied are you?,Rate - Price\n"
        '"{""ImportId"":""startDate""}","{""ImportId"":""duration""}","{""ImportId"":""_recordId""}",'
        '"{""ImportId"":""QID1""}","{""ImportId"":""QID2_1""}"\n'
        "2026-05-01 10:00:00,300,R_1,5,4\n2026-05-01 11:00:00,200,R_2,3,2\n"
    )
    table = read(tmp_path, text)
    assert table.header[3:] == ("Q1. How satisfied are you?", "Q2_1. Rate - Price")
    assert table.header[:3] == ("StartDate", "Duration (in seconds)", "ResponseId")
    assert kinds(table) == [("units", 2), ("units", 3)]
    assert column(table, 2) == ["R_1", "R_2"]


def test_last_row_that_speaks_of_the_file_is_left_out(tmp_path: Path) -> None:
    rows = "".join(f"{n},18-1512{n},user{n},Tom,tom@x.com,1 Rd,Austin,TX,73301,US,{n},$25.00\n" for n in range(3))
    header = "Record,Order Number,Username,Name,Email,Address,City,State,Zip,Country,Quantity,Total\n"
    table = read(tmp_path, header + rows + "\n3,record(s) downloaded,,Seller ID : shop\n")
    assert kinds(table) == [("footnote", 6)]
    assert table.cells.num_rows == 3


@pytest.mark.parametrize(
    "last", ["共 2 条记录,,,", "导出时间：2026-05-01,导出人：小王,,", "西湖店 小计,,,30", "平均值,,,15"]
)
def test_more_rows_that_are_no_data(tmp_path: Path, last: str) -> None:
    table = read(tmp_path, f"订单号,会员号,下单时间,金额\nA10001,V1,2026-05-01,10\nA10002,V2,2026-05-02,20\n{last}\n")
    assert column(table) == ["A10001", "A10002"]


def test_subtotal_of_a_shop_amid_the_data_is_left_out(tmp_path: Path) -> None:
    rows = ["A10001,V1,2026-05-01,10", "西湖店 小计,,,10", "A10002,V2,2026-05-02,20", "A10003,V3,2026-05-02,20"]
    table = read(tmp_path, "订单号,会员号,下单时间,金额\n" + "\n".join(rows) + "\n")
    assert column(table) == ["A10001", "A10002", "A10003"]
