"""Tables that a brand already has on its cluster: faults of a mapping in words, and a workspace built of them."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from insight.errors import ParameterError
from insight.ingest.mapped import take_decisions
from insight.warehouse.decisions import decisions, merge
from insight.warehouse.spark import Connection, connection
from insight.warehouse.spark.mapping import MappedTable, MappingError, read_mapping, rows_of, state_of
from tests.engine.sail import sail
from tests.houses import House
from tests.workspaces import names, order, workspace

ORDERS = pa.table(
    {
        "id": [1, 2, 3, 4],
        "created": [dt.datetime(2025, 1, 1, 10), dt.datetime(2025, 2, 1, 23, 30), dt.datetime(2025, 3, 1), None],
        "paid": pa.array([Decimal("10.50"), Decimal("1200"), Decimal("3.10"), Decimal(1)], pa.decimal128(12, 2)),
        "weight": [1.0, 1.0, 1.0, 1.0],
        "member": ["m1", "m2", "o'brien", "m4"],
        "phone": ["+86 138 0000 0001", None, "13800000001", None],
        "state": ["已付款", "completed", "closed", "paid"],
        "is_test": [False, False, False, True],
    }
)
LINES = pa.table({"order": [1, 1, 2], "sku": ["a", "b", "a"], "price": pa.array([Decimal("4.500")] * 3)})


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with sail() as address:
        yield address


@pytest.fixture(scope="module")
def lake(address: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Connection, Path]:
    folder = tmp_path_factory.mktemp("lake")
    line = connection(address)
    put(line, folder / "orders", ORDERS)
    put(line, folder / "lines", LINES)
    return line, folder


def put(line: Connection, place: Path, rows: pa.Table, mode: str = "error") -> None:
    line.ask(lambda session: session.createDataFrame(rows).write.mode(mode).parquet(str(place)))


def mapping(folder: Path, text: str) -> Path:
    """A file of that text, in which {orders} and {lines} are the tables."""
    file = folder / "mapping.toml"
    told = text.replace("{orders}", f"parquet.`{folder}/orders`").replace("{lines}", f"parquet.`{folder}/lines`")
    file.write_text(told, encoding="utf-8")
    return file


GOOD = """
source_system = "erp"
currency = "CNY"

[orders]
from = "{orders}"
where = "NOT is_test"
order_id = "id"
ordered_at = "created"
paid_amount = "paid"
phone = "phone"
buyer_ref = "member"
status = "state"

