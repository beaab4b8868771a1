"""The line to a Spark Connect server: one session a workspace, statements in, Arrow out, faults in words."""

import atexit
import datetime as dt
import logging
import socket
import sys
import threading
import uuid
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import pyarrow as pa

from insight.errors import QueryError
from insight.i18n import Text, _

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.connect.session import SparkSession

log = logging.getLogger(__name__)

_PACKAGES = ("sqlglot", "pyspark.sql.connect.session")
_DEFAULT_PORT = 15002
_ANSWERS_WITHIN_S = 3.0
_RETRIES = 3
_SETTINGS = {
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
}
_GONE = (
    "SESSION_NOT_FOUND",
    "SESSION_CLOSED",
    "SESSION_CHANGED",
    "INVALID_HANDLE",
    # A server that was begun anew takes the old session for a new one, which knows no table.
    "TABLE_OR_VIEW_NOT_FOUND",
)
_UNREACHABLE = ("UNAVAILABLE", "Connection refused", "failed to connect", "RETRIES_EXCEEDED", "Socket closed")
_REFUSED = ("UNAUTHENTICATED", "PERMISSION_DENIED")

Answer = TypeVar("Answer")


class ForgottenSessionError(QueryError):
    """The server was begun anew, or has let the session go."""


class Connection:
    """A session on a server, made when it is first needed and again when the server has forgotten it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._guard = threading.Lock()
        self._session: SparkSession | None = None
        self._known: set[str] = set()

    @property
    def server(self) -> str:
        """The address without what it may carry of secrets."""
        return self._address.partition("/;")[0]

    def run(self, statement: str, arguments: Mapping[str, Any] | None = None) -> pa.Table:
        """The rows of a statement. A person who breaks off here ends the work on the server too."""
        return self.ask(lambda session: _rows(session, statement, arguments or {}))

    def ask(self, question: Callable[["SparkSession"], Answer]) -> Answer:
        """What a question to the session answers.

        Raises QueryError where the server cannot be reached, refuses, or cannot do what it was asked.
        """
        from pyspark.errors import PySparkException

        try:
            return question(self._opened())
        except PySparkException as error:
            raise self._failed(error) from error
        except Exception as error:
            if not type(error).__module__.startswith("grpc"):
                raise
            raise self._failed(error) from error

    def answers(self) -> None:
        """Raises QueryError where the server does not."""
        self.again(lambda: self.ask(lambda session: session.sql("SELECT 1").collect()))

    def again(self, work: Callable[[], Answer]) -> Answer:
        """Do the work, and all of it once more where the server has forgotten the session meanwhile."""
        try:
            return work()
        except ForgottenSessionError:
            self.forget()
            return work()

    def once(self, name: str, prepare: Callable[["SparkSession"], object]) -> None:
        """Do what a session needs to be told once, under a name; a new session is told again."""
        with self._guard:
            is_known = name in self._known and self._session is not None
        if not is_known:
            self.ask(prepare)
            with self._guard:
                self._known.add(name)

    def tell_again(self, name: str) -> None:
        """What was told under this name is no longer so."""
        with self._guard:
            self._known.discard(name)

    def forget(self) -> None:
        """Let the session go; the next question makes another."""
        with self._guard:
            session, self._session = self._session, None
            self._known.clear()
        if session is not None:
            with suppress(Exception):
                session.stop()

    def _opened(self) -> "SparkSession":
        with self._guard:
            if self._session is None:
                self._session = self._open()
            return self._session

    def _open(self) -> "SparkSession":
        self._knock()
        from pyspark.errors import PySparkException
        from pyspark.sql.connect.client.retries import DefaultPolicy
        from pyspark.sql.connect.session import SparkSession

        try:
            session = SparkSession.builder.remote(self._address).create()
            session.client.set_retry_policies([DefaultPolicy(max_retries=_RETRIES)])
            for name, value in _SETTINGS.items():
                session.conf.set(name, value)
        except PySparkException as error:
            raise self._failed(error) from error
        return session

    def _knock(self) -> None:
        """Whether anybody is there at all: the client itself would go on trying for ten minutes."""
        place = urlsplit(self.server)
        try:
            socket.create_connection((place.hostname or "", place.port or _DEFAULT_PORT), _ANSWERS_WITHIN_S).close()
        except OSError as error:
            raise self._down(error) from error

    def _failed(self, error: Exception) -> QueryError:
        log.error("%s: %s", self.server, error)
        if _says(error, _GONE):
            return ForgottenSessionError(*self._refusal(error))
        if _says(error, _UNREACHABLE):
            self.forget()
            return self._down(error)
        return QueryError(*self._refusal(error))

    def _refusal(self, error: Exception) -> tuple[Text, Text, Text]:
        lines = str(error).strip().splitlines()
        words = _("{address}: {reason}", address=self.server, reason=lines[0] if lines else type(error).__name__)
        if _says(error, _REFUSED):
            hint = _("Check that the address, with its token, may be used by this program")
        else:
            hint = _("Try again; what the engine said in full is in the log")
        return _("The engine refuses the question"), words, hint

    def _down(self, error: Exception) -> QueryError:
        log.error("%s cannot be reached: %s", self.server, error)
        return QueryError(
            _("The engine of this workspace does not answer"),
            _("{address}", address=self.server),
            _("Start it, or check the address in engine.toml in the folder of the workspace; nothing is lost"),
        )


_open: dict[tuple[str, str], Connection] = {}
_opening = threading.Lock()


def connection(address: str, of: str = "") -> Connection:
    """The line of a workspace to a server: what a session is told has plain names, so no two workspaces share one.

    Raises QueryError where the program lacks what it needs.
    """
    require_client()
    with _opening:
        return _open.setdefault((address, of), Connection(address))


def require_client() -> None:
    """Raises QueryError where the packages for this are not installed."""
    try:
        with warnings.catch_warnings(), _a_program():
            # The client warns of pandas 3, with which it is not asked to do anything: answers come as Arrow.
            warnings.simplefilter("ignore", FutureWarning)
            for name in _PACKAGES:
                import_module(name)
    except ImportError as error:
        raise QueryError(
            _("This workspace lies on an engine, for which packages are missing"),
            _("{name}", name=error.name or str(error)),
            _("Install them: pip install -r requirements-engine.txt"),
        ) from error


@contextmanager
def _a_program() -> Iterator[None]:
    """pyspark ends a process whose main module is no file (`python -c`, a worker of tests): it takes it for one of its
    own tests. One that somebody types into it leaves alone."""
    is_typed = hasattr(sys, "ps1")
    if not is_typed:
        sys.ps1 = ""
    try:
        yield
    finally:
        if not is_typed:
            del sys.ps1


@atexit.register
def close_connections() -> None:
    """End every session: a client that is not stopped keeps its process from ending."""
    with _opening:
        for each in _open.values():
            each.forget()
        _open.clear()


def _rows(session: "SparkSession", statement: str, arguments: Mapping[str, Any]) -> pa.Table:
    return tagged(session, statement, arguments, lambda frame: frame.toArrow())


def tagged(
    session: "SparkSession", statement: str, arguments: Mapping[str, Any], then: Callable[["DataFrame"], Answer]
) -> Answer:
    """What becomes of a statement; where a person breaks off, the work on the server ends too."""
    tag = f"insight-{uuid.uuid4().hex}"
    session.addTag(tag)
    try:
        values = {name: _argument(value) for name, value in arguments.items()}
        return then(session.sql(statement, args=values or None))
    except Exception:
        log.exception("the engine did not answer this:\n%s", statement)
        raise
    except BaseException:
        with suppress(Exception):
            session.interruptTag(tag)
        raise
    finally:
        session.removeTag(tag)


def _argument(value: Any) -> Any:
    """A value as the client can send it; a moment goes as text, for it would be given a time zone."""
    from pyspark.sql import functions

    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, list | tuple):
        return functions.array(*(functions.lit(_argument(one)) for one in value))
    return value


def _says(error: Exception, words: tuple[str, ...]) -> bool:
    text = f"{type(error).__name__}: {error}"
    return any(word in text for word in words)
