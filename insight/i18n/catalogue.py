"""The translations of one language, read once from its .po files."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

_FOLDER = Path(__file__).parent


@cache
def catalogue(language: str) -> dict[str, str]:
    """English text -> translation, from every .po file of the language; empty for English itself. A text that has a
    context is known by both (`known_by`).

    Raises ValueError when two files translate the same text differently.
    """
    texts: dict[str, str] = {}
    for path in sorted((_FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if not message.id:
                    continue
                key = known_by(_singular(message.id), message.context or "")
                translation = _singular(message.string)
                if texts.setdefault(key, translation) != translation:
                    raise ValueError(f"{path.name} translates {key!r} again: {translation!r}, before {texts[key]!r}")
    return texts


def _singular(text: object) -> str:
    """A message with plural forms is known by its first; Chinese has no other."""
    return str(text[0] if isinstance(text, tuple | list) else text)


def known_by(text: str, context: str) -> str:
    """The key of a text in the catalogue, as gettext writes it."""
    return f"{context}\x04{text}" if context else text


def translate(text: str, language: str, context: str = "") -> str:
    """The translation, or the English text itself where there is none."""
    return catalogue(language).get(known_by(text, context)) or text
