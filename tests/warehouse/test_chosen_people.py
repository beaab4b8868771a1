"""The people of a statement are found once for a state of the workspace, and never out of date."""

from pathlib import Path

import pyarrow as pa

from insight.export import preview, reachable
from insight.warehouse import DuckWarehouse
from insight.warehouse.chosen import Chosen, key_of
from tests.consents import everyone, phone
from tests.workspaces import add_batch, member, workspace


def shop(folder: Path, people: int = 3) -> DuckWarehouse:
    return workspace(folder, customers=[member(f"p{n}", "2024-01-01", phone=phone(n)) for n in range(people)])


def ids(*names: str) -> pa.Table:
    return pa.table({"customer_id": list(names)})


def asked(found: list[str], name: str, table: pa.Table) -> pa.Table:
    found.append(name)
    return table


def test_counting_reach_and_preview_find_the_people_once(tmp_path: Path) -> None:
    warehouse, segment = shop(tmp_path), everyone()
    first = warehouse.people(segment.statement, segment.values)
    assert segment.count(warehouse) == reachable(warehouse, segment).customers == 3
    assert preview(warehouse, segment).num_rows == 3
    assert warehouse.people(segment.statement, segment.values) is first


def test_after_an_import_the_people_are_those_of_now(tmp_path: Path) -> None:
    warehouse, segment = shop(tmp_path), everyone()
    assert segment.count(warehouse) == 3
    add_batch(warehouse, customers=[member("new", "2024-01-01", phone=phone(9))])
    assert segment.count(warehouse) == reachable(warehouse, segment).customers == 4


def test_a_change_that_is_none_of_data_is_seen_too(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    statement = "SELECT written AS customer_id FROM app.uploaded_list_rows"
    values = {"list_id": 1}
    row = "INSERT INTO app.uploaded_list_rows (list_id, source_row, written) VALUES (1, 1, 'a')"
    before = warehouse.fingerprint
    assert warehouse.people(statement, values).num_rows == 0
    with warehouse.writing(of_data=False) as session:
        session.execute(row)
    assert warehouse.people(statement, values)["customer_id"].to_pylist() == ["a"]
    with warehouse.writing(of_data=False) as session:
        session.execute("DELETE FROM app.uploaded_list_rows")
    assert warehouse.people(statement, values).num_rows == 0
    assert warehouse.fingerprint == before


def test_other_values_are_other_people(tmp_path: Path) -> None:
    warehouse = shop(tmp_path)
    statement = "SELECT customer_id FROM core.customers WHERE name = $name"
    for name, people in (("p1", 1), ("nobody", 0), ("p1", 1), ("O'Brien", 0)):
        assert warehouse.people(statement, {"name": name}).num_rows == people


def test_people_found_while_something_changed_are_not_kept() -> None:
    chosen, key, told = Chosen(), key_of("state", "SELECT", {}), list[str]()

    def find() -> pa.Table:
        chosen.forget()
        return asked(told, "old", ids("a"))

    assert chosen.get(key, find).num_rows == 1
    assert chosen.get(key, lambda: asked(told, "new", ids("a", "b"))).num_rows == 2
    assert chosen.get(key, lambda: asked(told, "again", ids())).num_rows == 2
    assert told == ["old", "new"]


def test_those_asked_for_longest_ago_make_room_and_what_is_too_large_is_not_kept() -> None:
    one = ids("a").nbytes
    chosen, told = Chosen(most_bytes=2 * one), list[str]()
    for name in ("x", "y", "x", "z", "x", "y"):
        chosen.get((name, "", ""), lambda name=name: asked(told, name, ids("a")))  # type: ignore[misc]
    assert told == ["x", "y", "z", "y"]
    for _turn in range(2):
        chosen.get(("large", "", ""), lambda: asked(told, "large", ids("a", "b", "c")))
    chosen.get(("y", "", ""), lambda: asked(told, "y", ids("a")))
    assert told[4:] == ["large", "large"]
