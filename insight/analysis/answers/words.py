"""Questions and options as they fit into a sentence."""

_LONGEST = 40


def short(text: object) -> str:
    """At most forty characters, in one line."""
    plain = " ".join(str(text).split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"
