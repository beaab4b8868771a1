"""What is known of each person of a small shop, trait by trait."""

import datetime as dt
from pathlib import Path

import pytest

from insight.analysis.traits import bands, find_trait, group_label, known_traits, trait_groups, trait_matrix
from insight.calendar.festivals import festivals
from insight.errors import ParameterError
from insight.schema.shipped_traits import FAMILIES, SHIPPED
from insight.warehouse import DuckWarehouse, refresh
from insight.warehouse.steps import Bound
from tests.workspaces import member, order, workspace

ITEMS = {
    "o1": [("面霜", "护肤", "1", "100")],
    "o2": [("面霜", "护肤", "2", "80"), ("口红", "彩妆", "1", "50")],
    "o3": [("口红", "彩妆", "1", "100")],
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """ann buys in festivals and by coupon, bob once and sends it back, cid is only on the list."""
    return workspace(
        tmp_path_factory.mktemp("traits"),
        customers=[
            member(
                "ann", "2024-01-01", gender="female", birthday=dt.date(1995, 6, 18), city="杭州市", province="浙江省"
            ),
            member("bob", "2024-02-01", gender="male", city="绵阳", province="四川"),
            member("cid", "2024-03-01", city="Boston", province="MA", country="US"),
        ],
        orders=[
            order("ann", "2025-06-01T20:00", 100, order_id="o1", goods_amount="120", discount="20", coupon="618"),
            order("ann", "2025-06-21T08:00", 210, order_id="o2", channel="JD", goods_amount="210", discount="0"),
            order("bob", "2025-06-20T12:00", 100, order_id="o3", status="refunded", refund_amount="100"),
            order("bob", "2025-06-28T12:00", 30, order_id="o4"),
        ],
        items=[
            {"order_id": number, "line_no": str(place), "product_name": name, "category": category}
            | {"quantity": pieces, "unit_price": price, "ordered_at": dt.datetime(2025, 6, 1)}
            for number, lines in ITEMS.items()
            for place, (name, category, pieces, price) in enumerate(lines)
        ],
    )


def values(shop: DuckWarehouse, *names: str, as_of: dt.date | None = None) -> dict[str, tuple[object, ...]]:
    """Name -> what the traits say of that person."""
    people = shop.arrow("SELECT customer_id, name FROM core.customers").to_pylist()
    called = {row["customer_id"]: row["name"] for row in people}
    rows = trait_matrix(shop, names, as_of=as_of).to_pylist()
    return {called[row["customer_id"]]: tuple(row[name] for name in names) for row in rows}


def test_who_people_are(shop: DuckWarehouse) -> None:
    assert values(shop, "gender", "age", "birthday_month", "city_tier", "joined_on") == {
        "ann": ("female", 30.0, 6, "new_first", dt.date(2024, 1, 1)),
        "bob": ("male", None, None, "other", dt.date(2024, 2, 1)),
        "cid": (None, None, None, None, dt.date(2024, 3, 1)),
    }


def test_what_they_spend_and_what_is_unknown_of_who_never_bought(shop: DuckWarehouse) -> None:
    assert values(shop, "orders", "net_amount", "average_order", "recency_days", "order_gap_days") == {
        "ann": (2.0, 310.0, 155.0, 8.0, 20.0),
        "bob": (1.0, 30.0, 30.0, 1.0, None),
        "cid": (0.0, 0.0, None, None, None),
    }


def test_how_they_buy(shop: DuckWarehouse) -> None:
    assert values(shop, "preferred_channel", "channels", "favourite_hours", "favourite_weekday", "coupon_share") == {
        "ann": ("JD", 2.0, "morning", "sat", 0.5),
        "bob": ("Tmall", 1.0, "noon", "sat", 0.0),
        "cid": (None, None, None, None, None),
    }
    assert values(shop, "festival_share", "is_festival_buyer", "refund_share")["ann"] == (0.5, False, 0.0)
    assert values(shop, "refund_share")["bob"] == (0.5,)
    assert values(shop, "discount_share")["ann"] == (pytest.approx(20 / 330),)


def test_price_level_is_relative_to_the_usual_price_of_the_category(shop: DuckWarehouse) -> None:
    found = values(shop, "price_level", "basket_size", "categories", "preferred_category", "preferred_product")
    assert found["ann"] == (pytest.approx((100 / 90 + 80 / 90 + 1) / 3), 2.0, 2.0, "护肤", "面霜")
    assert found["bob"] == (None, None, None, None, None)


def test_traits_are_as_of_any_past_day(shop: DuckWarehouse) -> None:
    past = values(shop, "orders", "recency_days", "age", "preferred_channel", as_of=dt.date(2025, 6, 18))
    assert past["ann"] == (1.0, 17.0, 30.0, "Tmall")
    assert values(shop, "age", as_of=dt.date(2025, 6, 17))["ann"] == (29.0,)


def test_a_rebuild_says_the_same(shop: DuckWarehouse) -> None:
    before = shop.query("SELECT * FROM mart.traits ORDER BY customer_id").astype(str).to_dict("records")
    with shop.writing() as session:
        refresh(session)
    assert shop.query("SELECT * FROM mart.traits ORDER BY customer_id").astype(str).to_dict("records") == before


def test_every_known_value_is_in_one_group(shop: DuckWarehouse) -> None:
    found = trait_groups(shop, [trait.name for trait in known_traits(shop)])
    rows = shop.query(f"SELECT trait, value, count(*) AS n FROM ({found.statement}) GROUP BY ALL", found.values)
    counted = rows.groupby("trait")["n"].sum().to_dict()
    known = trait_matrix(shop, [trait.name for trait in known_traits(shop)])
    assert counted == {name: 3 - known[name].null_count for name in known.column_names[1:]}


def test_bands_are_half_open_and_said(shop: DuckWarehouse) -> None:
    age = find_trait(shop, "age")
    keys = [span.key for span in bands(shop, age)]
    assert keys == ["..20", "20..25", "25..30", "30..36", "36..45", "45..55", "55.."]
    assert group_label(age, "30..36").render("en") == "30 years to under 36 years"
    assert group_label(age, "..20").render("en") == "below 20 years"
    found = trait_groups(shop, ["age"])
    assert shop.query(found.statement, found.values)["value"].tolist() == ["30..36"]


def test_numbers_without_own_bands_are_cut_at_fifths_of_the_shop(shop: DuckWarehouse) -> None:
    assert [span.key for span in bands(shop, find_trait(shop, "net_amount"))] == ["..30", "30..310", "310.."]


def test_some_people_only(shop: DuckWarehouse) -> None:
    women = Bound("SELECT customer_id FROM core.customers WHERE gender = $gender", {"gender": "female"})
    assert trait_matrix(shop, ["orders", "city"], women).num_rows == 1


def test_a_trait_nobody_has_is_not_offered_and_an_unknown_one_is_refused(shop: DuckWarehouse) -> None:
    assert "posts" not in {trait.name for trait in known_traits(shop)}
    with pytest.raises(ParameterError, match="trait"):
        find_trait(shop, "list:星座")


def test_festival_days_are_those_of_the_calendar() -> None:
    spans = festivals(dt.date(2025, 2, 21), dt.date(2025, 12, 31))
    named = {(w.starts_on.strftime("%m%d"), (w.ends_on - dt.timedelta(days=1)).strftime("%m%d")) for w in spans}
    assert {("0301", "0308"), ("0601", "0620"), ("1020", "1111"), ("1201", "1212")} <= named


def test_every_trait_is_declared_once_and_says_where_it_comes_from() -> None:
    names = [trait.name for trait in SHIPPED]
    assert len(names) == len(set(names))
    assert all(trait.sources and trait.family in FAMILIES and trait.doc.key for trait in SHIPPED)


def test_an_empty_workspace_knows_no_traits(tmp_path: Path) -> None:
    assert known_traits(workspace(tmp_path)) == ()
