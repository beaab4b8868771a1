"""What can be chosen about predictions."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

Unit = Literal["day", "week"]

UNIT_DAYS: dict[Unit, int] = {"day": 1, "week": 7}
HORIZONS = (90, 180, 365)
"""Days ahead for which orders and money are forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClvParams:
    """`as_of` is the first day not counted: histories end on the day before. Only orders in `currency` are looked at.

    `unit`: what alpha and beta are measured in. `horizon_days`: how far ahead people are valued and put into tenths.
    `hold_out_days`: so many days before as_of are kept apart for the exam. `count_free`: orders paid with 0 (a voucher,
    points) are purchases too, of no value.
    """

    as_of: dt.date
    currency: str
    unit: Unit = "week"
    horizon_days: int = 365
    hold_out_days: int = 180
    count_free: bool = True

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        if self.unit not in UNIT_DAYS:
            raise ParameterError("unit", self.unit, _("one of {names}", names=", ".join(UNIT_DAYS)))
        if not isinstance(self.count_free, bool):
            raise ParameterError("count_free", self.count_free, _("true or false"))
        for name, least, most in (("horizon_days", 7, 1095), ("hold_out_days", 28, 730)):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
                expected = _("a whole number from {least:count} to {most:count}", least=least, most=most)
                raise ParameterError(name, value, expected)
