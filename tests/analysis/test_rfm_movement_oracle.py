"""Fifty random shops: who moved, why, and how many could be reached agree with slow and obvious Python."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any, NamedTuple

import pytest

from insight.analysis.rfm import RfmParams, rfm
from insight.analysis.rfm_core.flow import OPEN
from insight.analysis.rfm_movement import RfmMovementParams, movers, over_time, rfm_movement
from insight.analysis.rfm_movement.statements import FLOW_REASONS
from insight.analysis.rfm_sandbox import RfmSandboxParams, rfm_sandbox
from insight.errors import NotEnoughDataError
from insight.warehouse import Warehouse
from tests import oracle_movement as oracle
from tests.analysis.random_shop import AS_OF, random_customers, random_orders
from tests.workspaces import Row, names, workspace

SEEDS = range(16)
PURPOSES = ("短信营销", "会员消息推送", "问卷调研")


class Shop(NamedTuple):
    orders: list[Row]
    customers: list[Row]
    consents: list[Row]
    warehouse: Warehouse


def contacts(customers: list[Row]) -> list[Row]:
    """Some have a phone, some an e-mail, some neither."""
    random = Random(len(customers))
    return [
        row
        | ({"phone": f"1380000{number:04}"} if random.random() < 0.6 else {})
        | ({"email": f"p{number}@example.com"} if random.random() < 0.3 else {})
        for number, row in enumerate(customers)
    ]


def random_consents(seed: int, customers: list[Row]) -> list[Row]:
    """Up to four words of each person, some on the day itself and some at the same moment."""
    random = Random(seed)
    said: dict[Any, Row] = {}
    for row in customers:
        for _time in range(random.randint(0, 4)):
            at = dt.datetime.combine(AS_OF, dt.time(9)) - dt.timedelta(days=random.choice((-1, 0, 1, 10, 10, 90, 300)))
            purpose, status = random.choice(PURPOSES), random.choice(("granted", "granted", "denied", "withdrawn"))
            said[row["source_customer_id"], purpose, at] = {
                "customer_ref": row["source_customer_id"],
                "purpose": purpose,
                "status": status,
                "at": at,
            }
    return list(said.values())


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Shop]:
    @cache
    def build(seed: int) -> Shop:
        orders, listed = random_orders(seed), contacts(random_customers(seed))
        consents = random_consents(seed, listed)
        folder = tmp_path_factory.mktemp("shop")
        built = workspace(folder, orders=orders, customers=listed, consents=consents)
        return Shop(orders, listed, consents, built)

    return build


def params_of(seed: int, **more: Any) -> RfmMovementParams:
    """Every kind of scoring comes up: equal parts by either boundaries, fixed cuts, both schemes, a first day."""
    return RfmMovementParams(
        **{
            "as_of": AS_OF,
            "before": AS_OF - dt.timedelta(days=(1, 2, 10, 30, 45, 250)[seed % 6]),
            "currency": "CNY",
            "bins": 2 + seed % 6,
            "since": AS_OF - dt.timedelta(days=300) if seed % 5 == 0 else None,
            "method": "fixed" if seed % 4 == 0 else "quantile",
            "scheme": ("eleven", "eight")[seed % 2],
            "boundaries": ("fixed_from_before", "each_day")[seed // 2 % 2],
        }
        | more
    )


def told(shop: Shop, params: RfmMovementParams) -> oracle.Shop:
    cuts = (params.recency_day_cuts, params.order_cuts, params.amount_cuts) if params.method == "fixed" else None
    return oracle.Shop(
        shop.orders,
        shop.customers,
        params.currency,
        params.bins,
        params.scheme,
        params.since,
        cuts,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_everybody_goes_the_way_that_plain_python_sees(shop: Callable[[int], Shop], seed: int) -> None:
    built, params = shop(seed), params_of(seed)
    expected = oracle.ways(told(built, params), params.earlier, AS_OF, each_day=params.has_own_boundaries)
    known = names(built.warehouse)
    rows = built.warehouse.query(FLOW_REASONS, params.values_of_flow() | OPEN | {"rows": None})
    found = {
        known[row["customer_id"]]: oracle.Way(
            row["from_group"], row["to_group"], row["moved"], row["is_by_others"], row["orders"] == row["from_orders"]
        )
        for row in rows.to_dict("records")
    }
    assert found == expected
    if all(way.moved == "entered" for way in expected.values()):
        with pytest.raises(NotEnoughDataError):
            rfm_movement(built.warehouse, params)
        return
    result = rfm_movement(built.warehouse, replace(params, over_time=False))
    ways = Counter((way.before, way.now) for way in expected.values())
    assert {(row["from_group"], row["to_group"]): row["customers"] for row in _some(result.matrix)} == ways
    assert (result.buyers, result.buyers_before) == (
        len(expected),
        sum(way.moved != "entered" for way in expected.values()),
    )
    directions = Counter((way.moved, way.is_by_others) for way in expected.values())
    assert {(row["moved"], row["by_others"]): row["customers"] for row in _some(result.moves)} == directions
    for row in result.silence.to_dict("records"):
        of_group = [way for way in expected.values() if way.before == row["group"]]
        assert (row["n"], row["customers"]) == (len(of_group), sum(way.is_silent for way in of_group))
    _assert_span_before(result, told(built, params))
    moved = ("stayed", "up", "down", "entered")[seed % 4]
    said = movers(built.warehouse, params, result.segment(moved=moved), "en").to_pylist()
    assert len(said) == sum(way.moved == moved for way in expected.values())
    assert all((row["why"] is None) == (moved == "stayed") for row in said)


def _assert_span_before(result: Any, seen: oracle.Shop) -> None:
    params = result.params
    if params.has_own_boundaries:
        earlier = oracle.stands(seen, params.reference, params.reference)
    else:
        earlier = oracle.stands(seen, params.reference, params.earlier)
    now = oracle.stands(seen, params.earlier, params.earlier)
    for row in result.silence.to_dict("records"):
        of_group = [name for name, stand in earlier.items() if stand.name == row["group"]]
        silent = [name for name in of_group if earlier[name].orders == now[name].orders]
        assert (row["previous_buyers"], row["previous_customers"]) == (len(of_group), len(silent))


@pytest.mark.parametrize("seed", SEEDS)
def test_sizes_money_and_reach_over_time_agree(shop: Callable[[int], Shop], seed: int) -> None:
    built, params = shop(seed), params_of(seed)
    seen = told(built, params)
    if not oracle.stands(seen, params.earlier, params.earlier):
        return
    sizes = over_time(built.warehouse, params)
    phones, emails = ({row["source_customer_id"] for row in built.customers if row.get(kind)} for kind in CONTACTS)
    assert set(params.days()) >= {params.earlier, AS_OF}
    for day in params.days():
        stands = oracle.stands(seen, day, day if params.has_own_boundaries else params.earlier)
        rows = sizes[sizes["as_of"] == day].to_dict("records")
        assert bool(rows) == bool(stands), day
        agreed = oracle.agreed(built.consents, day)
        for row in rows:
            people = {name for name, stand in stands.items() if stand.name == row["group"]}
            people |= oracle.prospects(seen, day) if row["group"] == "prospects" else set()
            counted = tuple(row[name] for name in ("customers", "phone", "email", "reachable", "consent"))
            reach = [len(people & who) for who in (phones, emails, phones | emails, agreed)]
            assert counted == (len(people), *reach), (day, row["group"])
            amount = sum(stands[name].amount for name in people if name in stands)
            assert row["net_amount"] == pytest.approx(float(amount))


CONTACTS = ("phone", "email")


@pytest.mark.parametrize("seed", SEEDS[::2])
def test_reach_of_cells_and_groups_agrees(shop: Callable[[int], Shop], seed: int) -> None:
    built = shop(seed)
    seen = oracle.Shop(built.orders, built.customers, "CNY", 3, "eleven", None, None)
    stands = oracle.stands(seen, AS_OF, AS_OF)
    if not stands:
        return
    result = rfm(built.warehouse, RfmParams(as_of=AS_OF, currency="CNY", bins=3))
    phones, emails = ({row["source_customer_id"] for row in built.customers if row.get(kind)} for kind in CONTACTS)
    agreed = oracle.agreed(built.consents, AS_OF)
    cells = [
        ({name for name, s in stands.items() if (s.r, s.f) == (row["r"], row["f"])}, row) for row in _all(result.grid)
    ]
    groups = [
        (
            oracle.prospects(seen, AS_OF)
            if row["group"] == "prospects"
            else {name for name, stand in stands.items() if stand.name == row["group"]},
            row,
        )
        for row in _all(result.groups)
        if row["scheme"] == "eleven"
    ]
    for people, row in cells + groups:
        counted = tuple(row[name] for name in ("customers", "phone", "email", "reachable", "consent", "wecom"))
        assert counted == (len(people), *(len(people & who) for who in (phones, emails, phones | emails, agreed)), 0)


@pytest.mark.parametrize("seed", SEEDS[::2])
def test_two_setups_on_one_day_agree(shop: Callable[[int], Shop], seed: int) -> None:
    built, scheme = shop(seed), ("eleven", "eight")[seed % 2]
    params = RfmSandboxParams(
        as_of=AS_OF, currency="CNY", bins=2 + seed % 6, new_bins=2 + seed // 6 % 6, new_method="fixed", scheme=scheme
    )
    cuts = (params.new_recency_day_cuts, params.new_order_cuts, params.new_amount_cuts)
    at_hand = oracle.Shop(built.orders, built.customers, "CNY", params.bins, scheme, None, None)
    tried = at_hand._replace(bins=params.new_bins, cuts=cuts)  # type: ignore[arg-type]
    one, other = (oracle.stands(each, AS_OF, AS_OF) for each in (at_hand, tried))
    if not one:
        with pytest.raises(NotEnoughDataError):
            rfm_sandbox(built.warehouse, params)
        return
    result = rfm_sandbox(built.warehouse, params)
    expected = Counter((one[name].name, other[name].name) for name in one)
    assert {(row["from_group"], row["to_group"]): row["customers"] for row in _some(result.matrix)} == expected
    for row in result.groups.to_dict("records"):
        people = [s for s in (one if row["setup"] == "at_hand" else other).values() if s.name == row["group"]]
        assert row["customers"] == len(people)
        assert row["net_amount"] == pytest.approx(float(sum(stand.amount for stand in people)))


def _all(frame: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = frame.to_dict("records")
    return rows


def _some(frame: Any) -> list[dict[str, Any]]:
    return [row for row in _all(frame) if row["customers"]]
