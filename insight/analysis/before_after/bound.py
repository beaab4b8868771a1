"""What the statements of before and after are bound to."""

from collections.abc import Sequence
from typing import Any

from insight.analysis.before_after.params import BeforeAfterParams
from insight.analysis.judge.who import Group


def bound(params: BeforeAfterParams, group: Group, members: Sequence[str] = ()) -> dict[str, Any]:
    """Whose orders, of which days."""
    return group.values | {
        "members": list(members),
        "as_of": params.as_of,
        "currency": params.currency,
        "before_from": params.before[0],
        "before_until": params.before[1],
        "after_from": params.after[0],
        "after_until": params.after[1],
    }
