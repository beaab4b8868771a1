"""What scores mean, and when nobody has any."""

import datetime as dt

from insight.errors import NotEnoughDataError
from insight.i18n import _

DEFINITION = (
    _("Recency: days from a buyer's last order that counts to the as-of day. Frequency: orders. Monetary: net amount."),
    _(
        "Quantile scores: 1 + the whole part of bins × (buyers who are worse ÷ (buyers − 1)), at most bins. "
        "Buyers with equal values have equal scores."
    ),
    _("Fixed scores: each cut-off of days exceeded costs one, each cut-off of orders or amount reached adds one."),
    _("Eight classes: a score is high when it is above the average of the scale, so of 5 scores 4 and 5 are high."),
    _("Eleven groups: by recency and frequency on five levels; other numbers of bins are read on five levels."),
    _("One-time buyers are scored like everybody. People without an order that counts are prospects."),
    _(
        "Can be reached: a whole phone that few share, a WeCom contact or an e-mail. Consent: the newest word before "
        "the as-of day on marketing, service or surveys is a yes."
    ),
)


def nobody_bought(currency: str, as_of: dt.date) -> NotEnoughDataError:
    """The refusal of a day before the first order."""
    return NotEnoughDataError(
        _("Nobody can be scored yet"),
        _(
            "0 buyers with an order in {currency:currency} before {as_of:day}; at least 1 is needed",
            currency=currency,
            as_of=as_of,
        ),
        _("Import orders that name their buyers, or choose a later day or another currency"),
    )
