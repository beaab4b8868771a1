"""A workspace on an engine whose data come from tables that the brand already has there."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from insight.cli.output import language, now
from insight.ingest.mapped import LakeTable, forget_others, is_loaded, load_mapped, take_decisions
from insight.settings import Settings
from insight.warehouse import DuckWarehouse, open_workspace, workspace_names
from insight.warehouse.private import replace_durably
from insight.warehouse.spark import Connection, connection

if TYPE_CHECKING:
    from insight.warehouse.spark.mapping import LakeMapping
    from insight.warehouse.spark.workspace import SparkWarehouse

BUILT = "mapped"
"""The workspace, within the folder of the one on the engine, in which core and mart are built of what was read."""

STAGED = "staged"
"""The same where they are built on the engine: what was read lies here cleaned, and nothing is derived from it."""

Progress = Callable[[str, int, int], None]


def check_mapping(file: Path, address: str) -> bytes:
    """The file, where it can be used; else each fault is told on a line of its own."""
    text = file.read_bytes() if file.is_file() else b""
    _read(file, connection(address))
    return text


def keep_mapping(target: "SparkWarehouse", text: bytes) -> None:
    """Keep the mapping with the workspace."""
    replace_durably(_file(target), text)


def has_mapping(target: "SparkWarehouse") -> bool:
    """Whether the data of a workspace are mapped from tables on its engine."""
    return _file(target).is_file()


def built(target: "SparkWarehouse", progress: Progress) -> DuckWarehouse:
    """What the mapped tables hold now, cleaned, with core and mart unless they are built on the engine; tables whose
    rows are those of last time are not read."""
    mapping, derive = _read(_file(target), target.connection), not target.engine.builds
    warehouse = open_workspace(BUILT if derive else STAGED, Settings(home=target.folder))
    if not derive and BUILT in workspace_names(Settings(home=target.folder)):
        take_decisions(warehouse, open_workspace(BUILT, Settings(home=target.folder)))
    forget_others(warehouse, [table.name for table in mapping.tables], derive=derive)
    from insight.warehouse.spark.mapping import rows_of, state_of

    for table in mapping.tables:
        source = LakeTable(
            table=table.name,
            origin=table.rows.replace("`", ""),
            state=state_of(table, target.connection),
            source_system=mapping.source_system,
            currency=mapping.currency,
        )
        if not is_loaded(warehouse, source):
            rows = load_mapped(warehouse, source, rows_of(table, target.connection), now(), derive=derive)
            progress(source.origin, rows, rows)
    return warehouse


def _read(file: Path, line: Connection) -> "LakeMapping":
    from insight.warehouse.spark.mapping import MappingError, read_mapping

    try:
        return read_mapping(file, line)
    except MappingError as error:
        for fault in error.faults:
            print(fault.render(language()), file=sys.stderr)
        raise


def _file(target: "SparkWarehouse") -> Path:
    from insight.warehouse.spark.mapping import MAPPING_FILE

    return target.folder / MAPPING_FILE
