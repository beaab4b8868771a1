"""Workspaces whose data lie on a Spark cluster: begun, loaded, loaded anew, and what is there."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from insight.cli.lake_mapping import BUILT, STAGED, built, check_mapping, has_mapping, keep_mapping
from insight.cli.output import DONE, now, print_json, print_lines, say
from insight.errors import ParameterError
from insight.i18n import _
from insight.ingest import build_sample
from insight.settings import SAMPLE_WORKSPACE, settings
from insight.warehouse import DuckWarehouse, open_workspace, workspace_names
from insight.warehouse.spark import BUILD_PLACES, Engine, engine_of, require_client

if TYPE_CHECKING:
    from insight.warehouse.spark.tables.generation import Generation
    from insight.warehouse.spark.workspace import SparkWarehouse

ACTIONS = ("init", "load", "refresh", "status")


def add_lake_options(parser: argparse.ArgumentParser) -> None:
    """What `lake` can be told."""
    parser.add_argument("action", choices=ACTIONS, metavar="ACTION", help=", ".join(ACTIONS))
    parser.add_argument("--engine", metavar="ADDRESS", help="init, load: a Spark Connect server, sc://host:port")
    parser.add_argument("--catalog", default="", metavar="NAME", help="init, load: where the tables are named")
    parser.add_argument("--place", metavar="PLACE", help="init, load: folder or store that every machine of it sees")
    parser.add_argument("--build", choices=BUILD_PLACES, help="init, load: where core and mart are built (here)")
    parser.add_argument("--mapping", metavar="FILE", help="init: canonical columns of tables that are there (TOML)")
    parser.add_argument("--whole", action="store_true", help="load, refresh: write all anew, not only what changed")
    parser.add_argument("--from", dest="source", metavar="WORKSPACE", help="load: whose data; refresh: if others")


def lake(options: argparse.Namespace) -> int:
    """What was asked for."""
    require_client()
    return {"init": _init, "load": _load, "refresh": _refresh, "status": _status}[options.action](options)


def _init(options: argparse.Namespace) -> int:
    from insight.warehouse.spark.load import begin_on_engine

    engine = _engine(options)
    mapping = check_mapping(Path(options.mapping), engine.address) if options.mapping else None
    warehouse = begin_on_engine(options.workspace, engine)
    if mapping is not None:
        keep_mapping(warehouse, mapping)
    return say(options, {"workspace": warehouse.workspace} | _lies(warehouse))


def _load(options: argparse.Namespace) -> int:
    from insight.warehouse.spark.load import begin_on_engine, load_onto_engine, on_engine

    target = begin_on_engine(options.workspace, _engine(options)) if options.engine else on_engine(options.workspace)
    source = _source_of(options.source, target)
    generation = load_onto_engine(source, target, now(), _progress, whole=options.whole)
    return say(options, _record(target.workspace, target.server, generation))


def _refresh(options: argparse.Namespace) -> int:
    """Load again what the newest generation was loaded from, where it has changed since."""
    from insight.warehouse.spark.load import load_onto_engine, on_engine

    target = on_engine(options.workspace)
    generation = target.in_force()
    source = _source_of(options.source or (None if generation.source in (BUILT, STAGED) else generation.source), target)
    is_new = options.whole or source.fingerprint != generation.source_state or source.workspace != generation.source
    if is_new:
        generation = load_onto_engine(source, target, now(), _progress, whole=options.whole)
    return say(options, _record(target.workspace, target.server, generation) | {"loaded": is_new})


def _source_of(name: str | None, target: "SparkWarehouse") -> DuckWarehouse:
    """The workspace that is named, or the one that is built of mapped tables."""
    if name is not None:
        return _source(name)
    if not has_mapping(target):
        raise ParameterError("--from", "", _("the workspace whose data are loaded, or begin with a mapping of tables"))
    return built(target, _progress)


def _status(options: argparse.Namespace) -> int:
    from insight.warehouse.spark.load import on_engine

    target = on_engine(options.workspace)
    target.connection.answers()
    found = [_record(target.workspace, target.server, each) for each in target.known_generations()]
    tables = {table.name: table.rows for each in target.known_generations()[:1] for table in each.tables}
    lies = _lies(target)
    if options.json:
        print_json(lies | {"generations": found, "tables": tables})
        return DONE
    print_lines(f"{name}: {told}" for name, told in lies.items())
    print_lines(" ".join(f"{key}={value}" for key, value in each.items()) for each in found)
    print_lines(f"{rows:>12,}  {name}" for name, rows in tables.items())
    return DONE


def _lies(warehouse: "SparkWarehouse") -> dict[str, object]:
    """Where the data of a workspace lie, and where they are derived."""
    return {"engine": warehouse.server, "place": warehouse.engine.place, "build": warehouse.engine.build}


def _engine(options: argparse.Namespace) -> Engine:
    if options.engine is None:
        raise ParameterError("--engine", "", _("the address of a Spark Connect server: sc://host:port"))
    folder = settings().workspace_folder(options.workspace).resolve()
    known = engine_of(folder)
    place = options.place or (known.place if known else str(folder / "lake"))
    build = options.build or (known.build if known else BUILD_PLACES[0])
    return Engine(address=options.engine, place=place, catalog=options.catalog, build=build)


def _source(name: str) -> DuckWarehouse:
    """A workspace whose data are to be loaded; the sample brand is built on first use."""
    folder, known = settings().workspace_folder(name).name, workspace_names()
    if folder not in (*known, SAMPLE_WORKSPACE):
        names = ", ".join(known) or "–"
        raise ParameterError("--from", name, _("one that is there, or import into it first: {names}", names=names))
    warehouse = open_workspace(folder)
    if folder == SAMPLE_WORKSPACE:
        build_sample(warehouse, now())
    return warehouse


def _progress(table: str, rows: int, written: int) -> None:
    """Long work tells what it has done; on stderr, for stdout may be a document."""
    print(f"{rows:>12,}  {table}  (+{written:,})", file=sys.stderr, flush=True)


def _record(workspace: str, server: str, generation: "Generation") -> dict[str, object]:
    return {
        "workspace": workspace,
        "engine": server,
        "generation": generation.number,
        "schema": generation.schema,
        "source": generation.source,
        "loaded_at": generation.loaded_at,
        "rows": generation.rows,
        "written": generation.written,
    }
