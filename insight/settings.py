"""Settings of one installation: from the environment (`INSIGHT_*`), else `insight.toml` in the home folder."""

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from insight.errors import ParameterError
from insight.i18n import _

SAMPLE_WORKSPACE = "sample"
DEFAULT_WORKSPACE = "my-brand"

Role = Literal["analyst", "manager"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`home`: the folder of the workspaces. `currency`: what amounts are in where an export does not say (ISO 4217).

    `hub_names`: an identifier under more different names than this is a shop's own and joins nobody.
    `lock_wait_s`: how long a process waits for another one that is using the workspace. `keep_raw`: whether the bytes
    of an uploaded file are kept, so that it can be read again with another choice. `role`: "manager" shows no number
    about fewer than five people and no single person, to anybody who opens the pages; "analyst" may look either way.
    """

    home: Path = Path("data")
    currency: str = "CNY"
    hub_names: int = 20
    lock_wait_s: float = 60.0
    memory_limit: str = "8GB"
    max_upload_mb: int = 1024
    keep_raw: bool = True
    role: Role = "analyst"

    def __post_init__(self) -> None:
        if len(self.currency) != 3 or not self.currency.isupper():
            raise ParameterError("currency", self.currency, _("an ISO 4217 code such as CNY"))
        if self.hub_names < 2:
            raise ParameterError("hub_names", self.hub_names, _("a whole number of at least 2"))
        if self.role not in get_args(Role):
            raise ParameterError("role", self.role, _("one of {names}", names=", ".join(get_args(Role))))

    def workspace_folder(self, workspace: str) -> Path:
        """The folder of one workspace. Raises ParameterError for a name that could leave the home folder."""
        if not workspace or workspace.startswith(".") or any(sign in workspace for sign in '/\\:*?"<>|\0'):
            raise ParameterError("workspace", workspace, _("a plain name without slashes"))
        return self.home / workspace


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    home = Path(os.environ.get("INSIGHT_HOME", "data"))
    file = home / "insight.toml"
    values: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for name, kind in (
        ("currency", str),
        ("hub_names", int),
        ("lock_wait_s", float),
        ("memory_limit", str),
        ("max_upload_mb", int),
        ("keep_raw", _flag),
        ("role", str),
    ):
        text = os.environ.get(f"INSIGHT_{name.upper()}")
        if text is not None:
            values[name] = kind(text)
    return Settings(home=home, **values)


def _flag(text: str) -> bool:
    return text.strip().lower() not in ("0", "false", "no", "off", "")
