"""How the weight of a driver is found, in words."""

from insight.i18n import _

IMPORTANCE = (
    _(
        "Importance: how much of the outcome's spread a driver explains, averaged over all orders in which the drivers "
        "can enter (Shapley value, LMG). The shares add up to what all together explain."
    ),
    _("Only responses that mark the outcome and every driver are used. Intervals come from 200 samples drawn again."),
    _(
        "To mend first: what matters more than the average driver and is marked lower than the average driver, each "
        "mean taken as its place on its own scale."
    ),
)

NO_CAUSE = _(
    "Marks that go along with the outcome need not cause it: a customer who is angry about one thing marks everything "
    "low."
)
