"""The fonts of this machine, for pictures that are drawn without a browser.

A text is drawn sign by sign in the first font that has the sign, as browsers do. What a font has is asked of the font,
not of its name: a sign that it lacks is drawn as the same box as one that no font has.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

from insight.errors import NotEnoughDataError
from insight.i18n import _

_UNASSIGNED = "\U0010ffff"
_CHINESE = "的用户画像"
_PLAIN = "AÉ–“¥×≥"
_CALM = ("notosanscjk", "notosanssc", "sourcehansans", "pingfang", "msyh", "hiragino", "wqy", "dejavusans.", "arial.")
"""How the files of hands without serifs begin: they are tried first, any other that has the signs does as well."""
_SIMPLIFIED = (" SC", " CN", " GB")
_KINDS = (".ttf", ".ttc", ".otf", ".otc")
_MOST_FACES = 12
_FOR_UNKNOWN = "?"

Font = ImageFont.FreeTypeFont
Face = tuple[str, int]
"""The file of a font, and its number in the file."""


class Hand:
    """How texts are written: the faces that are tried for each sign, in their order. `unknown`: signs that none has."""

    def __init__(self, faces: Sequence[Face]) -> None:
        self._faces = tuple(faces)
        self.unknown: set[str] = set()

    def runs(self, text: str, size: int) -> list[tuple[str, Font]]:
        """The text in pieces of one font each; a sign that no font has becomes a question mark."""
        found: list[tuple[str, Font]] = []
        for sign in text:
            font = self._font_of(sign, size)
            if font is None:
                self.unknown.add(sign)
            shown, font = (_FOR_UNKNOWN, _built_in(size)) if font is None else (sign, font)
            if found and found[-1][1] is font:
                found[-1] = (found[-1][0] + shown, font)
            else:
                found.append((shown, font))
        return found

    def width(self, text: str, size: int) -> float:
        """How wide the text is, in pixels."""
        return sum(font.getlength(piece) for piece, font in self.runs(text, size))

    def _font_of(self, sign: str, size: int) -> Font | None:
        fonts = [*(_font(face, size) for face in self._faces), _built_in(size)]
        return next((font for font in fonts if sign.isspace() or _has(font, sign)), None)


def hand_for(texts: Iterable[str], folders: Sequence[Path] | None = None) -> Hand:
    """A hand for texts. `folders`: where fonts are looked for; None: where this system keeps them.

    Raises NotEnoughDataError where the texts have Chinese signs and no font of the machine has any.
    """
    places = tuple(_folders() if folders is None else folders)
    chinese, plain = _face_with(_CHINESE, places), _face_with(_PLAIN, places)
    wanted = {sign for text in texts for sign in text if is_chinese(sign)}
    if wanted and chinese is None:
        raise NotEnoughDataError(
            _("No font of this machine has Chinese signs"),
            _("{n:count} signs of the picture would be empty boxes", n=len(wanted)),
            _("Install one (Noto Sans CJK SC, for example), or take the page (HTML) along instead"),
        )
    return Hand([face for face in (chinese, plain) if face is not None])


def is_chinese(sign: str) -> bool:
    """Whether it is a sign, or a punctuation mark, of Chinese."""
    return "\u2e80" <= sign <= "\u9fff" or "\uf900" <= sign <= "\uffef" or "\U00020000" <= sign <= "\U0003ffff"


@cache
def _face_with(signs: str, folders: tuple[Path, ...]) -> Face | None:
    files = sorted((path for folder in folders for path in _files(folder)), key=_calmness)
    return next((face for path in files for face in _faces(path) if _has_all(face, signs)), None)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.suffix.lower() in _KINDS) if folder.is_dir() else iter(())


def _calmness(path: Path) -> tuple[int, bool, str]:
    name = path.name.lower()
    place = next((place for place, start in enumerate(_CALM) if name.startswith(start)), len(_CALM))
    return place, "regular" not in name and "-" in name, name


def _faces(path: Path) -> list[Face]:
    """Those of a file, hands for simplified signs first."""
    named: list[tuple[bool, int]] = []
    for number in range(_MOST_FACES):
        try:
            family = ImageFont.truetype(str(path), 20, index=number).getname()[0] or ""
        except OSError:
            break
        named.append((not family.endswith(_SIMPLIFIED), number))
    return [(str(path), number) for _other, number in sorted(named)]


def _has_all(face: Face, signs: str) -> bool:
    font = _font(face, 20)
    return all(_has(font, sign) for sign in signs)


@lru_cache(maxsize=4096)
def _has(font: Font, sign: str) -> bool:
    return bytes(font.getmask(sign)) != bytes(font.getmask(_UNASSIGNED))


@lru_cache(maxsize=64)
def _font(face: Face, size: int) -> Font:
    path, number = face
    return ImageFont.truetype(path, size, index=number)


@lru_cache(maxsize=16)
def _built_in(size: int) -> Font:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft" / "Windows" / "Fonts"
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", local]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    shared = os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
    own = os.environ.get("XDG_DATA_HOME", str(home / ".local" / "share"))
    return [*(Path(folder) / "fonts" for folder in shared), Path(own) / "fonts", home / ".fonts"]
