"""People joined on the cluster are those that one machine finds."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from insight.warehouse import DuckWarehouse, identity
from insight.warehouse.identity.graph import FIRST_KIND, people
from insight.warehouse.spark import Connection, Engine, connection
from insight.warehouse.spark.tables.people import people_of_rows
from insight.warehouse.spark.tables.shape import view_of
from tests.analysis.random_shop import random_customers, random_orders
from tests.engine.sail import sail
from tests.sample_brand import sample_brand
from tests.workspaces import workspace

KINDS = ("row_key", "account_key", "phone_key", "email_key")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with sail() as address:
        yield Engine(address=address, place=str(tmp_path_factory.mktemp("files")))


@pytest.fixture(scope="module")
def line(engine: Engine) -> Connection:
    return connection(engine.address)


def on_engine(
    line: Connection, engine: Engine, rows: pa.Table, keys: tuple[str, ...], hubs: list[int]
) -> dict[int, int]:
    """identity_key -> root_key as the cluster says."""
    told = pa.table({"key": pa.array(hubs, pa.uint64())})
    line.ask(lambda session: view_of(session, "rows_of_names", rows))
    line.ask(lambda session: view_of(session, "hubs_of_names", told))
    with people_of_rows(line, engine, "rows_of_names", keys, "hubs_of_names") as statement:
        found = line.run(statement).to_pylist()
    assert len(found) == len({row["identity_key"] for row in found})
    return {int(row["identity_key"]): int(row["root_key"]) for row in found}


def here(columns: list[np.ndarray]) -> dict[int, int]:
    """The same on this machine; a row is known by its number."""
    found = people(columns, [])
    return {row: int(root) for row, root in enumerate(found.of_row) if root}


def rows_of(columns: list[np.ndarray], keys: tuple[str, ...]) -> pa.Table:
    numbers = {"identity_key": pa.array(range(len(columns[0])), pa.uint64())}
    return pa.table(numbers | {name: pa.array(column, pa.uint64()) for name, column in zip(keys, columns, strict=True)})


def test_a_long_chain_is_one_person(line: Connection, engine: Engine) -> None:
    """Each phone is on two rows with different accounts: the first and the last row know nothing of each other."""
    length = 300
    accounts = np.arange(length, dtype=np.uint64) + FIRST_KIND
    phones = np.uint64(6) * FIRST_KIND + np.arange(length, dtype=np.uint64)
    columns = [np.concatenate([accounts, accounts[1:]]), np.concatenate([phones, phones[:-1]])]
    expected = here(columns)
    assert set(expected.values()) == {int(FIRST_KIND)}
    assert on_engine(line, engine, rows_of(columns, KINDS[1:3]), KINDS[1:3], []) == expected


@pytest.mark.parametrize("seed", range(3))
def test_any_graph_has_the_same_people(seed: int, line: Connection, engine: Engine) -> None:
    random = np.random.default_rng(seed)
    rows, few = 400, 150 + 100 * seed
    columns = []
    for kind in (0, 1, 6, 7):
        keys = random.integers(1, few, rows).astype(np.uint64) + np.uint64(kind) * FIRST_KIND
        keys[random.random(rows) < (0.95 if kind == 0 else 0.5)] = 0
        columns.append(keys)
    assert (columns[0] > 0).any(), "sets that staff judged come after all others"
    hubs = [int(key) for key in random.choice(columns[2][columns[2] > 0], 5)]
    without = [np.where(np.isin(column, np.array(hubs, np.uint64)), np.uint64(0), column) for column in columns]
    expected = here(without)
    assert 10 < len(set(expected.values())) < len(expected) < rows
    assert on_engine(line, engine, rows_of(columns, KINDS), KINDS, hubs) == expected


def test_nobody_at_all_is_nobody(line: Connection, engine: Engine) -> None:
    columns = [np.zeros(2, np.uint64), np.zeros(2, np.uint64)]
    assert on_engine(line, engine, rows_of(columns, KINDS[1:3]), KINDS[1:3], []) == {}


def assert_same_people(shop: DuckWarehouse, line: Connection, engine: Engine, hub_names: int, at_least: int) -> None:
    with shop.trying() as session:
        for table, names in (("old_names", "identity_key, customer_id"), ("decided_rows", "identity_key")):
            session.execute(f"CREATE TEMP TABLE {table} AS SELECT {names} FROM core.identity_rows WHERE FALSE")
        identity.resolve(session, hub_names=hub_names, join=identity.join_here)
        rows = session.arrow("SELECT * FROM keyed_rows")
        expected = session.arrow("SELECT identity_key, root_key FROM row_roots").to_pylist()
        hubs = session.arrow("SELECT node_key(node) AS key FROM core.hubs")["key"].to_pylist()
    keys = tuple(name for name in rows.column_names if name.endswith("_key") and name != "identity_key")
    assert len(expected) >= at_least
    found = on_engine(line, engine, rows, keys, hubs)
    assert found == {row["identity_key"]: row["root_key"] for row in expected}


@pytest.mark.parametrize("seed", range(3))
def test_the_people_of_a_shop_drawn_at_random_are_those_of_its_workspace(
    seed: int, line: Connection, engine: Engine, tmp_path: Path
) -> None:
    shop = workspace(tmp_path, orders=random_orders(seed), customers=random_customers(seed))
    assert_same_people(shop, line, engine, hub_names=2, at_least=8)


@pytest.mark.slow("thousands of people")
def test_the_people_of_the_sample_brand_are_those_of_its_workspace(line: Connection, engine: Engine) -> None:
    assert_same_people(sample_brand(), line, engine, hub_names=5, at_least=3000)


def test_nothing_is_left_behind(engine: Engine) -> None:
    assert list(Path(engine.place).iterdir()) == []
