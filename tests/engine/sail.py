"""A Spark Connect server in this process, and a workspace loaded onto it."""

import datetime as dt
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from insight.settings import Settings
from insight.warehouse import DuckWarehouse
from insight.warehouse.spark import Engine, close_connections
from insight.warehouse.spark.load import begin_on_engine, load_onto_engine
from insight.warehouse.spark.workspace import SparkWarehouse

LOADED_AT = dt.datetime(2026, 1, 4, 8)


@contextmanager
def sail() -> Iterator[str]:
    """The address of a server that ends with the block; its sessions end before it, or it would not."""
    spark = pytest.importorskip("pysail.spark", reason="pysail is not installed")
    server = spark.SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    try:
        yield f"sc://{host}:{port}"
    finally:
        close_connections()
        server.stop()


def on_sail(source: DuckWarehouse, address: str, home: Path, name: str = "lake", build: str = "here") -> SparkWarehouse:
    """The data of a workspace on a server, as a workspace of that name; core and mart built here or there."""
    engine = Engine(address=address, place=str(home / "files"), build=build)
    target = begin_on_engine(name, engine, Settings(home=home))
    load_onto_engine(source, target, LOADED_AT)
    return target


@contextmanager
def sail_process() -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A server in a process of its own, which may be killed, and its address."""
    pytest.importorskip("pysail.spark", reason="pysail is not installed")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "pysail", "spark", "server", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as server:
        try:
            assert server.stderr is not None
            while b"Starting the Spark Connect server" not in server.stderr.readline():
                assert server.poll() is None, "the server ended"
            threading.Thread(target=server.stderr.read, daemon=True).start()
            yield f"sc://127.0.0.1:{port}", server
        finally:
            close_connections()
            server.kill()
