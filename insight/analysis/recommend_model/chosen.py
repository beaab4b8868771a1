"""What can be chosen about offers, in the exam and for today alike."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from insight.analysis.recommend_model.statements import Level
from insight.fields import Choice, Days, Whole
from insight.fields.told import LOOKED_BACK
from insight.i18n import Text, _

MOST_OFFERS = 3

LEVELS: Mapping[Level, Text] = {"product": _("By code"), "name": _("By name")}

GoodsBy: TypeAlias = Annotated[Level, Choice(options=LEVELS, label=_("Products"))]
Offers: TypeAlias = Annotated[int, Whole(least=1, most=MOST_OFFERS, label=_("Offers a person"))]
LookBack: TypeAlias = Annotated[int, Days(least=30, most=3650, label=_("Look back (days)"), told=LOOKED_BACK)]
OnSale: TypeAlias = Annotated[int, Days(most=3650, label=_("On sale: sold within days"))]
Again: TypeAlias = Annotated[int, Days(most=3650, label=_("Offer again after days"))]
Buyers: TypeAlias = Annotated[int, Whole(least=2, most=1_000_000, label=_("Buyers of a product, at least"))]
HeldOut: TypeAlias = Annotated[int, Days(least=14, most=730, label=_("Days kept for the exam"))]
