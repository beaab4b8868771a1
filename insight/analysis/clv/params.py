"""What can be chosen about predictions."""

from dataclasses import dataclass
from typing import Annotated, Literal

from insight.fields import AsOf, Choice, Days, Flag, InCurrency, check_fields
from insight.i18n import Text, _

Unit = Literal["day", "week"]

UNIT_DAYS: dict[Unit, int] = {"day": 1, "week": 7}
_UNITS: dict[Unit, Text] = {"week": _("Weeks"), "day": _("Days")}
HORIZONS = (90, 180, 365)
"""Days ahead for which orders and money are forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClvParams:
    """`as_of` is the first day not counted: histories end on the day before. Only orders in `currency` are looked at.

    `unit`: what alpha and beta are measured in. `horizon_days`: how far ahead people are valued and put into tenths.
    `hold_out_days`: so many days before as_of are kept apart for the exam. `count_free`: orders paid with 0 (a voucher,
    points) are purchases too, of no value.
    """

    as_of: AsOf
    currency: InCurrency
    unit: Annotated[Unit, Choice(options=_UNITS, label=_("Parameters in"))] = "week"
    horizon_days: Annotated[int, Days(least=7, most=1095, label=_("Days ahead"))] = 365
    hold_out_days: Annotated[int, Days(least=28, most=730, label=_("Days kept for the exam"))] = 180
    count_free: Annotated[bool, Flag(label=_("Orders paid with 0 count"))] = True

    def __post_init__(self) -> None:
        check_fields(self)
