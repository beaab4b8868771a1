"""A home of workspaces, and the command line run in this process."""

import contextlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from insight.cli import main
from insight.settings import settings
from insight.warehouse.warehouse import close_workspaces

ORDERS = (
    "订单编号,买家会员名,买家实际支付金额,总金额,订单状态,订单创建时间,退款金额\n"
    "6932169358293001234,a,10,10,交易成功,2024-01-05 13:02:11,0\n"
    "6932169358293001235,b,20,20,交易成功,2024-01-06 13:02:11,0\n"
)


class Said(NamedTuple):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class House:
    """A home folder; `brand` is the folder of its default workspace."""

    home: Path

    @property
    def brand(self) -> Path:
        return self.home / "my-brand"

    def run(self, *arguments: object, **environment: str) -> Said:
        """Run a command in this home; further names are set in the environment with INSIGHT_ before them."""
        out, err = io.StringIO(), io.StringIO()
        with _environment(
            {"INSIGHT_HOME": str(self.home)} | {f"INSIGHT_{k.upper()}": v for k, v in environment.items()}
        ):
            try:
                with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                    code = main([str(argument) for argument in arguments])
            except SystemExit as stopped:
                code = int(stopped.code or 0)
            finally:
                close_workspaces()
        return Said(code, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(values)
    settings.cache_clear()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        settings.cache_clear()


def one_sentence(said: Said) -> str:
    """The refusal: one line of three parts on stderr, nothing on stdout, exit code 2."""
    assert (said.code, said.out) == (2, ""), said
    assert "Traceback" not in said.err
    (line,) = said.err.splitlines()
    assert line.count(" — ") >= 2, line
    return line
