"""Names that break where a reader would break them."""

import pytest

from insight.charts.kit.wrapping import wrapped


@pytest.mark.parametrize(
    ("name", "width", "lines"),
    [
        ("Previously loyal", 10, "Previously<br>loyal"),
        ("At risk", 7, "At risk"),
        ("At risk", 6, "At<br>risk"),
        ("Champions", 4, "Champions"),
        ("流失预警客户", 10, "流失预警<br>客户"),
        ("需关注客户", 10, "需关注客户"),
        ("需关注客户", 9, "需关注<br>客户"),
        ("濒临流失", 8, "濒临流失"),
        ("濒临流失", 7, "濒临流<br>失"),
        ("【例禾】面膜 10片", 8, "【例禾】<br>面膜 10<br>片"),
        ("", 5, ""),
    ],
)
def test_a_line_is_no_wider_than_its_place_and_no_word_is_cut(name: str, width: int, lines: str) -> None:
    assert wrapped(name, width) == lines
