"""Which encoding of Western words a text is in: the one in which its letters stand where letters stand.

`don't` written with a curly mark on a Mac, José from a till that runs on DOS: the same bytes are other characters in
every encoding, and only in one of them do they make words.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_CODECS = ("cp1252", "mac_roman", "cp850", "cp1250", "cp1254")
"""The likelier first: it is taken where two read equally well."""
_FREQUENT = frozenset("äöüßéèêëàâçîïôûùñáíóúãõåæøœıłąęśćżźńčřšžěůýőűăâţșşğıİ")
_ALPHABETS = tuple(
    map(
        frozenset,
        (
            "äöüß",
            "éèêëàâçîïôûùœ",
            "ñáéíóúü",
            "ãõáéíóúâêôàç",
            "åäöæøé",
            "ąćęłńóśźż",
            "áčďéěíňóřšťúůýž",
            "áéíóöőúüű",
            "ăâîșțşţ",
            "çğıöşüİâ",
        ),
    )
)
"""The letters of one language each: of two readings that are all letters, the one in which one language has them."""
_OF_ONE_LANGUAGE = 0.1
_MARKS = frozenset("’‘")
_QUOTES = frozenset("“”„«»–—…·•‹›¿¡")
_MONEY = frozenset("€£¥")
_SIGNS = frozenset("°ºª®™©²³µ§½¼¾×±")
_CONTRACTED = re.compile(r"(t|s|ve|re|ll|d|m)(?![a-z])")
_WORD = re.compile(rb"[^\x00-\x26\x28-\x2c\x2f-\x40\[-`{-\x7f]*[\x80-\xff][^\x00-\x26\x28-\x2c\x2f-\x40\[-`{-\x7f]*")
_CLOSE = 0.15
_MOST_CHARACTERS = 2000
_LONGEST_WORD = 24
_MOST_WORDS = 50


class Reading(NamedTuple):
    """A codec and how well the text reads in it: 1 where every character stands where it belongs, below 0 where few."""

    codec: str
    fit: float


def western_readings(sample: bytes) -> list[Reading]:
    """The readings of a text of single high bytes among ASCII letters, the best first."""
    found = [Reading(codec, _fit(sample.decode(codec, errors="replace"))) for codec in _CODECS]
    return sorted(found, key=lambda reading: -reading.fit)


def others_that_fit(sample: bytes, readings: Sequence[Reading]) -> tuple[str, ...]:
    """The codecs that read about as well as the best and say something else; for an unusual best always the usual."""
    best, *others = readings
    text = sample.decode(best.codec, errors="replace")
    return tuple(
        other.codec
        for other in others
        if (other.fit > best.fit - _CLOSE or other.codec == _CODECS[0])
        and sample.decode(other.codec, errors="replace") != text
    )


def sample_word(sample: bytes, codec: str, others: Sequence[str]) -> bytes:
    """A word that reads differently in the first of the others; nothing where there is none."""
    words = _WORD.findall(sample)[:_MOST_WORDS] if others else []
    told = [word for word in words if word.decode(codec, errors="replace") != word.decode(others[0], errors="replace")]
    return max(told, key=lambda word: len(word) if len(word) <= _LONGEST_WORD else 0, default=b"")


def _fit(text: str) -> float:
    places = [at for at, character in enumerate(text) if character > "\x7f"][:_MOST_CHARACTERS]
    if not places:
        return 0.0
    letters = [text[at] if text[at] == "İ" else text[at].lower() for at in places if text[at].isalpha()]
    shared = max(sum(letter in alphabet for letter in letters) for alphabet in _ALPHABETS)
    return sum(_stands_right(text, at) for at in places) / len(places) + _OF_ONE_LANGUAGE * shared / len(places)


def _stands_right(text: str, at: int) -> float:
    character = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if character.isalpha() and character not in "ºª":
        return _letter(character, before, after)
    if character in _MARKS:
        return 1.5 if before.isalpha() and _CONTRACTED.match(text, at + 1) else 1.0 if before.isalpha() else 0.3
    if character == "\xa0":
        return 0.9
    if character in _MONEY:
        return 1.0 if before.isdigit() or after.isdigit() or not before.isalpha() else -0.5
    if character in _QUOTES:
        return -0.5 if before.isalpha() and after.isalpha() else 0.7
    if character in _SIGNS:
        return -0.5 if before.isalpha() and after.isalpha() else 0.3
    return -1.0


def _letter(character: str, before: str, after: str) -> float:
    """A capital begins a word or stands among capitals; a letter alone between other signs is none."""
    common = 1.0 if character in _FREQUENT or character.lower() in _FREQUENT else 0.3
    if not before.isalpha() and not after.isalpha():
        return 0.1
    if character.isupper():
        begins = not before.isalpha()
        among = before.isupper() and not after.islower()
        return common if begins or among else -1.0
    return -0.5 if before.isupper() and after.isupper() else common
