"""People of whom nothing is known are offered what newcomers begin with, if that stood its exam; the list says so."""

import datetime as dt
from pathlib import Path

import pytest

from insight.analysis.recommend import RecommendParams, offers, recommend
from insight.analysis.recommend_exam import RecommendExamParams, recommend_exam
from insight.warehouse import DuckWarehouse
from tests.analysis.offer_shop import AS_OF, Counter
from tests.workspaces import member, names, workspace

REGULARS, NEWCOMERS = 80, 60
PLAIN = ("tea", "cake", "bread")


def shop_of(folder: Path, begins_with: str, newcomers: int = NEWCOMERS) -> DuckWarehouse:
    """Regulars buy tea, cake and bread every thirty days. Newcomers of the time before began with a kit and never came
    again; those of the last 90 days begin with what is said."""
    counter = Counter()
    for number in range(REGULARS):
        for turn in range(7):
            counter.sells(f"r{number}", 5 + 30 * turn + number % 20, PLAIN[(number + turn) % 3])
    for number in range(newcomers):
        counter.sells(f"early{number}", 100 + number % 60, "kit")
        counter.sells(f"late{number}", 1 + number % 80, begins_with)
    return workspace(folder, customers=[member("guest", "2025-01-01")], **counter.rows)


def exam_of(shop: DuckWarehouse, as_of: dt.date = AS_OF) -> dict[str, dict[str, float]]:
    params = RecommendExamParams(as_of=as_of, currency="CNY", again_days=20, look_back_days=220)
    rows = recommend_exam(shop, params).newcomers.to_dict("records")
    return {str(row["basis"]): {str(name): value for name, value in row.items()} for row in rows}


def guest_offers(shop: DuckWarehouse) -> list[tuple[str, str, str]]:
    """Offer, basis and reason of the member who never ordered, in their order."""
    result = recommend(shop, RecommendParams(as_of=AS_OF, currency="CNY", again_days=20, look_back_days=220))
    rows = offers(shop, result, result.segment(place=1), "en")
    (guest,) = (customer for customer, name in names(shop).items() if name == "guest")
    mine = rows[rows["customer_id"] == guest].sort_values("place")
    return list(mine[["offer", "basis", "why"]].itertuples(index=False, name=None))


def test_what_newcomers_begin_with_is_offered_to_who_has_no_order_and_the_list_says_so(tmp_path: Path) -> None:
    shop = shop_of(tmp_path, "kit")
    found = exam_of(shop)
    assert (found["newcomer"]["n"], found["newcomer"]["hits"], found["newcomer"]["recall"]) == (60, 60, 1.0)
    assert (found["popular"]["hits"], found["newcomer"]["difference"]) == (0, 1.0)
    assert found["newcomer"]["low"] > 0
    assert guest_offers(shop) == [
        ("kit", "newcomer", "No order yet; 60 newcomers of the last 90 days began with this"),
    ]
    said = [each.text.render("en") for each in recommend_exam(shop, _params()).findings()]
    assert any(
        "of what 60 people bought first in the last 90 days 100% was among the 3 products that newcomers had begun "
        "with most before; best sellers would have hit 0%" in text
        for text in said
    )


def test_where_best_sellers_hit_more_of_what_people_buy_first_they_are_offered_instead(tmp_path: Path) -> None:
    shop = shop_of(tmp_path, "tea")
    found = exam_of(shop)
    assert (found["newcomer"]["recall"], found["popular"]["recall"], found["newcomer"]["difference"]) == (0, 1, -1)
    mine = guest_offers(shop)
    assert [basis for _offer, basis, _why in mine] == ["popular"] * 3
    assert mine[0][0] == "tea"
    assert mine[0][2].startswith("Best seller: ")


@pytest.mark.parametrize(("newcomers", "is_tried"), [(49, False), (50, True)])
def test_fewer_than_fifty_newcomers_are_no_exam(tmp_path: Path, newcomers: int, is_tried: bool) -> None:
    assert bool(exam_of(shop_of(tmp_path, "kit", newcomers))) == is_tried


def test_what_newcomers_begin_with_is_read_off_before_the_split(tmp_path: Path) -> None:
    """Ninety days earlier nobody is new but the early ones, and nobody had begun with anything before them."""
    assert exam_of(shop_of(tmp_path, "kit"), AS_OF - dt.timedelta(days=90)) == {}


def _params() -> RecommendExamParams:
    return RecommendExamParams(as_of=AS_OF, currency="CNY", again_days=20, look_back_days=220)
