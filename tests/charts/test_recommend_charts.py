"""Pictures of offers and of their exam: what they say, and what a click on them means."""

from pathlib import Path

import pandas as pd
import pytest

from insight.analysis.recommend import RecommendParams, RecommendResult, recommend
from insight.analysis.recommend.tables import PRODUCT_COLUMNS
from insight.charts.recommend.exam import exam_bars
from insight.charts.recommend.products import MOST_PRODUCTS, product_bars
from insight.govern.small_cells import without_small_cells
from tests.analysis.offer_shop import AS_OF, tastes
from tests.workspaces import workspace


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> RecommendResult:
    folder: Path = tmp_path_factory.mktemp("tastes")
    params = RecommendParams(as_of=AS_OF, currency="CNY", look_back_days=300, again_days=20)
    return recommend(workspace(folder, **tastes(1).rows), params)


def test_bars_are_products_picked_for_most_people_first(result: RecommendResult) -> None:
    picture = product_bars(result, "en", ("G3",))
    best = result.products.sort_values("personal", ascending=False, kind="stable").iloc[0]
    assert picture.title == f"{best['name']} suits most: picked for {best['personal']} people"
    bars, others = picture.figure.data
    assert bars.y[-1] == best["item"]
    assert len(bars.y) == MOST_PRODUCTS
    assert list(bars.x) == sorted(bars.x)
    counts = result.products.set_index("item")["customers"]
    assert [one + other for one, other in zip(bars.x, others.x, strict=True)] == [counts[item] for item in bars.y]
    assert ("G3",) in picture.clickable()
    assert picture.note.startswith("240 people in all · up to 3 offers a person")


def test_the_exam_has_a_bar_a_method_and_names_the_best(result: RecommendResult) -> None:
    picture = exam_bars(result.exam, "zh_CN", days=90)
    recall = result.exam.set_index("method").loc["items", "recall"]
    assert picture.title == f"“同一批人还买过”最准：命中人们最近 90 天所购商品的 {recall:.0%}"
    assert list(picture.figure.data[0].y)[::-1] == result.exam["method"].tolist()
    assert picture.note == f"共 {result.exam['n'].iloc[0]} 人 · 此前买过、最近 90 天又来买"


def test_where_nothing_passed_the_titles_say_so(result: RecommendResult) -> None:
    failed = result.exam.assign(is_better=False)
    assert exam_bars(failed, "en", days=90).title == "No way of picking offers beats best sellers"


def test_a_manager_sees_the_pictures_without_small_numbers(result: RecommendResult) -> None:
    shown = without_small_cells(result)
    hidden = pd.DataFrame(shown.products)[PRODUCT_COLUMNS[3:]].isna()
    assert len(product_bars(shown, "en").figure.data[0].y) <= MOST_PRODUCTS
    assert exam_bars(shown.exam, "en", days=90).title
    assert hidden.shape == (16, 6)
