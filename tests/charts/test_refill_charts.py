"""What the pictures of refills say, on a shelf that can be told by heart."""

import datetime as dt
from pathlib import Path

import pytest

from insight.analysis.refill import RefillParams, RefillResult, refill
from insight.charts.refill.due import due_goods, refill_calendar
from insight.charts.refill.rhythms import rhythm_gaps, rhythm_spans
from insight.warehouse import DuckWarehouse
from tests.workspaces import order, workspace

PARAMS = RefillParams(as_of=dt.date(2025, 7, 2), currency="CNY")
CREAM, TEA = 'Cream "rich" <b>', "Tea"


def bought(name: str, day: dt.date, product: str) -> tuple[dict[str, object], dict[str, object]]:
    made = order(name, day.isoformat(), 10)
    return made, {"order_id": made["order_id"], "line_no": "1", "product_name": product, "quantity": 1.0}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """40 people bought cream every 30 days, the last time 20 to 59 days ago; 80 bought tea twice, any time."""
    rows = [
        bought(f"c{n}", PARAMS.as_of - dt.timedelta(days=20 + n + 30 * back), CREAM)
        for n in range(40)
        for back in range(3)
    ]
    rows += [
        bought(f"t{n}", PARAMS.as_of - dt.timedelta(days=3 + n + back * (5 + 5 * n)), TEA)
        for n in range(80)
        for back in range(2)
    ]
    orders, lines = zip(*rows, strict=True)
    return workspace(tmp_path_factory.mktemp("shelf"), orders=orders, items=lines)


@pytest.fixture(scope="module")
def refills(shelf: DuckWarehouse) -> RefillResult:
    return refill(shelf, PARAMS)


def test_calendar_has_thirty_days_on_their_weekdays(refills: RefillResult) -> None:
    picture = refill_calendar(refills, "en")
    cells = picture.figure.data[0]
    assert len(cells.x) == 30
    assert picture.clickable()[0] == ("day", "2025-07-02", "")
    assert (cells.x[0], cells.x[6]) == (2, 1)
    assert list(picture.figure.layout.xaxis.ticktext)[:2] == ["Mon", "Tue"]
    assert picture.title == "7 people are due within 7 days, 11 within 14, 11 within 30"
    assert "2 Jul 2025</b><br>1 people are due" in cells.hovertext[0]
    assert refill_calendar(refills, "zh_CN").figure.layout.xaxis.ticktext[0] == "周一"


def test_calendar_of_one_product(refills: RefillResult) -> None:
    picture = refill_calendar(refills, "en", CREAM, ("day", "2025-07-03", CREAM))
    assert picture.title.startswith(f"{CREAM}: 7 people are due within 7 days")
    assert picture.clickable()[1] == ("day", "2025-07-03", CREAM)
    assert list(picture.figure.data[0].marker.line.width)[:3] == [0, 3, 0]


def test_overdue_stands_apart(refills: RefillResult) -> None:
    overdue, due = due_goods(refills, "en").figure.data
    assert (list(due.x), list(overdue.x)) == ([11], [29])
    assert due.customdata[0] == ["window", 30, CREAM]
    assert overdue.customdata[0] == ["state", "overdue", CREAM]
    picture = due_goods(refills, "zh_CN")
    assert picture.title == "30 天内 11 人该再买，29 人该买未买"
    assert list(picture.figure.layout.yaxis.ticktext) == ['Cream "rich" &lt;b&gt;']


def test_rhythms_are_blue_where_they_are_certain(refills: RefillResult) -> None:
    certain, middle, grey, _points = rhythm_spans(refills, "en").figure.data
    assert (list(certain.y), list(certain.base), list(middle.x)) == ([CREAM], [30], [30])
    assert list(grey.y) == [TEA]
    assert rhythm_spans(refills, "en").title == "1 of 2 products have a rhythm"


def test_gaps_say_how_sure_a_rhythm_is(refills: RefillResult) -> None:
    picture = rhythm_gaps(refills, CREAM, "en")
    assert picture.title.startswith(f"{CREAM} lasts 30 days a piece: 100% of gaps lie within a quarter of the median")
    assert sum(picture.figure.data[0].y) == 80
    assert [shape.x0 for shape in picture.figure.layout.shapes] == [30]
    without = rhythm_gaps(refills, TEA, "en")
    assert without.title.startswith("Tea: no rhythm that can be told from chance")
    assert not without.figure.layout.shapes


def test_nothing_to_run_out_of_still_makes_pictures(tmp_path: Path) -> None:
    made, line = bought("p", dt.date(2025, 6, 1), TEA)
    refills = refill(workspace(tmp_path, orders=[made], items=[line]), PARAMS)
    for language in ("en", "zh_CN"):
        assert refill_calendar(refills, language).title  # type: ignore[arg-type]
        assert due_goods(refills, language).title  # type: ignore[arg-type]
        assert rhythm_spans(refills, language).title  # type: ignore[arg-type]
