"""Real processes that run the command line, started in a blink."""

import contextlib
import locale
import multiprocessing
import os
import resource
import sys
import time
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from insight.cli import main
from insight.cli.parser import build_parser
from insight.settings import Settings, settings
from insight.warehouse import DuckWarehouse
from insight.warehouse.warehouse import close_workspaces

_CONTEXT = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else None
)
_CONTEXT.set_forkserver_preload(["insight.cli", "tests.reliability.processes"])
# Asks every analysis for its parameters: what is imported for it is there for each process that follows.
build_parser()
PATIENCE = 60.0


@dataclass(frozen=True)
class Outcome:
    """How a command ended; `peak_mb` is the most memory that it, or a process it started, held at once, None where the
    system does not say; `processor_s` is what all of them computed."""

    code: int
    out: str
    err: str
    seconds: float
    peak_mb: float | None
    processor_s: float = 0.0


class Command:
    """A command under way, in a process of its own."""

    def __init__(self, home: Path, folder: Path, arguments: Sequence[object], *, file_bytes: int | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._began = time.monotonic()
        words = [str(argument) for argument in arguments]
        self.process: BaseProcess = _CONTEXT.Process(target=_run, args=(home, folder, words, file_bytes))
        with _without_main():
            self.process.start()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def kill(self) -> None:
        """As `kill -9` does; the process is gone afterwards."""
        self.process.kill()
        self.process.join()

    def outcome(self, patience: float = PATIENCE) -> Outcome:
        self.process.join(patience)
        seconds = self.seconds
        if self.process.exitcode is None:
            self.kill()
            raise AssertionError(f"not done after {patience} s")
        out, err = ((self._folder / name).read_text(encoding="utf-8", errors="replace") for name in ("out", "err"))
        used = self._folder / "used"
        peak, processor = map(float, used.read_text().split()) if used.exists() else (0.0, 0.0)
        return Outcome(self.process.exitcode, out, err, seconds, peak / 1024 if peak else None, processor)


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """A test of a page leaves that page behind as the main module, and a new process would run it first."""
    main_module = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main_module


def _run(home: Path, folder: Path, arguments: list[str], file_bytes: int | None) -> None:
    os.environ["INSIGHT_HOME"] = str(home)
    settings.cache_clear()
    locale.setlocale(locale.LC_ALL, "C")
    for name, number in (("out", 1), ("err", 2)):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.stdout, sys.stderr = (os.fdopen(os.dup(number), "w", encoding="utf-8") for number in (1, 2))
    if file_bytes is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    try:
        code = main(arguments)
        close_workspaces()
        _write_used(folder)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    sys.exit(code)


def _write_used(folder: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        status = Path("/proc/self/status").read_text(encoding="ascii")
        own, started = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        peak = max(int(status.split("VmHWM:")[1].split()[0]), started.ru_maxrss)
        seconds = own.ru_utime + own.ru_stime + started.ru_utime + started.ru_stime
        (folder / "used").write_text(f"{peak} {seconds}")


@contextlib.contextmanager
def opened(home: Path, workspace: str = "my-brand") -> Iterator[DuckWarehouse]:
    """The workspace as another process finds it, let go at the end."""
    warehouse = DuckWarehouse(home / workspace, Settings(home=home))
    try:
        yield warehouse
    finally:
        warehouse.close()
