"""No two states of any two files share a fingerprint, so nobody is shown another's numbers."""

import shutil
from pathlib import Path

import pytest

from insight.analysis.overview import OverviewParams, overview
from insight.settings import Settings
from insight.ui.kit.cache import analyse, of_data
from insight.warehouse import DuckWarehouse, Warehouse, open_workspace
from tests.consents import AT
from tests.govern.test_export_log import export
from tests.govern.test_export_log import people as people_of_export
from tests.workspaces import add_batch, order, workspace

DAY = "2025-01-01"


def people(warehouse: Warehouse) -> int:
    return warehouse.count("SELECT customer_id FROM core.customers")


def copy_of(warehouse: DuckWarehouse, name: str) -> DuckWarehouse:
    warehouse.close()
    target = warehouse.folder.with_name(name)
    shutil.copytree(warehouse.folder, target)
    return open_workspace(name, Settings(home=target.parent))


def test_two_copies_that_took_in_different_files_never_show_each_others_numbers(tmp_path: Path) -> None:
    one = workspace(tmp_path, orders=[order("ann", DAY, 10)])
    other = copy_of(one, "copy")
    assert one.fingerprint != other.fingerprint
    add_batch(one, orders=[order("bob", DAY, 10)])
    add_batch(other, orders=[order("cat", DAY, 10), order("dan", DAY, 10)])
    assert one.generation == other.generation
    assert [of_data(people, one), of_data(people, other)] == [2, 3]
    params = OverviewParams(as_of=AT.date(), currency="CNY")
    assert [analyse(overview, each, params).buyers for each in (one, other)] == [2, 3]


def test_a_backup_put_back_with_the_same_generation_is_a_state_of_its_own(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", DAY, 10)])
    warehouse.close()
    path = warehouse.folder / "insight.duckdb"
    backup = Path(shutil.copy(path, tmp_path / "backup.duckdb"))
    before = warehouse.fingerprint
    add_batch(warehouse, orders=[order("bob", DAY, 10), order("cat", DAY, 10)])
    assert of_data(people, warehouse) == 3
    seen = {before, warehouse.fingerprint}
    warehouse.close()
    shutil.copy(backup, path)
    assert warehouse.fingerprint not in seen
    add_batch(warehouse, orders=[order("dan", DAY, 10)])
    assert warehouse.generation == 2
    assert of_data(people, warehouse) == 2
    assert warehouse.fingerprint not in seen


@pytest.mark.slow("imports files again and again")
@pytest.mark.parametrize("in_place", [True, False], ids=["written over", "moved over"])
def test_a_backup_put_back_while_the_file_is_open_is_what_is_read_from_then_on(tmp_path: Path, in_place: bool) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", DAY, 10)])
    warehouse.close()
    path = warehouse.folder / "insight.duckdb"
    backup = Path(shutil.copy(path, tmp_path / "backup.duckdb"))
    add_batch(warehouse, orders=[order("bob", DAY, 10)])
    before = warehouse.fingerprint
    if in_place:
        shutil.copy(backup, path)
    else:
        backup.replace(path)
    assert warehouse.fingerprint != before
    assert people(warehouse) == 1
    warehouse.close()
    assert people(warehouse) == 1
    add_batch(warehouse, orders=[order("cat", DAY, 10)])
    assert of_data(people, warehouse) == 2


def test_a_file_that_was_taken_away_is_made_anew(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", DAY, 10)])
    before = warehouse.fingerprint
    (warehouse.folder / "insight.duckdb").unlink()
    assert people(warehouse) == 0
    assert warehouse.fingerprint != before


def test_every_commit_makes_a_new_state_unless_it_says_that_no_analysis_reads_it(tmp_path: Path) -> None:
    from insight.govern import write_export

    warehouse = workspace(tmp_path, orders=[order("ann", DAY, 10)])
    before = warehouse.fingerprint
    with warehouse.writing() as session:
        session.execute("UPDATE core.customers SET city = 'x'")
    changed = warehouse.fingerprint
    assert changed != before
    write_export(warehouse, export(1), people_of_export([]))
    assert warehouse.fingerprint == changed


def test_a_change_that_fails_leaves_the_state_as_it_was(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", DAY, 10)])
    before = warehouse.fingerprint

    def fail_halfway() -> None:
        with warehouse.writing() as session:
            session.execute("DELETE FROM core.customers")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert warehouse.fingerprint == before


def test_a_workspace_that_knows_no_token_yet_gets_one(tmp_path: Path) -> None:
    warehouse = workspace(tmp_path, orders=[order("ann", DAY, 10)])
    with warehouse.writing() as session:
        session.execute("ALTER TABLE app.exports DROP COLUMN chain_version")
    with warehouse.writing(of_data=False) as session:
        session.execute("ALTER TABLE app.state DROP COLUMN token")
    warehouse.close()
    again = DuckWarehouse(warehouse.folder, Settings(home=tmp_path))
    token = again.query("SELECT token FROM app.state")["token"].iloc[0]
    assert len(token) == 32
    assert people(again) == 1
    with again.writing():
        pass
    assert again.query("SELECT token FROM app.state")["token"].iloc[0] != token
