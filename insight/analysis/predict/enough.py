"""What must be there before anybody is given a chance: no number where none could be tried."""

import datetime as dt

import pandas as pd

from insight.errors import NotEnoughDataError
from insight.i18n import Text, _

LEAST_PEOPLE, LEAST_CAME = 100, 20
"""Fewer people on the day of the trial, or fewer of either outcome, are no trial."""

SPANS = 3
"""So many times the days ahead: to be known in, to learn from, to be tried on."""


def check_is_old_enough(customers: int, first_on: dt.date | None, as_of: dt.date, horizon_days: int) -> None:
    """Raises NotEnoughDataError for too few people, and for too few days."""
    days, least = 0 if first_on is None else (as_of - first_on).days, SPANS * horizon_days
    if customers < LEAST_PEOPLE:
        raise _too_little(
            _("{n:count} people with an order; {least:count} are needed", n=customers, least=LEAST_PEOPLE)
        )
    if days < least:
        raise _too_little(
            _(
                "{n:count} days of orders; {least:count} are needed to look {ahead} days ahead",
                n=days,
                least=least,
                ahead=horizon_days,
            )
        )


def check_can_be_tried(rows: pd.DataFrame, horizon_days: int) -> None:
    """The people of a day, and what came of it. Raises NotEnoughDataError where that proves nothing."""
    came = int(rows["came"].sum())
    if len(rows) < LEAST_PEOPLE:
        raise _too_little(
            _(
                "{n:count} people had bought {days} days before that; {least:count} are needed",
                n=len(rows),
                days=horizon_days,
                least=LEAST_PEOPLE,
            )
        )
    if min(came, len(rows) - came) < LEAST_CAME:
        raise _too_little(
            _(
                "Of {people:count} known buyers {n:count} came within {days} days; {least:count} are needed who did, "
                "and as many who did not",
                people=len(rows),
                n=came,
                days=horizon_days,
                least=LEAST_CAME,
            )
        )


def _too_little(how_much: Text) -> NotEnoughDataError:
    return NotEnoughDataError(
        _("The shop is too small or too young for a forecast"),
        how_much,
        _("Import older orders too, or come back later: a number now would be invented"),
    )
