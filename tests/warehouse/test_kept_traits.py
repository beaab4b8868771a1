"""What lines of orders tell of people is worked out again only where lines, or whose they are, have changed; what
stands is what a rebuild would find."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from insight.warehouse import DuckWarehouse, refresh
from insight.warehouse.decisions import merge
from tests.warehouse.test_identity import undo_batch
from tests.workspaces import Row, add_batch, member, order, workspace

_MARK = "UPDATE mart.traits SET basket_size = 99"
_TRAITS = "SELECT * FROM mart.traits ORDER BY customer_id"
AT = dt.datetime(2025, 12, 1, 9)


def bought(buyer: str, day: str, product: str, category: str, price: int) -> tuple[Row, Row]:
    made = order(buyer, day, price)
    line = {"order_id": made["order_id"], "line_no": "1", "product_name": product, "category": category}
    return made, line | {"quantity": 2, "unit_price": str(price), "line_paid": str(price)}


@pytest.fixture
def shop(tmp_path: Path) -> DuckWarehouse:
    pairs = [bought("ann", "2025-01-05", "tea", "茶", 30), bought("bob", "2025-02-05", "cup", "杯", 50)]
    pairs.append(bought("ann", "2025-03-05", "cup", "杯", 40))
    orders, items = zip(*pairs, strict=True)
    return workspace(tmp_path, orders=orders, items=items, customers=[member("ann", tags="a"), member("bob")])


def traits(shop: DuckWarehouse) -> list[dict[str, Any]]:
    return shop.arrow(_TRAITS).to_pylist()


def marked(shop: DuckWarehouse) -> set[float]:
    return {row["basket_size"] for row in traits(shop)}


def viewed(shop: DuckWarehouse) -> None:
    event = {"customer_ref": "ann", "event": "view", "object": "tea", "occurred_at": dt.datetime(2025, 6, 1, 9)}
    add_batch(shop, events=[event])


def listed(shop: DuckWarehouse) -> None:
    add_batch(shop, customers=[member("cid", "2025-05-01", gender="female"), member("ann", gender="female")])


def ordered(shop: DuckWarehouse) -> None:
    made, line = bought("bob", "2025-05-05", "tea", "茶", 60)
    add_batch(shop, orders=[made], items=[line])


def joined(shop: DuckWarehouse) -> None:
    merge(shop, sorted(row["customer_id"] for row in traits(shop)), at=AT, by="ann")


@pytest.mark.parametrize(("change", "is_kept"), [(viewed, True), (listed, True), (ordered, False), (joined, False)])
def test_lines_are_read_again_only_where_they_or_their_people_changed(
    shop: DuckWarehouse, change: Callable[[DuckWarehouse], None], is_kept: bool
) -> None:
    with shop.writing() as session:
        session.execute(_MARK)
    change(shop)
    assert (99 in marked(shop)) == is_kept


def looked(shop: DuckWarehouse) -> tuple[set[float], set[str]]:
    """How often people looked at something, and at which category most."""
    known = [row for row in traits(shop) if row["views"] is not None]
    return {row["views"] for row in known}, {row["viewed_category"] for row in known}


def test_events_are_read_again_only_where_they_or_their_people_or_their_products_changed(shop: DuckWarehouse) -> None:
    viewed(shop)
    with shop.writing() as session:
        session.execute("UPDATE mart.traits SET views = 99, viewed_category = '?' WHERE views IS NOT NULL")
    add_batch(shop, orders=[order("bob", "2025-07-01", 10)])
    assert looked(shop) == ({99}, {"?"})
    made, line = bought("bob", "2025-07-05", "tea", "茶", 60)
    add_batch(shop, orders=[made], items=[line])
    assert looked(shop) == ({99}, {"茶"})
    viewed(shop)
    assert looked(shop) == ({2}, {"茶"})


@pytest.mark.parametrize("late", [dt.datetime(2026, 6, 1, 9), dt.datetime(2026, 1, 6)])
def test_an_event_beyond_the_day_counts_when_the_day_comes(shop: DuckWarehouse, late: dt.datetime) -> None:
    """The rows are imported on 5 January, so the first moment of the 6th is beyond."""
    known = {"customer_ref": "ann", "event": "view", "object": "tea", "occurred_at": dt.datetime(2026, 1, 5, 9)}
    add_batch(shop, events=[known])
    add_batch(shop, events=[known | {"occurred_at": late}])
    assert looked(shop)[0] == {1}
    with shop.writing() as session:
        session.execute("UPDATE app.batches SET imported_at = TIMESTAMP '2026-06-02 09:00'")
    add_batch(shop, orders=[order("bob", "2025-07-01", 10)])
    assert looked(shop)[0] == {2}


@pytest.mark.parametrize("changes", [(viewed,), (listed, viewed), (viewed, ordered, listed), (joined, viewed)])
def test_what_stands_is_what_a_rebuild_finds(
    shop: DuckWarehouse, changes: tuple[Callable[[DuckWarehouse], None], ...]
) -> None:
    for change in changes:
        change(shop)
    step_by_step = traits(shop)
    with shop.writing() as session:
        refresh(session)
    assert step_by_step == traits(shop)
    assert {row["basket_size"] for row in step_by_step} <= {2, None}
    if viewed in changes:
        assert max(row["recency_days"] or 0 for row in step_by_step) > 60


def test_another_main_currency_counts_the_lines_anew(shop: DuckWarehouse) -> None:
    with shop.writing() as session:
        session.execute(_MARK)
        session.execute("UPDATE mart.traits_day SET currency = 'USD'")
    viewed(shop)
    assert marked(shop) == {2}


def did(shop: DuckWarehouse, who: str, event: str, day: int, **more: Any) -> int:
    return add_batch(
        shop, events=[{"customer_ref": who, "event": event, "occurred_at": dt.datetime(2025, 6, day)} | more]
    )


def told(shop: DuckWarehouse, *columns: str) -> dict[str, tuple[Any, ...]]:
    found = shop.query(
        f"SELECT people.name, {', '.join(columns)} FROM mart.traits JOIN core.customers AS people USING (customer_id)"
    )
    return {
        row[0]: tuple(None if value != value else value for value in row[1:]) for row in found.itertuples(index=False)
    }


def test_only_who_did_something_new_is_counted_anew(shop: DuckWarehouse) -> None:
    did(shop, "ann", "view", 1, device="ios", object="tea")
    did(shop, "bob", "view", 1, device="ios", object="cup")
    with shop.writing() as session:
        session.execute("UPDATE mart.traits SET views = 99, device = '?', active_days = 99")
    did(shop, "bob", "view", 2, device="web", object="cup")
    columns = ("views", "device", "active_days", "devices", "viewed_category")
    assert told(shop, *columns) == {"ann": (99, "?", 99, 1, "茶"), "bob": (2, "web", 2, 2, "杯")}


def test_the_first_cart_of_anybody_makes_carts_known_of_all_and_its_undoing_unknown(shop: DuckWarehouse) -> None:
    did(shop, "ann", "view", 1)
    first = did(shop, "bob", "cart", 2)
    columns = ("views", "carts", "articles_read")
    assert told(shop, *columns) == {"ann": (1, 0, None), "bob": (0, 1, None)}
    did(shop, "bob", "read_article", 3, duration_s=60.0)
    did(shop, "bob", "read_article", 4, duration_s=59.0)
    assert told(shop, "views", "articles_opened", "articles_read", "articles_forwarded") == {
        "ann": (1, 0, 0, 0),
        "bob": (0, 2, 1, 0),
    }
    undo_batch(shop, first)
    assert told(shop, "views", "carts") == {"ann": (1, None), "bob": (0, None)}
