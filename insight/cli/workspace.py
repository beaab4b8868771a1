"""The workspace that a command works on."""

import argparse

from insight.cli.output import now
from insight.errors import ParameterError
from insight.i18n import _
from insight.ingest import build_sample
from insight.settings import DEFAULT_WORKSPACE, SAMPLE_WORKSPACE, settings
from insight.warehouse import DuckWarehouse, open_workspace, workspace_names


def opened(options: argparse.Namespace) -> DuckWarehouse:
    """The workspace of that name; the sample brand is built on first use.

    Raises ParameterError for a workspace that is not there: only what brings data in makes one of any name.
    """
    name, known = settings().workspace_folder(options.workspace).name, workspace_names()
    if name not in (*known, DEFAULT_WORKSPACE, SAMPLE_WORKSPACE):
        names = ", ".join(known) or "–"
        raise ParameterError("workspace", name, _("one that is there, or import into it first: {names}", names=names))
    warehouse = open_workspace(name)
    if name == SAMPLE_WORKSPACE:
        build_sample(warehouse, now())
    return warehouse
