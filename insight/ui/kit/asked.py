"""Whose people somebody has asked for: the panel of one picker is open until it is closed."""

from insight.ui.kit import state

_ASKED = "people asked for"


def ask(key: str) -> None:
    """Open the people of a picker in this run."""
    state.remember(_ASKED, key)


def is_asked(key: str) -> bool:
    """Whether the people of a picker are open."""
    return bool(state.recall(_ASKED) == key)


def close() -> None:
    """Nobody's people are open any more."""
    state.forget(_ASKED)
