"""Tables whose numbers sort as numbers."""

from streamlit.testing.v1 import AppTest


def _two_tables() -> None:
    import pandas as pd

    from insight.govern.small_cells import TOO_FEW
    from insight.i18n import _
    from insight.results import Frame, declare
    from insight.ui.kit.table import show_table

    declared = Frame(
        columns=(
            *declare("text", "name"),
            *declare("people", "customers"),
            *declare("share", "share"),
            *declare("money", "net_amount"),
            *declare("number", "high", "index"),
        )
    )
    rows = pd.DataFrame(
        {
            "name": ["b", "a"],
            "customers": [1200, TOO_FEW],
            "share": [0.093, None],
            "net_amount": [10.5, 1234567.0],
            "high": [7.0, 30.0],
            "index": [441.261, 0.03494],
        }
    )
    show_table(
        rows,
        declared,
        {"name": _("{value}", value="Name"), "customers": _("Number of people"), "high": _("Highest")},
        words={"name": ["second", "first"]},
        kinds={"high": "count"},
    )
    show_table(
        rows, declared, {"share": _("Share"), "net_amount": _("Revenue"), "index": _("Index (TGI)")}, currency="CNY"
    )


def test_numbers_stay_numbers_and_hidden_ones_are_left_out() -> None:
    app = AppTest.from_function(_two_tables, default_timeout=60).run()
    assert not app.exception
    first, second = (frame.value for frame in app.dataframe)
    assert first.iloc[:, 0].tolist() == ["second", "first"]
    assert first.iloc[0, 1] == 1200
    assert first.isna().iloc[1, 1]
    assert first.iloc[:, 2].tolist() == [7, 30]
    assert str(first.dtypes.iloc[2]) == "int64"
    assert second.iloc[:, 0].tolist()[0] == 9.3
    assert second.iloc[:, 1].tolist() == [10.5, 1234567.0]
    assert second.iloc[:, 2].tolist() == [441, 0.0349]
