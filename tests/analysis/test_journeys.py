"""Journeys across channels: who met which channel first, which next, and where they ordered."""

import datetime as dt
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from insight.analysis import make_params
from insight.analysis.journeys import JourneysParams, JourneysResult, journeys
from insight.charts.channels.journeys import journey_flow
from insight.errors import NotEnoughDataError, ParameterError
from insight.govern.small_cells import without_small_cells
from insight.warehouse import DuckWarehouse
from tests.analysis.channel_shop import random_shop
from tests.oracle_channels import Shop
from tests.oracle_journeys import journeys_of
from tests.workspaces import member, order, people, workspace

AS_OF = dt.date(2026, 1, 1)


def asked(warehouse: DuckWarehouse, **more: Any) -> JourneysResult:
    return journeys(warehouse, make_params("journeys", {"as_of": AS_OF, "currency": "CNY"} | more, warehouse))


def who(warehouse: DuckWarehouse, result: JourneysResult, **cell: Any) -> set[str]:
    segment = result.segment(**cell)
    return people(warehouse, segment.statement, segment.values)


def event(name: str, day: str, channel: str | None) -> dict[str, Any]:
    return {"customer_ref": name, "event": "view", "occurred_at": dt.datetime.fromisoformat(day), "channel": channel}


@pytest.fixture(scope="module")
def brand(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    """Six people by hand, as of 1 January 2026.

    ann: a code, two days later the app, then orders on Tmall; a year later a shop. bob: orders on Tmall only, the app
    afterwards. cat: the code and an order on Tmall, both at the same moment. dan: the app, then a code, no order.
    eve: a poster without a day, then an order on Tmall. fay: the code only, an order that names no channel.
    """
    return workspace(
        tmp_path_factory.mktemp("brand"),
        customers=[
            member("ann", "2024-01-01", channel="code"),
            member("cat", "2024-02-01T12:00", channel="code"),
            member("dan", "2024-05-02", channel="code"),
            member("eve", None, channel="poster"),
            member("fay", "2024-01-01", channel="code"),
        ],
        orders=[
            order("ann", "2024-01-05", 10),
            order("ann", "2025-01-05", 10, channel="(shop)"),
            order("bob", "2024-03-01", 10),
            order("cat", "2024-02-01", 10),
            order("eve", "2024-01-01", 10),
            order("fay", "2024-02-01", 10, channel=None),
            order("dan", "2026-01-01", 10),
        ],
        events=[
            event("ann", "2024-01-03T08:00", "app"),
            event("bob", "2024-03-02T08:00", "app"),
            event("dan", "2024-05-01T08:00", "app"),
            event("dan", "2024-05-01T07:00", None),
        ],
    )


def test_a_journey_is_the_channels_in_the_order_in_which_they_were_met(brand: DuckWarehouse) -> None:
    result = asked(brand)
    assert result.journeys[["first", "next", "order", "customers"]].to_numpy().tolist() == [
        ["app", "code", "(none)", 1],
        ["code", "Tmall", "Tmall", 1],
        ["code", "app", "Tmall", 1],
    ]
    assert (result.people, result.several, result.tied, result.undated) == (6, 3, 1, 1)
    assert who(brand, result) == {"ann", "cat", "dan"}
    assert who(brand, result, first="code") == {"ann", "cat"}
    assert who(brand, result, first="code", next="app", order="Tmall") == {"ann"}
    assert who(brand, result, order="(none)") == {"dan"}


def test_what_came_after_the_order_belongs_to_no_journey_to_the_first_order(brand: DuckWarehouse) -> None:
    """bob met the app after his only order; ann's shop came after her first."""
    result = asked(brand)
    assert "bob" not in who(brand, result)
    assert set(result.moves["then"]) == {"app", "Tmall", "code"}


def test_a_journey_to_the_latest_order_goes_on(brand: DuckWarehouse) -> None:
    result = asked(brand, until="latest")
    assert who(brand, result, order="((shop)") == {"ann"}
    assert who(brand, result, channel="Tmall", then="((shop)") == {"ann"}
    told = result.segment(order="((shop)").sentence.render("en")
    assert told == "People who met more than one channel · Ordered in: (shop), as of 31 Dec 2025"


def test_moves_are_counted_anywhere_in_a_journey(brand: DuckWarehouse) -> None:
    rows = asked(brand).moves.set_index(["channel", "then"])
    assert rows.loc[("code", "app"), ["customers", "here"]].tolist() == [1, 3]
    assert rows.loc[("code", "app"), "days"] == pytest.approx(2 + 8 / 24)
    assert rows.loc[("code", "Tmall"), "days"] == 0
    assert who(brand, asked(brand), channel="app", then="code") == {"dan"}


def test_the_order_on_the_as_of_day_is_not_seen(brand: DuckWarehouse) -> None:
    assert who(brand, asked(brand, as_of=dt.date(2026, 1, 2)), order="Tmall") == {"ann", "cat", "dan"}


def with_channels(seed: int) -> Shop:
    """A random shop whose events name channels too, some of them on the hour of something else."""
    shop, dice = random_shop(seed), random.Random(seed)
    shop.events = [row | {"channel": dice.choice(("app", "code A", "Tmall", None))} for row in shop.events]
    return shop


@pytest.mark.parametrize("seed", [1, 2])
def test_plain_python_finds_the_same_journeys(tmp_path: Path, seed: int) -> None:
    shop = with_channels(seed)
    warehouse = workspace(tmp_path, **shop.rows())
    for until in ("first", "latest"):
        result = asked(warehouse, until=until, kept=12)
        expected = journeys_of(shop, AS_OF, until)
        several = {name: one for name, one in expected.items() if len(one.stops) > 1}
        counted = Counter((one.stops[0], one.stops[1], one.order) for one in several.values())
        rows = result.journeys[["first", "next", "order", "customers"]].itertuples(index=False)
        assert {(first, then, end): n for first, then, end, n in rows} == dict(counted)
        moved = Counter(pair for one in several.values() for pair in pairwise(one.stops))
        rows = result.moves[["channel", "then", "customers"]].itertuples(index=False)
        assert {(channel, then): n for channel, then, n in rows} == dict(moved)
        assert (result.people, result.several) == (len(expected), len(several))
        assert len(several) > 20


def test_rare_channels_stand_together_with_their_number_and_nobody_is_lost(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, **with_channels(3).rows())
    result = asked(warehouse, kept=2)
    for place in (0, 1, 2):
        rows = result.places[result.places["place"] == place]
        assert rows["customers"].sum() == result.several
        assert place == 2 or len(rows) == 2 + 1
    other = result.places[result.places["channel"] == "(other)"]
    assert (other["folded"] >= 1).all()
    assert other["place"].tolist() == [0, 1]
    for row in result.ways.to_dict("records"):
        names = ("first", "next", "order")[row["place"] : row["place"] + 2]
        cell = dict(zip(names, (row["channel"], row["next"]), strict=True))
        assert result.segment(**cell).count(warehouse) == row["customers"]


def test_the_picture_draws_every_place_and_way_and_names_are_letters(brand: DuckWarehouse) -> None:
    result = asked(brand, until="latest")
    picture = journey_flow(result, "en", ("place", "0", "code"))
    meant = picture.clickable()
    assert ("place", "2", "((shop)") in meant
    assert ("way", "0", "code", "app") in meant
    assert len(meant) == len(result.places) + len(result.ways)
    assert picture.title == "3 of 6 people met more than one channel by their latest order"
    assert "1 met the first two on the same moment" in picture.note
    assert "(shop) 1" in " ".join(picture.figure.data[-1].text)


def test_a_manager_sees_no_way_of_few_people(tmp_path: Path) -> None:
    customers = [member(f"p{n}", "2024-01-01", channel="code" if n < 30 else "ad") for n in range(32)]
    orders = [order(f"p{n}", "2024-01-05", 1, channel="shop" if n % 2 else "Tmall") for n in range(32)]
    seen = without_small_cells(asked(workspace(tmp_path, customers=customers, orders=orders)))
    drawn = journey_flow(seen, "en").clickable()
    assert all("ad" not in one for one in drawn)
    assert seen.moves["customers"].isna().all()


def test_one_channel_only_is_one_sentence(tmp_path: Path) -> None:
    shop = workspace(tmp_path, orders=[order("a", "2025-01-01", 1), order("a", "2025-01-02", 1)])
    with pytest.raises(NotEnoughDataError, match="Nobody met more than one channel — 0 of 1 people"):
        asked(shop)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ({"first": "moon"}, "moon"),
        ({"next": "(none)"}, "none"),
        ({"channel": "code"}, "then"),
        ({"channel": "code", "then": "dan"}, "dan"),
        ({"channel": "code", "then": "app", "first": "code"}, "then"),
    ],
)
def test_a_cell_that_is_not_there_is_a_sentence(brand: DuckWarehouse, cell: dict[str, str], told: str) -> None:
    with pytest.raises(ParameterError, match=told):
        asked(brand).segment(**cell)


def test_findings_say_how_many_and_where(brand: DuckWarehouse) -> None:
    said = [finding.text.render("en") for finding in asked(brand).findings()]
    assert said == [
        "3 of 6 people (50%) met more than one channel by their first order",
        "Of those who ordered most went code → Tmall → ordered in Tmall: 1 person",
        "Most journeys begin in code: 2 people",
        "Most journeys end with an order in Tmall: 2 people",
        "1 person met several channels and did not order yet: 33% of all who met several",
    ]


def test_an_end_that_is_none_is_a_sentence() -> None:
    with pytest.raises(ParameterError, match="one of first, latest"):
        JourneysParams(as_of=AS_OF, currency="CNY", until="last")  # type: ignore[arg-type]
