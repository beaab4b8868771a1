"""The workspace that a command works on."""

import argparse

from insight.cli.output import now
from insight.ingest import build_sample
from insight.settings import SAMPLE_WORKSPACE
from insight.warehouse import DuckWarehouse, open_workspace


def opened(options: argparse.Namespace) -> DuckWarehouse:
    """The workspace of that name; the sample brand is built on first use."""
    warehouse = open_workspace(options.workspace)
    if options.workspace == SAMPLE_WORKSPACE:
        build_sample(warehouse, now())
    return warehouse
