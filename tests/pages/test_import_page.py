"""The import page: understood, put right, confirmed, reported, undone."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from insight.warehouse import open_workspace

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
IMPORT = "pages/import.py"

ORDERS = """会员号,订单号,下单日期,金额
m1,20250110000001,2025-01-10 10:00:00,100.00
m2,20250111000002,2025-01-11 10:00:00,80.50
m3,20250112000003,2025-01-12 10:00:00,N/A
"""


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, content in files:
        app.file_uploader[0].upload(name, content, "text/csv")
    return app.run()


def said(app: AppTest) -> str:
    return "\n".join(markdown.value for markdown in app.markdown)


def test_orders_in_gbk_are_understood_loaded_and_reported(visit: Visit, downloads: Downloads) -> None:
    app = upload(visit(IMPORT, workspace="gbk", lang="zh_CN"), ("订单.csv", ORDERS.encode("gb18030")))
    assert not app.exception
    assert "3 行 · GB18030 · 逗号分隔" in said(app)
    assert app.button(key="import_now").label == "将 1 张表共 3 行导入“gbk”"

    app.button(key="import_now").click().run()
    assert not app.exception
    assert "订单：读取 3 条 = 新增 2 + 更新 0 + 已有且未变 0 + 未导入 1" in said(app)
    header, *rows = openpyxl.load_workbook(io.BytesIO(downloads["repair_list_report"][1]())).worksheets[0].values
    repair = dict(zip(header, rows[0], strict=True))
    assert len(rows) == 1
    assert (repair["行号"], repair["文件中的列名"], repair["文件中的值"]) == (4, "金额", "N/A")
    assert repair["处理结果"] == "该行未导入"


@pytest.mark.slow("walks the page again and again")
def test_the_same_file_again_changes_nothing_and_can_be_undone(visit: Visit) -> None:
    content = ("orders.csv", ORDERS.replace("N/A", "9").encode())
    app = upload(visit(IMPORT, workspace="twice", lang="en"), content)
    app.button(key="import_now").click().run()
    assert "3 read = 3 new + 0 updated" in said(app)
    app = upload(app, content)
    app.button(key="import_now").click().run()
    assert "3 read = 0 new + 0 updated + 3 already known + 0 left out" in said(app)

    app.selectbox(key="batch").set_value(1).run()
    app.button(key="undo_now").click().run()
    assert not app.exception
    states = app.dataframe[-1].value
    assert states["State of the batch"].tolist() == ["in use", "undone"]


@pytest.mark.slow("walks the page again and again")
def test_sample_data_are_never_added_to(visit: Visit) -> None:
    open_workspace("from-the-sample")
    app = upload(visit(IMPORT, lang="en"), ("orders.csv", ORDERS.encode()))
    assert "sample" not in app.selectbox(key="target").options
    app.selectbox(key="target").set_value("from-the-sample").run()
    app.button(key="import_now").click().run()
    assert not app.exception
    assert app.session_state["workspace"] == "from-the-sample"
    assert str(app.date_input(key="as_of").value) == "2025-01-12"


@pytest.mark.parametrize(
    ("name", "content", "lang"),
    [
        ("empty.csv", b"", "en"),
        ("header.csv", b"order_id,ordered_at,amount,phone\n", "zh_CN"),
        ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 200, "en"),
    ],
)
def test_what_cannot_be_taken_gets_one_sentence(visit: Visit, name: str, content: bytes, lang: str) -> None:
    app = upload(visit(IMPORT, workspace="refusals", lang=lang), (name, content))
    assert not app.exception
    assert len(app.error) == 1
    assert app.error[0].value.count(" — ") >= 2
    assert app.button(key="import_now").disabled


@pytest.mark.slow("walks the page again and again")
def test_a_sheet_can_be_read_as_another_template_and_says_what_it_lacks(visit: Visit) -> None:
    content = ORDERS.replace("会员号", "whoever").replace("金额", "much").encode()
    app = upload(visit(IMPORT, workspace="odd", lang="en"), ("odd.csv", content))
    assert not app.exception
    picker = next(s for s in app.selectbox if str(s.key).startswith("template_"))
    picker.set_value("youzan_orders").run()
    assert not app.exception
    assert "does not fit the template" in app.error[0].value


STRANGE = """whoever,whenever,howmuch
13800010001,2026-06-01 10:00,128.00
13900010002,2026-06-02 11:00,12.50
13700010003,2026-06-03 12:00,soon
13800010001,2026-06-05 13:00,31.50
"""


def pick(app: AppTest, kind: str, start: str) -> Any:
    return next(widget for widget in getattr(app, kind) if str(widget.key).startswith(start))


@pytest.mark.slow("walks the page again and again")
def test_a_table_that_nobody_knows_is_asked_about_loaded_and_remembered(visit: Visit) -> None:
    app = upload(visit(IMPORT, workspace="asked", lang="en"), ("strange.csv", STRANGE.encode()))
    assert not app.exception
    pick(app, "button_group", "kind_").set_value("orders").run()
    assert not app.exception
    roles = {str(box.key).rpartition("_")[2]: box for box in app.selectbox if str(box.key).startswith("role_")}
    assert set(roles) >= {"when", "much", "who"}
    roles["much"].set_value(2).run()
    assert not app.exception
    captions = "\n".join(caption.value for caption in app.caption)
    assert "3 of 4 cells can be read; row 4 holds “soon”" in captions
    next(box for box in app.selectbox if "_currency_" in str(box.key)).set_value("HKD").run()
    assert not app.exception
    assert "Currency — Hong Kong Dollar" in said(app)
    app.button(key="import_now").click().run()
    assert not app.exception
    warehouse = open_workspace("asked")
    found = warehouse.query("SELECT count(*) AS n, min(currency) AS currency FROM core.orders").iloc[0]
    assert (int(found["n"]), found["currency"]) == (3, "HKD")
    assert "Kinds of tables that are remembered (1)" in [box.label for box in app.expander]


def test_another_encoding_can_be_chosen(visit: Visit) -> None:
    app = upload(visit(IMPORT, workspace="encodings", lang="en"), ("orders.csv", ORDERS.encode("gb18030")))
    picker = next(s for s in app.selectbox if str(s.key).startswith("encoding_"))
    picker.set_value("cp1252").run()
    assert not app.exception
    assert "GB18030" not in said(app)
