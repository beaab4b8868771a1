"""The process of its own in which a stranger's file is read: what ends it ends nothing else.

Started by `apart`, with the order to read on its standard input; the tables go to its standard output, their cells into
memory that both have where the system has such. It sets the
limits of memory and time itself, where the system has them, after all that it needs is imported.
"""

import json
import os
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from insight.ingest.read.choices import ReadChoices
from insight.ingest.read.file import read_here
from insight.ingest.read.message import send, send_end
from insight.ingest.read.table import ReadLimits

_MOST_THREADS = 4


def main() -> None:
    """Read what is ordered, and go."""
    ordered = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_leave_with_the_parent, daemon=True).start()
    pa.set_cpu_count(min(pa.cpu_count(), _MOST_THREADS))
    _limit(ordered["memory_bytes"], ordered["processor_seconds"])
    out, shared = sys.stdout.buffer, ordered["shared"]
    with suppress(BrokenPipeError):
        _read(ordered, out, None if shared is None else os.fdopen(shared, "wb"))
        send_end(out)
    os._exit(0)


def _read(ordered: dict[str, Any], out: BinaryIO, shared: BinaryIO | None) -> None:
    try:
        for result in read_here(
            Path(ordered["path"]),
            name=ordered["name"],
            limits=ReadLimits(**ordered["limits"]),
            choices=ReadChoices(**ordered["choices"]),
            as_it_stands=ordered["as_it_stands"],
        ):
            send(result, out, shared)
    except MemoryError:
        os._exit(1)


def _leave_with_the_parent() -> None:
    """The order stays open for as long as somebody waits for the answer."""
    sys.stdin.buffer.read()
    os._exit(1)


def _limit(memory_bytes: int, processor_seconds: int) -> None:
    """Windows has no such limits, and other systems not all of them."""
    try:
        import resource
    except ImportError:
        return
    held = _held_bytes()
    for kind, most in (("RLIMIT_AS", held + memory_bytes), ("RLIMIT_CPU", processor_seconds), ("RLIMIT_CORE", 0)):
        with suppress(AttributeError, ValueError, OSError):
            number = getattr(resource, kind)
            _soft, hard = resource.getrlimit(number)
            resource.setrlimit(number, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _held_bytes() -> int:
    """The address space that is taken before anything is read."""
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 1 << 30
