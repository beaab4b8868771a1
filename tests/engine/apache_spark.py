"""Apache Spark itself: its Spark Connect server in a process of its own, where Java and the package are there."""

import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from insight.warehouse.spark import close_connections

_SERVER = "org.apache.spark.sql.connect.service.SparkConnectServer"
_STARTED = b"Spark Connect server started"
_CONF = {
    "spark.connect.grpc.binding.address": "127.0.0.1",
    "spark.ui.enabled": "false",
    # Of tables this small nothing is gained by parts, by code made for a statement, or by planning anew half-way.
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.log.structuredLogging.enabled": "false",
}


@contextmanager
def apache_spark() -> Iterator[str]:
    """The address of a server that ends with the block. Skips, with the reason, where it cannot be started."""
    home = _home()
    with tempfile.TemporaryDirectory() as folder, _begun(home, Path(folder)) as (address, _process):
        yield address


def _home() -> Path:
    """The folder of Apache Spark: the one that SPARK_HOME names, or the package that is installed."""
    if shutil.which("java") is None:
        pytest.skip("Apache Spark needs Java, and there is no java on the path")
    found = importlib.util.find_spec("pyspark")
    package = Path(found.origin).parent if found is not None and found.origin else Path()
    home = Path(os.environ.get("SPARK_HOME") or package)
    if not list(home.glob("jars/spark-connect_*.jar")):
        pytest.skip("Apache Spark is not there: pip install --no-deps --target DIR pyspark, SPARK_HOME=DIR/pyspark")
    return home


@contextmanager
def _begun(home: Path, folder: Path) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    settings = _CONF | {
        "spark.connect.grpc.binding.port": str(port),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.local.dir": str(folder),
    }
    command = [
        "bash",
        str(home / "bin" / "spark-submit"),
        "--master",
        "local[2]",
        "--driver-memory",
        "3g",
        "--class",
        _SERVER,
    ]
    command += [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
    environment = os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"}
    with subprocess.Popen(
        [*command, "spark-internal"],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as server:
        try:
            _wait_until_started(server)
            yield f"sc://127.0.0.1:{port}", server
        finally:
            close_connections()
            server.terminate()


def _wait_until_started(server: "subprocess.Popen[bytes]") -> None:
    assert server.stderr is not None
    said: list[bytes] = []
    for line in server.stderr:
        said.append(line)
        if _STARTED in line:
            threading.Thread(target=server.stderr.read, daemon=True).start()
            return
    pytest.fail(f"Apache Spark ended: {b''.join(said[-20:]).decode(errors='replace')}")
