"""What the statements of the judge are bound to."""

from collections.abc import Sequence
from typing import Any

from insight.analysis.judge.params import JudgeParams
from insight.analysis.judge.series import first_day
from insight.analysis.judge.who import Group
from insight.analysis.judge.window import Span
from insight.analysis.rfm import LABELS, RfmParams
from insight.warehouse.steps import Bound, numbered


def bound(params: JudgeParams, group: Group, when: Span, members: Sequence[str] = ()) -> dict[str, Any]:
    """Whose orders of which days, and the RFM groups of the day of the start."""
    rfm = RfmParams(as_of=when.starts_at.date(), currency=params.currency).values()
    return {
        **group.values,
        "members": list(members),
        **when.values,
        **numbered(Bound(LABELS.statement, rfm), 1).values,
        "currency": params.currency,
        "campaign": group.key if group.kind == "campaign" else None,
        "series_from": first_day(when),
    }
