"""What stands under a picture."""

from typing import Any

import pytest

from insight.charts.kit.notes import few_people
from insight.govern.small_cells import TOO_FEW


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([29, 500], ["pale: fewer than 30 people"]),
        ([30, 500], []),
        ([0], ["pale: fewer than 30 people"]),
        ([TOO_FEW, None, 500], []),
        ([], []),
    ],
)
def test_pale_is_explained_where_something_is_pale_and_nowhere_else(counts: list[Any], said: list[str]) -> None:
    assert [text.render("en") for text in few_people(counts)] == said
