"""Settings of one installation: from the environment (`INSIGHT_*`), else `insight.toml` in the home folder."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from insight.errors import InsightError, ParameterError
from insight.i18n import Text, _
from insight.names import folder_of, plain_name

SAMPLE_WORKSPACE = "sample"
DEFAULT_WORKSPACE = "my-brand"

Role = Literal["analyst", "manager"]

_LONGEST_WAIT_S = 86_400.0
_MOST_NAMES = 1_000_000
_MOST_UPLOAD_MB = 1 << 20
_LEAST_MEMORY, _MOST_MEMORY = 64 << 20, 64 << 40
_MEMORY = re.compile(r"(?P<number>\d{1,12}(?:\.\d{1,6})?)\s*(?P<unit>[KMGT]i?B)", re.IGNORECASE)
_UNITS = {
    letter + ending: base**power
    for power, letter in enumerate("KMGT", start=1)
    for ending, base in (("B", 1000), ("IB", 1024))
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`home`: the folder of the workspaces. `currency`: what amounts are in where an export does not say (ISO 4217).

    `hub_names`: an identifier under more different names than this is a shop's own and joins nobody.
    `lock_wait_s`: how long a process waits for another one that is using the workspace. `memory_limit`: how much the
    database may take, such as 8GB. `keep_raw`: whether the bytes of an uploaded file are kept, so that it can be read
    again with another choice. `role`: "manager" shows no number about fewer than five people and no single person, to
    anybody who opens the pages; "analyst" may look either way.
    """

    home: Path = Path("data")
    currency: str = "CNY"
    hub_names: int = 20
    lock_wait_s: float = 60.0
    memory_limit: str = "7GB"
    max_upload_mb: int = 1024
    keep_raw: bool = True
    role: Role = "analyst"

    def __post_init__(self) -> None:
        for name, (holds, expected) in _RULES.items():
            if not holds(getattr(self, name)):
                raise ParameterError(name, getattr(self, name), expected)

    def workspace_folder(self, workspace: str) -> Path:
        """The folder of one workspace: that of a workspace whose name only looks different, where there is one.

        Raises ParameterError for a name that cannot be one.
        """
        return folder_of(self.home, plain_name(workspace))


def _is_currency(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch("[A-Z]{3}", value) is not None


def _is_whole(least: int, most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_wait(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _LONGEST_WAIT_S


def _is_memory(value: object) -> bool:
    match = _MEMORY.fullmatch(value.strip()) if isinstance(value, str) else None
    return match is not None and (
        _LEAST_MEMORY <= float(match["number"]) * _UNITS[match["unit"].upper()] <= _MOST_MEMORY
    )


_RULES: Mapping[str, tuple[Callable[[object], bool], Text]] = {
    "currency": (_is_currency, _("an ISO 4217 code such as CNY")),
    "hub_names": (_is_whole(2, _MOST_NAMES), _("a whole number of at least 2")),
    "lock_wait_s": (_is_wait, _("a number of seconds from 0 to {most:count}", most=_LONGEST_WAIT_S)),
    "memory_limit": (_is_memory, _("an amount from 64MiB to 64TiB, such as 8GB")),
    "max_upload_mb": (
        _is_whole(1, _MOST_UPLOAD_MB),
        _("a whole number from {least} to {most}", least=1, most=_MOST_UPLOAD_MB),
    ),
    "keep_raw": (lambda value: isinstance(value, bool), _("true or false")),
    "role": (lambda value: value in get_args(Role), _("one of {names}", names=", ".join(get_args(Role)))),
}
"""What each setting must be, wherever it comes from."""


@cache
def settings() -> Settings:
    """The settings of this process, read once. Raises InsightError for a file or a value that cannot be used."""
    home = Path(os.environ.get("INSIGHT_HOME", "").strip() or "data")
    return Settings(home=home, **(_from_file(home / "insight.toml") | _from_environment()))


def _from_file(file: Path) -> dict[str, Any]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise _not_readable(file, error) from error
    for name, value in values.items():
        if name not in _RULES:
            raise ParameterError(name, value, _("only these settings in {file}: {names}", **_named(file)))
        holds, expected = _RULES[name]
        if not holds(value):
            raise ParameterError(name, value, expected)
    return values


def _named(file: Path) -> dict[str, str]:
    return {"file": str(file), "names": ", ".join(_RULES)}


def _from_environment() -> dict[str, Any]:
    """What the environment says. An empty value says nothing, except that no uploaded file be kept."""
    values: dict[str, Any] = {}
    for field in fields(Settings):
        variable = f"INSIGHT_{field.name.upper()}"
        text = os.environ.get(variable)
        if field.name == "home" or text is None or (not text.strip() and field.name != "keep_raw"):
            continue
        try:
            values[field.name] = _READ.get(field.name, str)(text.strip())
        except (ValueError, KeyError) as error:
            raise ParameterError(variable, text, _RULES[field.name][1]) from error
    return values


def _flag(text: str) -> bool:
    return _FLAGS[text.lower()]


_FLAGS = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off", ""), False)
_READ: Mapping[str, Callable[[str], Any]] = {
    "hub_names": int,
    "lock_wait_s": float,
    "max_upload_mb": int,
    "keep_raw": _flag,
}


def _not_readable(file: Path, error: Exception) -> InsightError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return InsightError(
        _("The settings cannot be read"),
        _("{file}: {reason}", file=str(file), reason=reason),
        _("Correct the file, or take it away: every setting has a default"),
    )
