"""The numbers behind a picture, as a table and as a file."""

import csv
import datetime as dt
import io

import openpyxl
import plotly.graph_objects as go

from insight.charts import Picture
from insight.charts.kit.cells import Cell, cell_grid
from insight.charts.kit.data import data_of
from insight.export.numbers import numbers_file, numbers_name
from insight.govern import Asker

AT = dt.datetime(2026, 1, 1)


def picture(figure: go.Figure) -> Picture:
    return Picture(figure=figure, title="Tea: 40 % of 12/2025", alt="Bars", note="12 people in all")


def cells() -> Picture:
    said = (("<b>1,200</b><br>New", 1200), ("9.3%", 40), ("", 0))
    drawn = [
        Cell(x=place, y=0, shade=0.5, n=n, text=text, hover=f"<b>F{place}</b><br>{n} people", stands_for=(place,))
        for place, (text, n) in enumerate(said)
    ]
    drawn.append(Cell(x=2, y=1, shade=1.0, n=7, text="7", hover="7 people", stands_for=(3,)))
    return picture(cell_grid(drawn, columns=["F1<br>1 order", "F2", "F3"], rows=["R1", "R2"], height=200))


def bars(*names: str) -> Picture:
    figure = go.Figure()
    for number, name in enumerate(names):
        figure.add_bar(x=["Tea & milk", "=Cake"], y=[3 + number, 2.5], name=name, customdata=[["a"], ["b"]])
    return picture(figure)


def test_a_cell_has_its_row_its_column_and_its_number() -> None:
    table = data_of(cells(), "en")
    assert list(table.columns) == ["Row", "Column", "Value", "In words"]
    assert table.astype(object).where(table.notna(), None).to_numpy().tolist() == [
        ["R1", "F1 · 1 order", 1200, "F0 · 1200 people"],
        ["R1", "F2", 0.093, "F1 · 40 people"],
        ["R1", "F3", None, "F2 · 0 people"],
        ["R2", "F3", 7, "7 people"],
    ]


def test_marks_of_several_series_say_which() -> None:
    table = data_of(bars("now", "before"), "zh_CN")
    assert table.to_numpy().tolist() == [
        ["now", "Tea & milk", 3],
        ["now", "=Cake", 2.5],
        ["before", "Tea & milk", 4],
        ["before", "=Cake", 2.5],
    ]
    assert list(table.columns) == ["系列", "项目", "数值"]


def test_flat_bars_are_read_along_their_length() -> None:
    figure = go.Figure(go.Bar(x=[7], y=["0"], orientation="h", customdata=[["a"]]))
    figure.update_yaxes(tickvals=["0"], ticktext=["Tea →<br>Cake"])
    assert data_of(picture(figure), "en").to_numpy().tolist() == [["Tea → · Cake", 7]]


def test_what_only_helps_to_read_is_no_number() -> None:
    figure = go.Figure(go.Scatter(x=[1], y=[2], text=["618"], mode="text"))
    assert data_of(picture(figure), "en").empty


def test_numbers_are_numbers_in_the_workbook_and_say_what_they_are() -> None:
    shown = bars("")
    content = numbers_file(
        Asker(), data_of(shown, "en"), suffix=".xlsx", about=(shown.title, "", shown.note), language="en", created=AT
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Numbers", "About"]
    assert list(book["Numbers"].values) == [("Item", "Value"), ("Tea & milk", 3), ("=Cake", 2.5)]
    assert [row[0] for row in book["About"].values] == [
        "What these numbers are",
        "Tea: 40 % of 12/2025",
        "12 people in all",
    ]


def test_a_text_like_a_formula_is_no_formula_in_the_csv() -> None:
    content = numbers_file(Asker(), data_of(bars(""), "en"), suffix=".csv", about=(), language="en", created=AT)
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[2] == ["'=Cake", "2.5"]


def test_a_file_is_called_by_the_title_of_its_picture() -> None:
    assert numbers_name("Tea: 40 % of 12/2025") == "Tea_40_%_of_12_2025"
    assert numbers_name("?") == "numbers"
    assert len(numbers_name("很" * 200)) == 60
