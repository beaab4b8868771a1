"""Names come from files: a chart would read their signs as its own markup, and drop what it does not know."""

import plotly.graph_objects as go
import pytest

from insight.charts.kit.data import data_of
from insight.charts.kit.picture import Picture
from insight.charts.kit.wrapping import cut, own_markup, shortened, wrapped
from insight.charts.survey.answers import folded


@pytest.mark.parametrize("written", [lambda name: wrapped(name, 40), lambda name: shortened(name, 40), folded])
def test_signs_of_a_name_are_no_markup(written: object) -> None:
    assert written("<18 or >60 & more") == "&lt;18 or &gt;60 &amp; more"  # type: ignore[operator]


def test_a_name_is_cut_before_its_signs_are_written_out() -> None:
    assert cut("<<<<<<", 4) == "<<<…"
    assert shortened("<<<<<<", 4) == "&lt;&lt;&lt;…"
    assert wrapped("a<b c<d", 3) == "a&lt;b<br>c&lt;d"


def test_only_bold_and_line_ends_are_markup() -> None:
    assert own_markup("<b>age <18</b><br><i>5</i> & <more>") == "<b>age &lt;18</b><br>&lt;i>5&lt;/i> & &lt;more>"


def test_what_hovering_says_is_read_as_written_and_so_is_the_table_behind() -> None:
    said = ["<b>under <18</b><br>1", "over 60"]
    bars = go.Bar(x=["a", "b"], y=[1, 2], customdata=[("a",), ("b",)], text=["<1", "2"], hovertext=said)
    picture = Picture(go.Figure(bars), title="Ages", alt="Ages")
    assert list(picture.figure.data[0].hovertext) == ["<b>under &lt;18</b><br>1", "over 60"]
    assert list(picture.figure.data[0].text) == ["&lt;1", "2"]
    assert list(data_of(picture, "en")["In words"]) == ["under <18 · 1", "over 60"]
