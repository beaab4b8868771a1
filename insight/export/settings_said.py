"""What was set otherwise than usual when a list was cut, in sentences; everything else the list's own sentence says."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from insight.analysis import ANALYSES
from insight.fields import Day, Field, fields_of
from insight.i18n import Text
from insight.segments import Segment


def settings_said(segment: Segment) -> Iterator[Text]:
    """The settings of the analysis that a segment was cut from, where they are not the usual ones."""
    if segment.analysis not in ANALYSES:
        return
    for name, field in fields_of(ANALYSES[segment.analysis].params).items():
        value = segment.parameters.get(name)
        if field.told is not None and value is not None and value != field.default:
            yield Text(field.told.key, (("value", _plain(field, value)),))


def _plain(field: Field, value: Any) -> dt.date | str:
    if isinstance(field, Day):
        return field.read(value)
    return ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
