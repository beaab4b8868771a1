"""Which engine a workspace lies on: `engine.toml` in its folder. Without that file its data lie in its own file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from insight.errors import ParameterError, QueryError
from insight.i18n import _
from insight.warehouse.private import replace_durably

ENGINE_FILE = "engine.toml"
_KEYS = ("engine", "place", "catalog", "build")
BUILD_PLACES = ("here", "engine")
_HEAD = "# Where the data of this workspace lie; what staff keep lies in insight.duckdb beside this file.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """`address`: of a Spark Connect server, sc://host:port, with a token behind it where one is needed.

    `place`: the folder, or the address of a store, where its tables lie; the server must see it. `catalog`: where they
    are named; the server's own where it is empty. `build`: where core and mart are built of staging: "here", on this
    machine, or "engine".
    """

    address: str
    place: str
    catalog: str = ""
    build: str = "here"

    @property
    def builds(self) -> bool:
        """Whether core and mart are built there."""
        return self.build == "engine"

    def __post_init__(self) -> None:
        place = urlsplit(self.address) if isinstance(self.address, str) else None
        if place is None or place.scheme != "sc" or not place.hostname:
            raise ParameterError("engine", self.address, _("the address of a Spark Connect server: sc://host:port"))
        if not isinstance(self.place, str) or not self.place.strip():
            raise ParameterError("place", self.place, _("a folder or the address of a store"))
        if not isinstance(self.catalog, str) or not (self.catalog == "" or self.catalog.isidentifier()):
            raise ParameterError("catalog", self.catalog, _("the name of a catalog: letters, digits and _"))
        if self.build not in BUILD_PLACES:
            raise ParameterError("build", self.build, _("where core and mart are built: here or engine"))


def engine_of(folder: Path) -> Engine | None:
    """The engine of the workspace in a folder; None where its data lie in its own file.

    Raises QueryError for a file that cannot be read, ParameterError for a value that cannot be used.
    """
    file = folder / ENGINE_FILE
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise QueryError(
            _("The settings of the workspace cannot be read"),
            _("{file}: {reason}", file=str(file), reason=str(error)),
            _("Correct the file"),
        ) from error
    for name, value in values.items():
        if name not in _KEYS:
            raise ParameterError(name, value, _("only these settings in {file}: {names}", **_named(file)))
    return Engine(
        address=values.get("engine", ""),
        place=values.get("place", "") or str(folder / "lake"),
        catalog=values.get("catalog", ""),
        build=values.get("build", "here"),
    )


def keep_engine(folder: Path, engine: Engine) -> None:
    """Write the file, whole or not at all, for its owner alone: an address may carry a token."""
    values = {"engine": engine.address, "place": engine.place, "catalog": engine.catalog}
    if engine.builds:
        values["build"] = engine.build
    lines = "".join(f"{name} = {_quoted(value)}\n" for name, value in values.items() if value)
    replace_durably(folder / ENGINE_FILE, (_HEAD + lines).encode())


def _named(file: Path) -> Mapping[str, str]:
    return {"file": str(file), "names": ", ".join(_KEYS)}


def _quoted(text: str) -> str:
    signs = {"\\": "\\\\", '"': '\\"'}
    plain = "".join(signs.get(sign, sign if sign.isprintable() else f"\\u{ord(sign):04x}") for sign in text)
    return f'"{plain}"'
