"""What the statements of behaviour are bound to."""

from typing import Any

from insight.analysis.behaviour.params import BehaviourParams

OPEN: dict[str, Any] = {
    "day": None,
    "weekday": None,
    "hour": None,
    "dimension": None,
    "part": None,
    "is_goal": False,
    "is_exit": False,
    "keyword": None,
    "page": None,
    "article": None,
    "did": None,
    "level": None,
    "clicked": None,
}
"""Filters of the people statements, open."""


def values_of(params: BehaviourParams, goal: str | None) -> dict[str, Any]:
    """What the statements are bound to."""
    return {
        "as_of": params.as_of,
        "since": params.since,
        "before_since": params.before[0],
        "before_until": params.before[1],
        "session_minutes": params.session_minutes,
        "goal": goal,
        **OPEN,
    }