[order_items]
from = "{lines}"
order_id = "`order`"
sku = "sku"
unit_price = "price"
"""


@pytest.mark.parametrize(
    ("line_of", "said", "told"),
    [
        ("ordered_at", "CAST(created AS STRING)", "is of type string; cast it to one of timestamp_ntz, date"),
        ("paid_amount", "weight", "weight is of type double; cast it to one of decimal, tinyint"),
        ("paid_amount", "paid + missing", "the engine does not understand paid + missing: "),
        ("buyer_ref", "max(member)", "max(member) is not one expression over the columns of a row"),
        ("buyer_ref", "(SELECT 'x')", "is not one expression over the columns of a row"),
        ("buyer_ref", "member, phone", "is not one expression over the columns of a row"),
        ("buyer_ref", "member FROM x; DROP TABLE y", "is not one expression over the columns of a row"),
        ("buyer_ref", "member AS name", "is not one expression over the columns of a row"),
        ("buyer_ref", "is_test", "is of type boolean; cast it to one of string, varchar"),
        ("colour", "member", "[orders] colour: the table has no such column"),
        ("where", "id", "[orders] where: id is of type bigint, not true or false"),
    ],
)
def test_a_fault_is_one_sentence_with_its_column(
    line_of: str, said: str, told: str, lake: tuple[Connection, Path]
) -> None:
    line, folder = lake
    given = {"order_id": "id", "ordered_at": "created"} | {line_of: said}
    written = "\n".join(f'{name} = "{value}"' for name, value in given.items())
    file = mapping(folder, f'source_system = "erp"\n[orders]\nfrom = "{{orders}}"\n{written}')
    with pytest.raises(MappingError, match="The mapping cannot be used, and nothing was read") as refused:
        read_mapping(file, line)
    (fault,) = refused.value.faults
    assert fault.render("en").startswith(f"[orders] {line_of}: ")
    assert told in fault.render("en")


def test_all_faults_are_told_together(lake: tuple[Connection, Path]) -> None:
    line, folder = lake
    text = 'source_system = "erp"\n[orders]\nfrom = "{orders}"\n[things]\nx = "y"\n[order_items]\nfrom = "no.where"'
    with pytest.raises(MappingError) as refused:
        read_mapping(mapping(folder, text), line)
    told = [fault.render("en") for fault in refused.value.faults]
    assert [fault.partition(":")[0] for fault in told] == [
        "[orders] order_id",
        "[orders] ordered_at",
        "[things]",
        "[order_items] order_id",
        "[order_items] from",
    ]


def test_a_large_table_comes_in_heaps_and_the_lines_of_an_order_in_one(lake: tuple[Connection, Path]) -> None:
    line, folder = lake
    orders, lines = read_mapping(mapping(folder, GOOD), line).tables
    heaps = list(rows_of(lines, line, at_once=1))
    assert len(heaps) == 3
    assert sorted(tuple(row.items()) for heap in heaps for row in heap.to_pylist()) == sorted(
        tuple(row.items()) for row in read(lines, line).to_pylist()
    )
    assert [sum("1" in heap["order_id"].to_pylist() for heap in heaps)] == [1]
    assert [heap.num_rows for heap in rows_of(orders, line, at_once=3)] == [3]
    assert len(list(rows_of(orders, line, at_once=2))) == 2


def read(table: MappedTable, line: Connection) -> pa.Table:
    """All rows at once."""
    (rows,) = rows_of(table, line)
    return rows


@pytest.mark.parametrize("text", ["[orders", "[orders]\nfrom = 'x'", "source_system = 'a b'", "source_system = 5"])
def test_a_file_without_its_heading_is_refused(text: str, lake: tuple[Connection, Path]) -> None:
    line, folder = lake
    with pytest.raises(ParameterError, match="--mapping"):
        read_mapping(mapping(folder, text), line)


def test_cells_are_text_in_plain_forms_and_the_state_tells_whether_they_changed(
    lake: tuple[Connection, Path],
) -> None:
    line, folder = lake
    orders, lines = read_mapping(mapping(folder, GOOD), line).tables
    rows = sorted(read(orders, line).to_pylist(), key=lambda row: row["order_id"])
    assert rows[1] == {
        "order_id": "2",
        "ordered_at": "2025-02-01 23:30:00",
        "status": "completed",
        "paid_amount": "1200.00",
        "buyer_ref": "m2",
        "phone": None,
    }
    assert len(rows) == 3, "a test order is left out"
    assert read(lines, line)["unit_price"].to_pylist() == ["4.50"] * 3
    before = state_of(lines, line)
    assert state_of(lines, line) == before
    put(line, folder / "lines", LINES.slice(0, 1), "append")
    assert state_of(lines, line) != before
    put(line, folder / "lines", LINES, "overwrite")
    assert state_of(lines, line) == before


def test_what_staff_decided_of_the_same_tables_is_taken_along_once(tmp_path: Path) -> None:
    """Where core and mart are built elsewhere from now on, nobody decides everything again."""
    decided, staged = (
        workspace(tmp_path, orders=[order("ann", "2025-01-01", 1), order("bob", "2025-01-01", 1)]) for _ in "12"
    )
    merge(decided, sorted(names(decided)), at=dt.datetime(2026, 1, 1))
    take_decisions(staged, decided)
    (taken,) = decisions(staged)
    assert (taken.kind, taken) == ("merge", decisions(decided)[0])
    before = staged.fingerprint
    take_decisions(staged, decided)
    assert staged.fingerprint == before, "nothing is new, so nothing is derived again"


@pytest.mark.slow("three loads by the command line")
@pytest.mark.parametrize(("build", "source"), [("here", "mapped"), ("engine", "staged")])
def test_from_mapped_tables_to_people_who_are_one_and_to_what_is_new(
    build: str, source: str, address: str, lake: tuple[Connection, Path], tmp_path: Path
) -> None:
    line, folder = lake
    put(line, folder / "orders", ORDERS, "overwrite")
    put(line, folder / "lines", LINES, "overwrite")
    house = House(tmp_path)
    bad = mapping(folder, GOOD.replace('"paid"', '"weight"'))
    refused = house.run("lake", "init", "-w", "shop", "--engine", address, "--mapping", bad)
    assert refused.code == 2
    assert "[orders] paid_amount: weight is of type double" in refused.err
    assert not (tmp_path / "shop").exists(), "checked before anything is made"

    good = mapping(folder, GOOD)
    begun = house.run("lake", "init", "-w", "shop", "--engine", address, "--mapping", good, "--build", build)
    assert begun.code == 0, begun.err
    loaded = house.run("lake", "load", "-w", "shop")
    assert loaded.code == 0, loaded.err
    assert f"source: {source}" in loaded.out
    found = house.run("analyse", "overview", "-w", "shop", "-p", "currency=CNY", "--json")
    assert found.code == 0, found.err
    listed = house.run("lake", "status", "-w", "shop").out
    assert "           2  mart_purchases" in listed, "the closed order counts for nothing"
    assert "           2  core_customers" in listed, "a phone in two forms is one person"
    assert "           3  core_order_items" in listed

    assert "loaded: False" in house.run("lake", "refresh", "-w", "shop").out
    put(line, folder / "orders", ORDERS.slice(1, 1), "append")
    put(line, folder / "lines", LINES.slice(0, 2), "overwrite")
    again = house.run("lake", "refresh", "-w", "shop")
    assert "loaded: True" in again.out, again.err
    assert "           2  core_order_items" in house.run("lake", "status", "-w", "shop").out
