"""Names in lines that are narrow enough for a cell, a tick or a small screen."""

import re
from html import escape

_PIECE = re.compile(r"\s+|客户|[\u2e80-\uffef]|[^\s\u2e80-\uffef]+")
_WIDE = re.compile(r"[\u2e80-\uffef]")
_FOREIGN = re.compile(r"<(?!(/?(b|span)|br|(b|span) style='[^'<>]*')>)")


def wrapped(name: str, width: int) -> str:
    """The name with line breaks of a chart, each line at most `width` Latin letters wide; a word is never cut.

    A Chinese character is as wide as two letters. A line may end after any of them, but not within the word for
    customers, with which many names end. Signs of the name are no markup.
    """
    lines = [""]
    for piece in _PIECE.findall(name):
        if _letters(lines[-1] + piece.rstrip()) > width and lines[-1].strip():
            lines.append("")
        if piece.strip() or lines[-1]:
            lines[-1] += piece
    return "<br>".join(escape(line.rstrip(), quote=False) for line in lines)


def cut(name: str, most: int) -> str:
    """As much of a name as there is room for."""
    return name if len(name) <= most else f"{name[: most - 1]}…"


def cut_to_width(name: str, longest: int) -> str:
    """As much of a name as there is room for, an ideograph being as wide as two letters."""
    fits = next((place for place in range(len(name)) if _letters(name[: place + 1]) > longest), len(name))
    return name if fits == len(name) else f"{name[: fits - 1]}…"


def shortened(name: str, most: int) -> str:
    """As much of a name of the data as there is room for; its signs are no markup."""
    return escape(cut(name, most), quote=False)


def own_markup(text: str) -> str:
    """A line of a chart without any markup but weight, size and line ends: `<18` of an answer is read."""
    return _FOREIGN.sub("&lt;", text)


def _letters(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))
