"""What can be chosen about refills."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from insight.analysis.scope import check_as_of, check_currency
from insight.errors import ParameterError
from insight.i18n import _

Level = Literal["product", "category"]

WINDOWS = (7, 14, 30)
"""Days ahead that are looked at; the widest one is the calendar's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillParams:
    """`as_of` is the first day not counted, and the first day of every window; amounts on lists are in `currency`.

    `level`: the rhythm of each product, or of each category. `look_back_days`: purchases of so many days before as_of
    are looked at. `least_people`: a rhythm is read off the data of no fewer people who bought at least twice.
    """

    as_of: dt.date
    currency: str
    level: Level = "product"
    look_back_days: int = 730
    least_people: int = 20

    def __post_init__(self) -> None:
        check_as_of(self.as_of)
        check_currency(self.currency)
        if self.level not in ("product", "category"):
            raise ParameterError("level", self.level, _("product or category"))
        for name, least, most in (("look_back_days", 30, 3650), ("least_people", 5, 1000)):
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
                expected = _("a whole number from {least:count} to {most:count}", least=least, most=most)
                raise ParameterError(name, value, expected)
