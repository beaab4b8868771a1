"""How many people at work one workspace carries, while the command line takes its turns with the app.

    python -m benchmarks.readers [--people 20] [--minutes 2] [--rest 20] [--commands 15]

So many people read one workspace, a page and then `--rest` seconds of looking at it; every `--commands` seconds
somebody asks the same workspace on the command line. What a page costs is told in processor seconds, which other work
on the machine does not change; how many people that carries is a calculation from it, and is marked as one.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from websockets.asyncio.client import connect

from benchmarks import people

_WORKSPACE = "three"
_PAGES = ("", "rfm", "retention", "lifecycle", "repurchase", "quality")
_BUSY_SHARE = 0.7
"""A core that is busy for a larger part of the time lets pages wait noticeably for each other."""


@dataclass
class Commands:
    """What the command line met: seconds of each, and what those said that failed."""

    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--rest", type=float, default=20.0)
    parser.add_argument("--commands", type=float, default=15.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="insight-readers-") as folder:
        home = Path(folder)
        people.make(home)
        with people.server(home) as (address, process):
            before = _processor_seconds(process)
            seen, commands = asyncio.run(_everybody(address, home, options))
            used = _processor_seconds(process) - before
    _tell(seen, commands, used, options)


async def _everybody(address: str, home: Path, options: argparse.Namespace) -> tuple[people.Seen, Commands]:
    seen, commands = people.Seen(), Commands()
    end = time.monotonic() + options.minutes * 60
    readers = [_reader(address, number, end, options.rest, seen) for number in range(options.people)]
    await asyncio.gather(*readers, _command_line(home, end, options.commands, commands))
    return seen, commands


async def _reader(address: str, number: int, end: float, rest: float, seen: people.Seen) -> None:
    """One person: a page, a look at it, the next."""
    choose = random.Random(number)
    await asyncio.sleep(choose.random() * rest)
    query = f"workspace={_WORKSPACE}&role=analyst&lang=en"
    try:
        async with connect(address, subprotocols=["streamlit"], max_size=None, ping_timeout=None) as connection:
            while time.monotonic() < end:
                await people.visit(connection, choose.choice(_PAGES), query, _WORKSPACE, seen)
                await asyncio.sleep(rest * (0.5 + choose.random()))
    except (OSError, TimeoutError, RuntimeError) as error:
        seen.errors.append(f"person {number}: {type(error).__name__}: {error}")


async def _command_line(home: Path, end: float, every: float, commands: Commands) -> None:
    given = [sys.executable, "-m", "insight", "analyse", "rfm", "-w", _WORKSPACE, "--json"]
    environment = os.environ | {"INSIGHT_HOME": str(home)}
    while time.monotonic() < end:
        began = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *given, cwd=people.ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        _out, told = await process.communicate()
        commands.seconds.append(time.monotonic() - began)
        if process.returncode:
            commands.failed.append(told.decode(errors="replace").strip()[-300:])
        await asyncio.sleep(every)


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _tell(seen: people.Seen, commands: Commands, used: float, options: argparse.Namespace) -> None:
    each = used / max(seen.pages, 1)
    print(
        f"people           {options.people} on one workspace, a page every {options.rest:g} s, {options.minutes:g} min"
    )
    print(f"load             {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"pages            {seen.pages}; seconds {_spread(seen.seconds)}; errors {len(seen.errors)}")
    print(f"processor        {each:.2f} s a page")
    print(
        f"commands         {len(commands.seconds)}; seconds {_spread(commands.seconds)}; failed {len(commands.failed)}"
    )
    print(f"calculated       {_BUSY_SHARE * options.rest / each:.0f} people at work on each core")
    for line in (*seen.errors[:5], *commands.failed[:5]):
        print(f"  {line}")


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds) or [float("nan")]
    middle, most = ordered[len(ordered) // 2], ordered[int(0.95 * (len(ordered) - 1))]
    return f"median {middle:.1f}, of twenty all but one within {most:.1f}"


if __name__ == "__main__":
    main()
