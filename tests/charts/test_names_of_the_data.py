"""Names come from files: a chart would read their signs as its own markup, and drop what it does not know."""

import pytest

from insight.charts.kit.wrapping import cut, shortened, wrapped
from insight.charts.survey.answers import folded


@pytest.mark.parametrize("written", [lambda name: wrapped(name, 40), lambda name: shortened(name, 40), folded])
def test_signs_of_a_name_are_no_markup(written: object) -> None:
    assert written("<18 or >60 & more") == "&lt;18 or &gt;60 &amp; more"  # type: ignore[operator]


def test_a_name_is_cut_before_its_signs_are_written_out() -> None:
    assert cut("<<<<<<", 4) == "<<<…"
    assert shortened("<<<<<<", 4) == "&lt;&lt;&lt;…"
    assert wrapped("a<b c<d", 3) == "a&lt;b<br>c&lt;d"
