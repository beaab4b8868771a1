"""Cells that can be read and clicked."""

import plotly.graph_objects as go

from insight.charts.kit.cells import Cell, cell_grid
from insight.charts.kit.theme import CHOSEN


def cell(x: int, y: int, shade: float | None, n: int) -> Cell:
    return Cell(x=x, y=y, shade=shade, n=n, text=str(n), hover=f"<b>{x}{y}</b>", stands_for=(x, y))


CELLS = [cell(0, 0, 1.0, 300), cell(1, 0, 0.3, 90), cell(0, 1, 0.9, 29), cell(1, 1, None, 0)]


def grid(chosen: tuple[int, int] | None = None) -> go.Figure:
    return cell_grid(CELLS, columns=["F1", "F2"], rows=["R1", "R2"], chosen=chosen, height=200)


def test_every_cell_says_what_a_click_means() -> None:
    assert [tuple(point) for point in grid().data[0].customdata] == [(0, 0), (1, 0), (0, 1), (1, 1)]


def test_cells_cover_the_plane_without_overlap() -> None:
    bars = grid().data[0]
    assert [(x, base + height / 2) for x, base, height in zip(bars.x, bars.base, bars.y, strict=True)] == [
        (0, 0),
        (1, 0),
        (0, 1),
        (1, 1),
    ]
    assert bars.width < 1


def test_few_people_are_grey_and_nobody_is_blank() -> None:
    many, some, few, nobody = grid().data[0].marker.color
    assert many == "rgba(47,111,183,0.780)"
    assert some.startswith("rgba(47,111,183,0.2")
    assert few.startswith("rgba(138,145,156,0.3")
    assert nobody == "rgba(138,145,156,0.060)"


def test_every_value_is_written_in_the_page_s_own_colour() -> None:
    (texts,) = grid().data[1:]
    assert list(texts.text) == ["300", "90", "29", "0"]
    assert texts.textfont.color is None


def test_the_chosen_cell_has_an_outline() -> None:
    line = grid(chosen=(0, 1)).data[0].marker.line
    assert list(line.width) == [0, 0, 3, 0]
    assert line.color[2] == CHOSEN
