"""Pictures of segments: regions as bars, sizes over time, reasons."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from insight.audience import AllOf, Condition, Not, as_segment, condition, save_segment
from insight.audience.asked import History, HistoryParams, history_of, version
from insight.audience.changes import Changes, changes
from insight.audience.sets import Overlap, overlap
from insight.charts.segments.history import reasons_bars, size_over_time
from insight.charts.segments.overlap import overlap_bars
from insight.i18n import Language
from insight.warehouse import DuckWarehouse
from tests.audience.shops import AS_OF, SAVED_AT, small_shop

LANGUAGES: tuple[Language, ...] = ("zh_CN", "en")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    folder: Path = tmp_path_factory.mktemp("shop")
    return small_shop(folder)


@pytest.fixture(scope="module")
def over(shop: DuckWarehouse) -> Overlap:
    """Buyers ann, bob, dee; lately ann, dee; in Zhejiang ann, eve."""
    named: dict[str, Condition] = {
        "buyers": condition("ever_ordered"),
        "lately": condition("ordered_within", days=30),
        "浙江": condition("province", provinces=["浙江"]),
    }
    return overlap(shop, [(name, as_segment(shop, leaf, AS_OF)) for name, leaf in named.items()])


def bars(figure: Any) -> Any:
    return next(trace for trace in figure.data if trace.type == "bar")


def test_bars_are_as_long_as_there_are_people(over: Overlap) -> None:
    picture = overlap_bars(over, "en")
    drawn = dict(zip([mask for (mask,) in bars(picture.figure).customdata], bars(picture.figure).x, strict=True))
    assert drawn == {1: 1, 3: 1, 4: 1, 7: 1}
    assert sum(drawn.values()) == over.customers == 4
    assert set(bars(picture.figure).y) == {0, 1, 2, 3}
    assert bars(picture.figure).width is None


def test_dots_say_in_which_segments_a_region_lies(over: Overlap) -> None:
    picture = overlap_bars(over, "en")
    columns = [trace for trace in picture.figure.data if trace.type == "scatter"]
    assert len(columns) == 3
    for place, column in enumerate(columns):
        filled = {
            mask
            for (mask,), colour in zip(column.customdata, column.marker.color, strict=True)
            if colour.startswith("#")
        }
        assert filled == {mask for mask in (1, 3, 4, 7) if over.members(mask)[place]}
    assert list(picture.figure.layout.xaxis2.ticktext) == ["A", "B", "C"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_overlap_says_what_it_finds(over: Overlap, language: Language) -> None:
    picture = overlap_bars(over, language, chosen=(7,))
    expected = {
        "en": "1 people are in all 3 segments: 50% of “lately”",
        "zh_CN": "1 人同时属于全部 3 个人群：占“lately”的 50%",
    }
    assert picture.title == expected[language]
    assert picture.note.startswith({"en": "4 people", "zh_CN": "共 4 人"}[language])
    assert [name.split(" · ")[1] for name, _colour in picture.legend] == ["3", "2", "2"]
    assert "buyers" in picture.alt
    assert list(bars(picture.figure).marker.line.width).count(3) == 1


def test_nobody_in_common_is_said(shop: DuckWarehouse) -> None:
    buyers = as_segment(shop, condition("ever_ordered"), AS_OF)
    others = as_segment(shop, Not(condition("ever_ordered")), AS_OF)
    assert overlap_bars(overlap(shop, [("a", buyers), ("b", others)]), "en").title == "Nobody is in all 2 segments"


def test_segments_without_people_make_no_bars(shop: DuckWarehouse) -> None:
    nobody = as_segment(shop, condition("tier", tiers=["none"]), AS_OF)
    picture = overlap_bars(overlap(shop, [("a", nobody), ("b", nobody)]), "zh_CN")
    assert not len(bars(picture.figure).x)
    assert "没有人" in picture.title


def history(shop: DuckWarehouse, name: str, meaning: Any, day: dt.date = AS_OF) -> History:
    saved = save_segment(shop, name, meaning, at=SAVED_AT, replaces=True)
    return history_of(shop, HistoryParams(segment=saved.segment_id, as_of=day, version=version(shop), steps=3))


@pytest.mark.parametrize(
    ("meaning", "english", "chinese"),
    [
        (
            condition("ordered_within", days=31),
            "“s”: 0 people on 1 Apr 2025, 2 now",
            "“s”：2025-04-01 时 0 人，现在 2 人",
        ),
        (
            condition("ever_ordered"),
            "“s” has grown by 50% since 1 Apr 2025: 2 to 3 people",
            "“s”自 2025-04-01 以来增长 50%：从 2 人到 3 人",
        ),
        (
            AllOf((condition("ever_ordered"), Not(condition("orders_at_least", orders=2)))),
            "“s” has shrunk by 50% since 1 Apr 2025: 2 to 1 people",
            "“s”自 2025-04-01 以来减少 50%：从 2 人到 1 人",
        ),
        (
            condition("bought_product", products=["口红"]),
            "“s” is as large as on 1 Apr 2025: 1 people",
            "“s”与 2025-04-01 时一样多：1 人",
        ),
    ],
)
def test_title_says_how_the_size_changed(shop: DuckWarehouse, meaning: Any, english: str, chinese: str) -> None:
    found = history(shop, "s", meaning)
    assert size_over_time(found, "en").title == english
    assert size_over_time(found, "zh_CN").title == chinese


def test_point_stands_for_its_day_and_a_gap_for_what_cannot_be_said(shop: DuckWarehouse) -> None:
    found = history(shop, "gap", condition("ordered_within", days=31))
    found.sizes.loc[1, "customers"] = float("nan")
    line = size_over_time(found, "en").figure.data[0]
    assert list(line.y) == [0, None, 1, 2]
    assert line.connectgaps is False
    assert [tuple(day) for day in line.customdata] == [
        ("2025-04-01",),
        ("2025-05-01",),
        ("2025-06-01",),
        ("2025-07-01",),
    ]


def moved(shop: DuckWarehouse) -> Changes:
    saved = save_segment(shop, "moved", condition("ordered_within", days=30), at=SAVED_AT, replaces=True)
    return changes(shop, saved, dt.date(2025, 6, 20), dt.date(2025, 7, 20))


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_go_to_the_right_for_coming_and_to_the_left_for_leaving(
    shop: DuckWarehouse, language: Language
) -> None:
    picture = reasons_bars(moved(shop), language)
    drawn = dict(zip([way for (way,) in bars(picture.figure).customdata], bars(picture.figure).x, strict=True))
    assert drawn == {"entered": 1, "left": -1}
    assert (
        picture.title
        == {"en": "1 people came into “moved” and 1 left it", "zh_CN": "1 人进入“moved”，1 人离开"}[language]
    )
    labels = picture.figure.data[1].text
    assert all(("within the last 30 days" if language == "en" else "最近 30 天内下过单") in label for label in labels)


def test_long_reasons_are_cut_but_whole_on_hover(shop: DuckWarehouse) -> None:
    long = AllOf(tuple(condition("ordered_within", days=days) for days in (30, 31, 32, 33)))
    saved = save_segment(shop, "long", long, at=SAVED_AT, replaces=True)
    picture = reasons_bars(changes(shop, saved, dt.date(2025, 5, 30), dt.date(2025, 7, 1)), "zh_CN")
    labels, whole = picture.figure.data[1].text, picture.figure.data[1].hovertext
    assert all(label.endswith("…") and len(label) < 40 for label in labels)
    assert all("最近 33 天内下过单" in text for text in whole)


def test_nobody_moved_draws_no_bars(shop: DuckWarehouse) -> None:
    saved = save_segment(shop, "still", condition("used_code", codes=["WELCOME"]), at=SAVED_AT, replaces=True)
    picture = reasons_bars(changes(shop, saved, dt.date(2025, 6, 1), AS_OF), "en")
    assert not len(bars(picture.figure).x)
