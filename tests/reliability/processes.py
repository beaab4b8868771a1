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
from insight.settings import Settings, settings
from insight.warehouse import DuckWarehouse
from insight.warehouse.warehouse import close_workspaces

_CONTEXT = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else None
)
_CONTEXT.set_forkserver_preload(["insight.cli", "tests.reliability.processes"])
PATIENCE = 60.0


@dataclass(frozen=True)
class Outcome:
    """How a command ended; `peak_mb` is the most memory it held at once, None where the system does not say."""

    code: int
    out: str
    err: str
    seconds: float
    peak_mb: float | None


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
        peak = self._folder / "peak"
        return Outcome(
            self.process.exitcode, out, err, seconds, float(peak.read_text()) / 1024 if peak.exists() else None
        )


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
        _write_peak(folder)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    sys.exit(code)


def _write_peak(folder: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        status = Path("/proc/self/status").read_text(encoding="ascii")
        (folder / "peak").write_text(status.split("VmHWM:")[1].split()[0])


@contextlib.contextmanager
def opened(home: Path, workspace: str = "my-brand") -> Iterator[DuckWarehouse]:
    """The workspace as another process finds it, let go at the end."""
    warehouse = DuckWarehouse(home / workspace, Settings(home=home))
    try:
        yield warehouse
    finally:
        warehouse.close()
