"""What outlooks and models are called."""

from collections.abc import Mapping

from insight.i18n import Text, _

BUYS_FROM, LEAVES_TO = 6, 3
"""The lowest band of those who will order, the highest of those who leave."""

OUTLOOKS: Mapping[str, Text] = {
    "buys": _("will rather order than not (chance 50 % or more)"),
    "leaves": _("about to leave (bought lately, chance below 30 %)"),
    "open": _("neither likely to order nor about to leave"),
}

MODELS: Mapping[str, Text] = {
    "last_year": _("Everybody alike, as in the same days of last year"),
    "lately": _("Everybody alike, as in the days just before"),
    "rhythm": _("Buying rhythm (MBG/NBD)"),
    "boosting": _("Boosting (all that is known of the orders)"),
}
