"""What can be chosen about who will order and who will leave."""

from dataclasses import dataclass
from typing import Annotated

from insight.fields import AsOf, Days, Flag, InCurrency, check_fields
from insight.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictParams:
    """`as_of` is the first day not counted: chances are about the `horizon_days` from that day on. Only orders in
    `currency` are looked at. `count_free`: orders paid with 0 (a voucher, points) are purchases too.
    """

    as_of: AsOf
    currency: InCurrency
    horizon_days: Annotated[int, Days(least=14, most=365, label=_("Days ahead"))] = 90
    count_free: Annotated[bool, Flag(label=_("Orders paid with 0 count"))] = True

    def __post_init__(self) -> None:
        check_fields(self)
