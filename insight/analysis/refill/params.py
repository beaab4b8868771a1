"""What can be chosen about refills."""

from dataclasses import dataclass
from typing import Annotated, Literal

from insight.fields import AsOf, Choice, Days, InCurrency, Whole, check_fields
from insight.fields.told import LOOKED_BACK
from insight.i18n import Text, _

Level = Literal["product", "category"]
LEVELS: dict[Level, Text] = {"product": _("Each product"), "category": _("Each category")}

WINDOWS = (7, 14, 30)
"""Days ahead that are looked at; the widest one is the calendar's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillParams:
    """`as_of` is the first day not counted, and the first day of every window; amounts on lists are in `currency`.

    `level`: the rhythm of each product, or of each category. `look_back_days`: purchases of so many days before as_of
    are looked at. `least_people`: a rhythm is read off the data of no fewer people who bought at least twice.
    """

    as_of: AsOf
    currency: InCurrency
    level: Annotated[Level, Choice(options=LEVELS, label=_("Rhythms"))] = "product"
    look_back_days: Annotated[
        int,
        Days(
            least=30,
            most=3650,
            label=_("Look back (days)"),
            meaning=_("Purchases of so many days before the as-of day are looked at."),
            told=LOOKED_BACK,
        ),
    ] = 730
    least_people: Annotated[int, Whole(least=5, most=1000, label=_("People who bought twice, at least"))] = 20

    def __post_init__(self) -> None:
        check_fields(self)
