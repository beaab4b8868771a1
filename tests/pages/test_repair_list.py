"""The repair list on the import page: seen by kind, tried out, mended, taken back."""

import io
from collections.abc import Callable

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from insight.ingest import batches
from insight.ingest.fixes import totals
from insight.warehouse import open_workspace

Visit = Callable[..., AppTest]
Downloads = dict[str, tuple[str, Callable[[], bytes]]]
IMPORT = "pages/import.py"
ORDERS = """会员号,订单号,下单日期,金额,实付款,订单状态
m1,20250110000001,03/04/2025,100.00,100,已拍未发
m2,20250111000002,04/05/2025,N/A,80.5,交易成功
m3,20250112000003,05/06/2025,7,12,交易成功
"""
STATUS = "report_1_orders_status_订单状态_unknown_status"


def imported(visit: Visit, workspace: str, lang: str) -> AppTest:
    app = visit(IMPORT, workspace=workspace, lang=lang)
    app.file_uploader[0].upload("orders.csv", ORDERS.encode(), "text/csv")
    app.run()
    return app.button(key="import_now").click().run()


def mend(app: AppTest, key: str) -> AppTest:
    """Open the fixes of a kind."""
    app.session_state[f"mend_{key}"] = True
    return app.run()


def said(app: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*app.markdown, *app.caption, *app.success)).replace("\\", "")


@pytest.mark.slow("walks the page again and again")
@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ("rows left out", "row 3: N/A", "row 2: 已拍未发", "upload the book here again")),
        ("zh_CN", ("行未导入", "第 3 行：N/A", "第 2 行：已拍未发", "重新上传到这里")),
    ],
)
def test_problems_stand_by_kind_with_their_examples(visit: Visit, lang: str, sentences: tuple[str, ...]) -> None:
    app = imported(visit, f"kinds-{lang.lower().replace('_', '-')}", lang)
    assert not app.exception
    for sentence in sentences:
        assert sentence in said(app)


@pytest.mark.slow("walks the page again and again")
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_a_word_is_tried_out_then_applied_to_the_whole_file(visit: Visit, lang: str) -> None:
    workspace = f"words-{lang.lower().replace('_', '-')}"
    app = mend(imported(visit, workspace, lang), STATUS)
    app.button(key=f"try_{STATUS}").click().run()
    assert not app.exception
    assert [metric.value for metric in app.metric] == ["1 → 1", "2 → 1"]
    assert len(batches(open_workspace(workspace))) == 1

    app.button(key=f"apply_{STATUS}").click().run()
    assert not app.exception
    found = open_workspace(workspace).query("SELECT status FROM core.orders WHERE raw_status = '已拍未发'")
    assert found["status"].tolist() == ["unpaid"]
    assert "已拍未发" not in said(app)


@pytest.mark.slow("walks the page again and again")
def test_the_rows_left_out_come_as_a_book(visit: Visit, downloads: Downloads) -> None:
    imported(visit, "left-out", "en")
    name, content = downloads["rejected_rows_report_1"]
    assert name == "rows-left-out-1.xlsx"
    rows = list(openpyxl.load_workbook(io.BytesIO(content())).worksheets[0].values)
    assert rows[1][0] == "3"
    assert "N/A" in rows[1]


@pytest.mark.slow("walks the page again and again")
def test_without_the_kept_file_only_the_list_is_offered(visit: Visit, downloads: Downloads) -> None:
    app = imported(visit, "not-kept", "en")
    for path in (open_workspace("not-kept").folder / "raw").iterdir():
        path.unlink()
    downloads.clear()
    app.run()
    assert not app.exception
    assert "was not kept" in said(app)
    assert list(downloads) == ["repair_list_report"]


@pytest.mark.slow("walks the page again and again")
def test_undo_and_redo_say_what_they_moved(visit: Visit) -> None:
    app = imported(visit, "back", "en")
    held = totals(open_workspace("back"))
    app.selectbox(key="batch").set_value(1).run()
    app.button(key="undo_now").click().run()
    assert "Orders: 2 before, 0 now. People: 2 before, 0 now." in said(app)
    app.button(key="redo_now").click().run()
    assert not app.exception
    assert "Orders: 0 before, 2 now. People: 0 before, 2 now." in said(app)
    assert totals(open_workspace("back")) == held


@pytest.mark.slow("walks the page again and again")
def test_a_batch_tells_its_encoding_and_the_fingerprint_of_its_file(visit: Visit) -> None:
    app = imported(visit, "told", "en")
    row = app.dataframe[-1].value.iloc[0]
    assert row["Encoding"] == "UTF-8"
    assert len(row["Fingerprint"]) == 8
