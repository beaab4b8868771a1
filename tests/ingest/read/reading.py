"""Reads in the process of the test: what is read is the same, and a process for each of a thousand examples is not."""

from pathlib import Path

from insight.ingest.read import ReadChoices, ReadLimits, TextTable, Unreadable
from insight.ingest.read.file import read_here


def read_file(
    path: Path,
    *,
    name: str | None = None,
    limits: ReadLimits | None = None,
    choices: ReadChoices | None = None,
    encoding: str | None = None,
) -> list[TextTable | Unreadable]:
    chosen = choices or ReadChoices(encoding=encoding)
    return list(read_here(path, name=name or path.name, limits=limits or ReadLimits(), choices=chosen))
