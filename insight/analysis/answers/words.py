"""Questions and options as they fit into a sentence."""

LINE = 70
"""Characters that fit into a line of its own."""

_IN_SENTENCE = 40


def short(text: object, most: int = _IN_SENTENCE) -> str:
    """At most so many characters, in one line."""
    plain = " ".join(str(text).split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"
