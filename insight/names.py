"""Names of workspaces: two that only look different are one."""

import unicodedata
from pathlib import Path

from insight.errors import ParameterError
from insight.i18n import _

_FORBIDDEN = frozenset('/\\:*?"<>|\0')
_LONGEST_BYTES = 200
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))})
_INVISIBLE = frozenset({"Cf", "Cc", "Zl", "Zp"})


def plain_name(name: str) -> str:
    """The name as a folder can bear it: composed, without what cannot be seen, spaces single, no dots or spaces at the
    end. Raises ParameterError for one that cannot be a name.
    """
    if any(unicodedata.category(sign) == "Cs" for sign in name):
        raise ParameterError("workspace", name, _("a name that is valid text"))
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in name):
        raise ParameterError("workspace", name, _("a name without line breaks and control characters"))
    seen = "".join(sign for sign in unicodedata.normalize("NFC", name) if unicodedata.category(sign) not in _INVISIBLE)
    plain = " ".join(seen.split()).rstrip(". ")
    if not plain or plain.startswith(".") or not _FORBIDDEN.isdisjoint(plain):
        raise ParameterError("workspace", name if plain else "–", _("a plain name without slashes"))
    if len(plain.encode()) > _LONGEST_BYTES:
        raise ParameterError("workspace", f"{plain[:40]}…", _("a name of at most {most} bytes", most=_LONGEST_BYTES))
    if plain.partition(".")[0].strip().lower() in _DEVICES:
        raise ParameterError("workspace", name, _("another name: the system keeps this one for itself"))
    return plain


def key_of(name: str) -> str:
    """The same for all names that only look different: full-width and half-width, invisible signs, spaces."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", name) if unicodedata.category(sign) not in _INVISIBLE)
    return " ".join(seen.split()).rstrip(". ")


def folder_of(home: Path, name: str) -> Path:
    """The folder of the name under `home`: the one that is there under this name or one that only looks different."""
    try:
        there = sorted(path.name for path in home.iterdir())
    except OSError:
        return home / name
    if name in there:
        return home / name
    alike = [each for each in there if key_of(each) == key_of(name)]
    return home / (alike[0] if alike else _as_listed(home, name, there))


def _as_listed(home: Path, name: str, there: list[str]) -> str:
    """Where the system takes capital and small letters for one, the name as it was first written."""
    wanted = home / name
    if not wanted.exists():
        return name
    return next((each for each in there if wanted.samefile(home / each)), name)
