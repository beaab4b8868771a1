"""Twenty people at once on three workspaces in two roles: errors, numbers of somebody else, memory of the server.

    python -m benchmarks.people [--minutes 3] [--sessions 20]

Each session speaks the protocol of the browser over a websocket of its own: it opens a page, reads everything the
server sends until the page is done, and opens the next. The three workspaces have different numbers of buyers; a number
of another workspace in the place of the own one, or its channel, anywhere in what a session is sent, is foreign.
"""

import argparse
import asyncio
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from google.protobuf.json_format import MessageToDict
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from insight.settings import Settings
from insight.warehouse import open_workspace
from tests.workspaces import add_batch, order

ROOT = Path(__file__).resolve().parents[1]
BUYERS = {"one": 1_117, "two": 2_239, "three": 3_361}
"""Buyers of each workspace: numbers that nothing else on a page is likely to be."""

_PAGES = ("", "rfm", "retention", "lifecycle", "repurchase", "quality")
_ROLES = ("analyst", "manager")
_PATIENCE_S = 120
_EVERY_S = 5.0


@dataclass
class Seen:
    """What the sessions met."""

    pages: int = 0
    own: int = 0
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--sessions", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="insight-people-") as folder:
        home = Path(folder)
        make(home)
        with server(home) as (address, process):
            seen = asyncio.run(_everybody(address, process, options.minutes * 60, options.sessions))
    _tell(seen, options)
    sys.exit(1 if seen.errors or seen.foreign else 0)


def make(home: Path) -> None:
    """A workspace each, of as many buyers, some of whom come again."""
    for name, buyers in BUYERS.items():
        warehouse = open_workspace(name, Settings(home=home))
        orders = [
            order(
                f"{name}-{number}",
                f"2024-{number % 12 + 1:02d}-{number % 27 + 1:02d}",
                10 + number % 90,
                channel=f"channel {name}",
            )
            for number in (*range(buyers), *range(0, buyers, 3))
        ]
        add_batch(warehouse, orders=orders)
        warehouse.close()


@contextmanager
def server(home: Path) -> Iterator[tuple[str, int]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true", "--server.fileWatcherType=none"]
    environment = os.environ | {"INSIGHT_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with (home / "app.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"ws://127.0.0.1:{port}/_stcore/stream", process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


async def _everybody(address: str, process: int, seconds: float, sessions: int) -> Seen:
    seen = Seen()
    end = time.monotonic() + seconds
    people = [_person(address, number, end, seen) for number in range(sessions)]
    watching = asyncio.create_task(_watch(process, end, seen))
    await asyncio.gather(*people)
    await watching
    return seen


async def _person(address: str, number: int, end: float, seen: Seen) -> None:
    """One session: always the same workspace and role, page after page in an order of its own."""
    workspace = list(BUYERS)[number % len(BUYERS)]
    role = _ROLES[number // len(BUYERS) % len(_ROLES)]
    choose = random.Random(number)
    query = f"workspace={workspace}&role={role}&lang=en"
    try:
        async with connect(address, subprotocols=["streamlit"], max_size=None, ping_timeout=None) as connection:
            while time.monotonic() < end:
                await visit(connection, choose.choice(_PAGES), query, workspace, seen)
    except (OSError, TimeoutError, RuntimeError) as error:
        seen.errors.append(f"session {number}: {type(error).__name__}: {error}")


async def visit(connection: ClientConnection, page: str, query: str, workspace: str, seen: Seen) -> None:
    began = time.monotonic()
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    await connection.send(asked.SerializeToString())
    texts: list[str] = []
    async with asyncio.timeout(_PATIENCE_S):
        while True:
            told = ForwardMsg()
            told.ParseFromString(await connection.recv(decode=False))
            if told.WhichOneof("type") == "delta":
                texts.append(json.dumps(MessageToDict(told.delta), ensure_ascii=False))
            if told.WhichOneof("type") == "script_finished" and told.script_finished in _ENDS:
                break
    seen.pages += 1
    seen.seconds.append(time.monotonic() - began)
    _judge(texts, page, workspace, seen)


_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)


def _judge(texts: list[str], page: str, workspace: str, seen: Seen) -> None:
    everything = "\n".join(texts)
    seen.errors += [f"{page or 'overview'} of {workspace}: {text[:300]}" for text in texts if _is_error(text)]
    is_own = _stands_in(BUYERS[workspace], everything)
    seen.own += is_own
    for name, buyers in BUYERS.items():
        if name == workspace:
            continue
        if f"channel {name}" in everything or (not is_own and _stands_in(buyers, everything)):
            seen.foreign.append(f"{page or 'overview'} of {workspace} shows {buyers:,} or the channel of {name}")


def _is_error(text: str) -> bool:
    return '"exception"' in text or ('"alert"' in text and '"format": "ERROR"' in text)


def _stands_in(number: int, text: str) -> bool:
    return re.search(rf"(?<![\d,.]){number:,}(?![\d,]|\.\d)", text) is not None


async def _watch(process: int, end: float, seen: Seen) -> None:
    while time.monotonic() < end:
        for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmRSS:"):
                seen.memory_mb.append(int(line.split()[1]) / 1024)
        await asyncio.sleep(_EVERY_S)


def _tell(seen: Seen, options: argparse.Namespace) -> None:
    third = max(1, len(seen.memory_mb) // 3)
    middle, last = seen.memory_mb[third : 2 * third], seen.memory_mb[-third:]
    ordered = sorted(seen.seconds) or [float("nan")]
    print(
        f"sessions         {options.sessions}, {options.minutes:g} min, {len(BUYERS)} workspaces, {len(_ROLES)} roles"
    )
    print(f"pages            {seen.pages}, own number seen on {seen.own}")
    print(f"seconds a page   median {ordered[len(ordered) // 2]:.2f}, worst {ordered[-1]:.2f}")
    print(f"errors           {len(seen.errors)}")
    print(f"foreign numbers  {len(seen.foreign)}")
    if middle and last:
        means = [sum(part) / len(part) for part in (middle, last)]
        print(f"memory           {means[0]:.0f} MB in the middle third, {means[1]:.0f} MB in the last")
    for line in (*seen.errors[:5], *seen.foreign[:5]):
        print(f"  {line}")


if __name__ == "__main__":
    main()
