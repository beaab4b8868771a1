"""Reads a stranger's file in a process of its own, with a limit of memory and time.

Libraries that open workbooks believe what a file says of itself: two kilobytes can ask for a hundred gigabytes, and
what then ends is the process. A crash, a panic, a stall or a shortage of memory is a sentence here.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from insight.errors import UploadError
from insight.ingest.read import refusals
from insight.ingest.read.choices import ReadChoices
from insight.ingest.read.message import BrokenOffError, received
from insight.ingest.read.table import ReadLimits, TextTable, Unreadable

_MEMORY_BYTES = 1 << 30
_MEMORY_TIMES_CONTENT = 6
_PROCESSOR_SECONDS = 10
_SECONDS = 13
_PIPE_BYTES = 1 << 20
_CONTENT_BYTES_A_SECOND = 2 << 20
_LEAST_WORK = 0.02
_HURRIED_BYTES = 1 << 20

# Only `ingest.read` is wanted: what stands in the packages above it brings in pandas and the database, half a second.
# Arrow would bring in pandas as well, only to learn that what it is given is none of it.
_BEGIN = """
import sys, types
class WithoutPandas:
    def find_spec(name, path=None, target=None):
        if name == "pandas":
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, WithoutPandas)
sys.path.insert(0, sys.argv[1])
import insight
package = types.ModuleType("insight.ingest")
package.__path__ = [sys.argv[2]]
sys.modules["insight.ingest"] = package
from insight.ingest.read.child import main
main()
"""
_INGEST = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Allowance:
    """What reading one file may take; `seconds` by the clock with hardly any work, so that a stall ends too."""

    memory_bytes: int
    processor_seconds: int
    seconds: float


def allowance(path: Path, limits: ReadLimits) -> Allowance:
    """A fixed part, and one for what the file holds when it is unpacked, as far as that is believed.

    The seconds by the clock begin anew for as long as the process works.
    """
    content = min(_content_bytes(path), limits.max_uncompressed_bytes)
    longer = content // _CONTENT_BYTES_A_SECOND
    return Allowance(
        _MEMORY_BYTES + _MEMORY_TIMES_CONTENT * content, _PROCESSOR_SECONDS + longer, _SECONDS + 2 * longer
    )


def _content_bytes(path: Path) -> int:
    with suppress(OSError, ValueError, NotImplementedError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
        return sum(member.file_size for member in archive.infolist())
    return path.stat().st_size


def read_apart(
    path: Path,
    name: str,
    limits: ReadLimits,
    choices: ReadChoices,
    allowed: Allowance | None = None,
    *,
    as_it_stands: bool = False,
) -> list[TextTable | Unreadable]:
    """As `read_here`, elsewhere.

    What was read before the other process ended is kept, with a sentence about the rest. `as_it_stands`: all rows, with
    no header told from them.
    """
    allowed = allowed or allowance(path, limits)
    hurried = replace(limits, min_hurried_bytes=_HURRIED_BYTES)
    found: list[TextTable | Unreadable] = []
    fault: UploadError | None = None
    for tried in (hurried, limits) if _may_hurry(path) else (limits,):
        begun = time.monotonic()
        found, fault = _read(path, name, tried, choices, allowed, as_it_stands)
        if fault is None or time.monotonic() - begun > _SECONDS:
            break
    return [*found, Unreadable(name, None, fault)] if fault else found


def _may_hurry(path: Path) -> bool:
    """Whether a workbook may be opened before it is looked through: where memory is limited, and what ends at once is
    read again with all caution. Small ones take no time."""
    return sys.platform == "linux" and path.stat().st_size >= _HURRIED_BYTES and zipfile.is_zipfile(path)


def _read(
    path: Path, name: str, limits: ReadLimits, choices: ReadChoices, allowed: Allowance, as_it_stands: bool
) -> tuple[list[TextTable | Unreadable], UploadError | None]:
    """What one other process read, and why it ended before the end."""
    found: list[TextTable | Unreadable] = []
    with (
        tempfile.TemporaryDirectory(prefix="insight-", ignore_cleanup_errors=True) as folder,
        _shared_memory() as shared,
    ):
        ordered = {
            "path": os.fspath(path.absolute()),
            "name": name,
            "limits": asdict(limits),
            "choices": asdict(choices),
            "as_it_stands": as_it_stands,
            "memory_bytes": allowed.memory_bytes,
            "processor_seconds": allowed.processor_seconds,
            "shared": shared,
        }
        with _reader(Path(folder), allowed.seconds, shared) as (process, is_late):
            try:
                _send(process, ordered)
                found.extend(received(process.stdout, shared))  # type: ignore[arg-type]
            except BrokenOffError:
                return found, _why(name, allowed, is_late.is_set())
    return found, None


def _why(name: str, allowed: Allowance, is_late: bool) -> UploadError:
    return refusals.takes_too_long(name, round(allowed.seconds)) if is_late else refusals.needs_too_much(name)


def _send(process: subprocess.Popen[bytes], ordered: dict[str, object]) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(json.dumps(ordered).encode() + b"\n")
        process.stdin.flush()
    except OSError as error:
        raise BrokenOffError from error


@contextmanager
def _shared_memory() -> Iterator[int | None]:
    """A descriptor of memory for the cells; None where the system has none to share.

    Nothing of it is on the disk, and it goes with the last who holds it, however the processes end.
    """
    memory = _new_memory()
    try:
        yield memory
    finally:
        if memory is not None:
            os.close(memory)


def _new_memory() -> int | None:
    """It can grow, but not shrink under who reads it."""
    if sys.platform != "linux":
        return None
    import fcntl

    try:
        memory = os.memfd_create("insight-cells", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    except OSError:
        return None
    fcntl.fcntl(memory, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK)
    return memory


@contextmanager
def _reader(
    folder: Path, seconds: float, shared: int | None
) -> Iterator[tuple[subprocess.Popen[bytes], threading.Event]]:
    """The other process, and whether it was ended for being late; it is gone afterwards, however this one goes on."""
    is_late, is_over = threading.Event(), threading.Event()
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _BEGIN, os.fspath(_INGEST.parents[1]), os.fspath(_INGEST)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=_PIPE_BYTES,
        pass_fds=() if shared is None else (shared,),
        env=os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), os.fspath(folder)) | _FRUGAL,
    )

    def end_when_it_stalls() -> None:
        used = 0.0
        while not is_over.wait(seconds):
            worked = processor_seconds(process.pid) - used
            if worked < _LEAST_WORK * seconds:
                is_late.set()
                process.kill()
                return
            used += worked

    threading.Thread(target=end_when_it_stalls, daemon=True).start()
    try:
        yield process, is_late
    finally:
        is_over.set()
        process.kill()
        with suppress(OSError):
            process.communicate()


def processor_seconds(pid: int) -> float:
    """What a process has worked so far; 0 where the system does not tell.

    One that waits for its turn on a busy machine is slow and no stall: it goes on until its own limit ends it.
    """
    try:
        times = (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[11:13]
        )
        return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        return 0.0


# A limit of address space would otherwise be spent on what threads reserve and never use.
_FRUGAL = {"MALLOC_ARENA_MAX": "2", "ARROW_DEFAULT_MEMORY_POOL": "system", "PYTHONMALLOC": "default"}
