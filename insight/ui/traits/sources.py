"""Where traits come from, in words."""

from collections.abc import Iterable

from insight.schema import TABLES
from insight.ui.kit.language import say


def sources_said(sources: Iterable[str]) -> list[str]:
    """Tables by their names, files as they are called."""
    return [
        " · ".join(say(TABLES[name].label) if name in TABLES else name for name in source.split(", "))
        for source in sources
    ]
