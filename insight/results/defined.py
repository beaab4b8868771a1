"""What a cell of a frame holds, None where it is undefined: never 0, and never a number that is none."""

import datetime as dt
from typing import Any

import pandas as pd

from insight.i18n import Money


def defined(value: Any) -> float | None:
    """The number."""
    return None if value is None or pd.isna(value) else float(value)


def defined_whole(value: Any) -> int | None:
    """The whole number."""
    return None if value is None or pd.isna(value) else int(value)


def defined_moment(value: Any) -> dt.datetime | None:
    """The moment, as Python has it."""
    if value is None or pd.isna(value):
        return None
    moment: dt.datetime = value.to_pydatetime()
    return moment


def defined_money(value: Any, currency: str) -> Money | None:
    """The amount."""
    number = defined(value)
    return None if number is None else Money(number, currency)
