"""Every analysis of this checkout beside the same analysis of another one, in turns, on the same made orders.

    python -m benchmarks.versions OTHER_CHECKOUT [--customers 100000] [--orders 1000000]

Each checkout works in a process of its own, on a workspace that it filled and derived itself. A question is asked as of
another day each time, so that nothing is known of it; the shortest of the times is told.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROUNDS = 7
HERE = Path(__file__).resolve().parent.parent
ASKED = """
import argparse, datetime as dt, sys, tempfile, time
from pathlib import Path

from benchmarks import scale
from insight.analysis import ANALYSES, make_params
from insight.settings import Settings
from insight.warehouse import DuckWarehouse

customers, orders = map(int, sys.argv[1:])
with tempfile.TemporaryDirectory() as folder:
    warehouse = DuckWarehouse(Path(folder) / "made", Settings(home=Path(folder)))
    scale._fill(warehouse, argparse.Namespace(customers=customers, orders=orders, events=0))
    scale._refresh(warehouse, None)
    print(*ANALYSES, flush=True)
    for line in sys.stdin:
        name, days = line.split()
        try:
            given = {"as_of": dt.date(2026, 1, 1) - dt.timedelta(int(days)), "currency": "CNY"}
            params = make_params(name, given, warehouse)
            started = time.perf_counter()
            ANALYSES[name].run(warehouse, params).findings()
            print(time.perf_counter() - started, flush=True)
        except Exception as error:
            print("-", type(error).__name__, flush=True)
    warehouse.close()
"""


def main() -> None:
    """Print a line for each analysis that both have: seconds, and how long ours takes in theirs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("other", type=Path)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--orders", type=int, default=1_000_000)
    options = parser.parse_args()
    print("| analysis | before, s | now, s | ratio |\n|---|---|---|---|")
    with asked(options.other, options) as before, asked(HERE, options) as now:
        known = before.names & now.names
        for name in sorted(known):
            times = [(before.seconds(name, day), now.seconds(name, day)) for day in range(ROUNDS)]
            told = [(old, new) for old, new in times if old is not None and new is not None]
            if told:
                old, new = (min(pair[side] for pair in told) for side in (0, 1))
                print(f"| {name} | {old:.3f} | {new:.3f} | {new / old:.2f} |", flush=True)


class Version:
    """A process that answers questions with the time they took."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.names = set(self._line().split())

    def seconds(self, name: str, day: int) -> float | None:
        """None where the analysis cannot be asked of such a shop."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{name} {day}\n")
        self._process.stdin.flush()
        line = self._line()
        return None if line.startswith("-") else float(line)

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("a version ended before its answer")
        return line


@contextmanager
def asked(checkout: Path, options: argparse.Namespace) -> Iterator[Version]:
    """The version that stands in a folder."""
    command = [sys.executable, "-c", ASKED, str(options.customers), str(options.orders)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=checkout, text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield Version(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()


if __name__ == "__main__":
    main()
