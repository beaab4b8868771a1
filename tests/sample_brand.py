"""The sample brand as the ordinary import builds it: once a machine, until what it is built from changes."""

import datetime as dt
import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path

import insight
from insight.ingest import build_sample
from insight.ingest.sample import SAMPLE_FOLDER
from insight.settings import SAMPLE_WORKSPACE, Settings
from insight.warehouse import DuckWarehouse, open_workspace

IMPORTED_AT = dt.datetime(2026, 1, 3, 9)
BUILT_BY = ("errors.py", "i18n", "ingest", "names.py", "schema", "settings.py", "warehouse")
"""What of the program takes part in an import; anything else may change without a new build."""

_CODE = Path(insight.__file__).parent
_ENGINES = ("duckdb", "lxml", "numpy", "olefile", "pandas", "pyarrow", "python-calamine")
_OF_TESTS = ("INSIGHT_HOME", "INSIGHT_SHARED", "INSIGHT_TEST_")
_KEPT = 8
_UNFINISHED = "unfinished-"
_PATIENCE = 300.0


@cache
def sample_brand() -> DuckWarehouse:
    """A copy for all tests of this process that only ask it questions."""
    home = tempfile.TemporaryDirectory(prefix="sample-brand-", ignore_cleanup_errors=True)
    _homes.append(home)
    return own_sample_brand(Path(home.name))


def own_sample_brand(home: Path) -> DuckWarehouse:
    """A copy to write to, as the workspace `sample` of that home folder, with an identity of its own."""
    options = Settings(home=home)
    with _one_process_at_a_time() as kept:
        shutil.copytree(_built(kept), options.workspace_folder(SAMPLE_WORKSPACE))
    copy = open_workspace(SAMPLE_WORKSPACE, options)
    with copy.writing() as session:
        session.execute("UPDATE app.state SET workspace_id = $workspace_id", {"workspace_id": uuid.uuid4().hex})
    return copy


def cache_folder() -> Path:
    """`INSIGHT_TEST_CACHE`, else where the system keeps caches, else its temporary folder."""
    told = os.environ.get("INSIGHT_TEST_CACHE")
    if told:
        return _made(Path(told))
    try:
        return _made(_of_the_system() / "insight-desk-tests")
    except (OSError, RuntimeError):
        return _made(Path(tempfile.gettempdir()) / "insight-desk-tests")


def sources() -> list[Path]:
    """Every file that the workspace depends on: the brand's exports and the code that imports them."""
    exports = [path for path in SAMPLE_FOLDER.iterdir() if path.suffix in (".csv", ".xlsx")]
    code = [path for name in BUILT_BY for path in (_CODE / name, *(_CODE / name).rglob("*")) if _is_code(path)]
    return sorted([*exports, *code])


@cache
def fingerprint() -> str:
    """Of the sources, the engines, and the settings that the environment holds."""
    told = sorted(pair for pair in os.environ.items() if pair[0].startswith("INSIGHT_"))
    told = [(name, text) for name, text in told if not name.startswith(_OF_TESTS)]
    engines = [(name, version(name)) for name in _ENGINES]
    digest = hashlib.sha256(repr((sys.version_info[:2], IMPORTED_AT, told, engines)).encode())
    for path in sources():
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_CODE.parent).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:24]


_homes: list[tempfile.TemporaryDirectory[str]] = []


def _is_code(path: Path) -> bool:
    return path.is_file() and path.suffix not in (".pyc", ".po")


def _of_the_system() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise PermissionError(folder)
    return folder


@contextmanager
def _one_process_at_a_time() -> Iterator[Path]:
    """The lock of a database, because every system has it and it ends with its process, however that ends."""
    folder = cache_folder()
    lock = sqlite3.connect(folder / "lock.sqlite", timeout=_PATIENCE, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield folder
    finally:
        lock.close()


def _built(kept: Path) -> Path:
    """The workspace's folder among those kept, built if it is not there; it appears whole or not at all."""
    place = kept / fingerprint()
    if not place.is_dir():
        _forget_the_oldest(kept)
        home = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=kept))
        warehouse = DuckWarehouse(home / SAMPLE_WORKSPACE, Settings(home=home))
        build_sample(warehouse, IMPORTED_AT)
        warehouse.close()
        (home / SAMPLE_WORKSPACE).rename(place)
        home.rmdir()
    os.utime(place)
    return place


def _forget_the_oldest(kept: Path) -> None:
    """Room for one more; what a killed process left unfinished goes too, for nobody else is here now."""
    finished = [path for path in kept.iterdir() if path.is_dir() and not path.name.startswith(_UNFINISHED)]
    finished.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for folder in [*finished[_KEPT - 1 :], *kept.glob(f"{_UNFINISHED}*")]:
        shutil.rmtree(folder, ignore_errors=True)
