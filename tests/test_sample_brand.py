"""The sample brand of the tests: built once, kept until what it is built from changes, never shared to write to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import sample_brand as kept
from tests.sample_brand import BUILT_BY, cache_folder, fingerprint, own_sample_brand, sources

ROOT = Path(__file__).parents[1]
_IMPORTED = """
import sys
import insight.ingest
print(*sorted({name.split(".")[1] for name in sys.modules if name.startswith("insight.")}))
"""


def test_everything_that_takes_part_in_an_import_is_among_the_sources() -> None:
    used = subprocess.run([sys.executable, "-c", _IMPORTED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(used.stdout.split()) == {Path(name).stem for name in BUILT_BY}


def test_sources_are_exports_and_code_and_what_code_reads() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in sources()}
    assert {"sample_data/consents_20260101.csv", "sample_data/wecom_customers_20260101.xlsx"} <= names
    assert {"insight/settings.py", "insight/ingest/load.py", "insight/ingest/clean/customers.sql"} <= names
    assert not [name for name in names if name.endswith((".po", ".pyc", "truth.json"))]


def test_a_changed_source_or_setting_is_another_brand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compute = fingerprint.__wrapped__
    assert compute() == fingerprint()
    monkeypatch.setenv("INSIGHT_HOME", str(tmp_path))
    assert compute() == fingerprint()
    monkeypatch.setenv("INSIGHT_HUB_NAMES", "3")
    assert compute() != fingerprint()
    monkeypatch.undo()
    monkeypatch.setattr(kept, "sources", lambda: sources()[1:])
    assert compute() != fingerprint()


def test_copies_are_workspaces_of_their_own(tmp_path: Path) -> None:
    one, other = own_sample_brand(tmp_path / "one"), own_sample_brand(tmp_path / "other")
    assert one.fingerprint != other.fingerprint
    with one.writing() as session:
        session.execute("DELETE FROM core.customers")
    assert (one.count("SELECT 1 FROM core.customers"), other.count("SELECT 1 FROM core.customers")) == (0, 4421)
    assert own_sample_brand(tmp_path / "third").count("SELECT 1 FROM core.customers") == 4421


def test_the_oldest_and_the_unfinished_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSIGHT_TEST_CACHE", str(tmp_path))
    for age in range(10):
        (tmp_path / f"brand{age}").mkdir()
        os.utime(tmp_path / f"brand{age}", (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "unfinished-1").mkdir()
    kept._forget_the_oldest(cache_folder())
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"brand{age}" for age in range(7)]


def test_the_folder_of_the_cache_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSIGHT_TEST_CACHE", str(tmp_path / "new"))
    assert cache_folder() == tmp_path / "new"
    assert cache_folder().is_dir()
