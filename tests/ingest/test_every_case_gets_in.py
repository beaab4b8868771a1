"""Small files of shops, tills and survey tools: each loads, or asks a question that one printed command answers."""

import os
import re
import shlex
from argparse import Namespace
from pathlib import Path

import pytest

from insight.cli.imports import answers_of
from insight.cli.parser import build_parser
from insight.ingest import SheetReport, examine, load
from insight.ingest.read import Unreadable, read_file
from insight.warehouse import DuckWarehouse
from tests.uploads import IMPORTED_AT, new_workspace

_SHARED = Path(os.environ.get("INSIGHT_SHARED", Path(__file__).parents[3] / "shared"))
CASES = sorted((_SHARED / "cases" / "imports").glob("*"))
_OPEN = re.compile(r"<([^|>]*)[^>]*>")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> DuckWarehouse:
    return new_workspace(tmp_path_factory.mktemp("home"), "my-brand")


def take(warehouse: DuckWarehouse, options: Namespace) -> list[SheetReport]:
    """What `import` does with these options."""
    said = answers_of(options)
    drafts = [draft for path in options.files for draft in examine(path, answers=said, warehouse=warehouse)]
    return load(warehouse, drafts, imported_at=IMPORTED_AT)


@pytest.mark.one_in(10)
@pytest.mark.skipif(not CASES, reason=f"no files in {_SHARED / 'cases' / 'imports'}: set INSIGHT_SHARED")
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_every_case_is_loaded_or_asks_what_one_command_answers(warehouse: DuckWarehouse, path: Path) -> None:
    for report in take(warehouse, build_parser().parse_args(["import", str(path)])):
        if report.refused is None:
            assert sum(counts.read - counts.rejected for counts in report.tables.values()) > 0
            continue
        assert report.command is not None, report.refused
        assert report.command.startswith(f"python -m insight import {path} ")
        words = [_OPEN.sub(r"\1", word) for word in shlex.split(report.command)[3:]]
        (again,) = take(warehouse, build_parser().parse_args(words))
        assert again.refused is None, (report.command, again.refused)
        assert sum(counts.read - counts.rejected for counts in again.tables.values()) > 0


@pytest.mark.slow("imports files again and again")
def test_no_case_is_beyond_reading() -> None:
    """Whatever opens in Excel is a table."""
    if not CASES:
        pytest.skip(f"no files in {_SHARED / 'cases' / 'imports'}: set INSIGHT_SHARED")
    unread = [path.name for path in CASES for sheet in read_file(path) if isinstance(sheet, Unreadable)]
    assert unread == []
