"""Who the people of a cell are, in one sentence."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insight.analysis.lifecycle.stages import FREQUENCY, MOVEMENTS, RECENCY, STAGES, UNKNOWN
from insight.i18n import Text, _

_LABELS = {
    **{stage.key: stage.label for stage in (UNKNOWN, *STAGES)},
    **{label.key: label.label for label in (*FREQUENCY, *RECENCY)},
}


def said(cell: Mapping[str, Any], bounds: tuple[dt.date, dt.date] | None, as_of: dt.date) -> Text:
    """The sentence of a cell; `bounds` are those of its month."""
    if bounds is not None and "movement" in cell:
        return _("{who} in {month:month}", who=MOVEMENTS[cell["movement"]][0], month=bounds[0])
    if bounds is not None and "from_stage" in cell:
        start, end = _LABELS[cell["from_stage"]], _LABELS[cell["to_stage"]]
        return _("From “{start}” to “{end}” in {month:month}", start=start, end=end, month=bounds[0])
    labels = [_LABELS[cell[name]] for name in ("stage", "frequency_label", "recency_label") if name in cell]
    who = labels[0] if len(labels) == 1 else _("{often} × {lately}", often=labels[0], lately=labels[1])
    return _("{who} (lifecycle), as of {as_of:last_day}", who=who, as_of=bounds[1] if bounds else as_of)
