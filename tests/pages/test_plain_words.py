"""Codes, batches and what people wrote, as a person reads them on the page."""

from streamlit.testing.v1 import AppTest


def _values() -> None:
    import streamlit as st

    from insight.i18n import _
    from insight.ingest import Assumption
    from insight.ui.kit.assumed import judgement_line, value_name
    from insight.ui.kit.language import listed

    st.query_params["lang"] = "zh_CN"
    for value in ("CNY", "Asia/Shanghai", "America/New_York", "UTC", "a/b", "VIP", "paid"):
        st.text(value_name(value))
    st.text(listed(["甲", "乙"]))
    st.text(judgement_line(Assumption("currency", "USD", _("{n:count}", n=1))))


def test_currencies_and_zones_are_called_by_their_names() -> None:
    app = AppTest.from_function(_values).run()
    assert not app.exception
    told = [each.value for each in app.text]
    assert told[:3] == ["人民币（CNY）", "上海时间（Asia/Shanghai）", "纽约时间（America/New_York）"]
    assert told[3:6] == ["UTC", "a/b", "VIP"]
    assert told[6:8] == ["已付款", "甲、乙"]
    assert told[8].startswith("币种：**美元（USD）**")


def _batches() -> None:
    import datetime as dt

    import pandas as pd
    import streamlit as st

    from insight.ui.imports.batch_table import table_of

    counts = {"new": 3, "updated": 1, "unchanged": 0, "rejected": 2}
    row = {
        "batch_id": 7,
        "file": "a.xlsx",
        "sheet": "May",
        "template": "generic",
        "counts": {"orders": counts, "order_items": counts | {"new": 1200}},
        "undone_at": None,
        "imported_at": pd.Timestamp(dt.datetime(2025, 6, 1, 8)),
        "assumptions": (),
        "imported_by": None,
        "encoding": "utf-8",
        "file_sha256": "0123456789abcdef",
    }
    st.query_params["lang"] = "en"
    st.session_state["workspace"] = "mine"
    later = row | {"batch_id": 6, "sheet": None, "undone_at": pd.Timestamp(dt.datetime(2025, 6, 2))}
    st.dataframe(table_of(pd.DataFrame([row, later])))


def test_a_batch_is_one_row_whatever_tables_it_fills() -> None:
    app = AppTest.from_function(_batches).run()
    assert not app.exception
    shown = app.dataframe[0].value
    assert shown["Batch number"].tolist() == [7, 6]
    assert shown["Brought"].tolist() == ["Orders 6 · Order lines 1,203"] * 2
    assert (shown["New rows"][0], shown["Updated rows"][0], shown["Rows left out"][0]) == (1203, 2, 4)
    assert shown["What can be done"].tolist() == ["Undo …", "Bring back …"]
    assert shown["Name of the file"].tolist() == ["a.xlsx › May", "a.xlsx"]


def _quotes() -> None:
    from types import SimpleNamespace

    import pandas as pd

    from insight.govern.small_cells import TOO_FEW
    from insight.ui.survey.tables import show_quotes

    quotes = pd.DataFrame(
        {"quote": ["请联系我 13855557666，少了蜡烛", "a@b.com", "好吃", TOO_FEW], "text": ["Q"] * 4, "n": [1, 1, 2, 1]},
        dtype=object,
    )
    show_quotes(SimpleNamespace(quotes=quotes))  # type: ignore[arg-type]


def test_what_people_wrote_shows_no_phone_and_no_address() -> None:
    app = AppTest.from_function(_quotes).run()
    assert not app.exception
    assert app.dataframe[0].value.iloc[:3, 0].tolist() == ["请联系我 138****7666，少了蜡烛", "a***@b.com", "好吃"]
