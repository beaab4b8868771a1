"""What loads and questions that were killed left beside the tables of a workspace: files that nothing names."""

import re
import shutil
from collections.abc import Container
from pathlib import Path

_DAY_S = 86_400.0
"""Whatever is younger may belong to a load, or to a question, that is at work."""

_OURS = re.compile(r"(steps|kept|people)_[0-9a-f]{12}|insight_[a-z0-9_]+_[0-9a-f]{8}")


def remove_leftovers(place: Path, needed: Container[str], now: float) -> list[str]:
    """Remove the folders of `place` that a load or a question made, that are not `needed` and have been left alone for
    a day; their names. `place` must belong to one workspace alone. `now`: seconds since 1970."""
    left = [
        folder
        for folder in (place.iterdir() if place.is_dir() else ())
        if _OURS.fullmatch(folder.name) and folder.name not in needed and now - folder.stat().st_mtime > _DAY_S
    ]
    for folder in left:
        shutil.rmtree(folder, ignore_errors=True)
    return sorted(folder.name for folder in left)
