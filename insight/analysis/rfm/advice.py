"""What to do for each RFM group, in a sentence that a shop can act on."""

from collections.abc import Mapping

from insight.i18n import Text, _

ADVICE: Mapping[str, Text] = {
    "champions": _(
        "Let them try new products first, look after them in person, ask for reviews and friends; no discount is needed"
    ),
    "loyal": _("Offer sets, refills and a higher tier before they drift off, and ask what they would like next"),
    "active": _("Bring the next order with what goes with the last one, and a gift from a certain amount on"),
    "new": _("Help them use the first product well, and bring the second order within 30 days with a coupon for it"),
    "promising": _(
        "Show what they looked at and what goes with their purchase; a second-order coupon with an end date"
    ),
    "needs_attention": _("Ask them back with news or a coupon that ends soon, and ask why they have not bought again"),
    "at_risk": _(
        "Win them back now, the most valuable ones by hand: speak of what they bought, offer something of their own"
    ),
    "previously_loyal": _(
        "Once the best: call or write in person, ask why they left, and offer something worth coming back for"
    ),
    "almost_lost": _("One cheap message at the next festival; who does not respond is contacted less often"),
    "dormant": _("Only at large festivals and by cheap channels; before sending coupons, keep a control group"),
    "prospects": _("Win the first order: a first-order coupon, best sellers, a small size to try"),
    "key_value": _("Keep them: they are served first, see new products first, and have somebody who knows them"),
    "key_develop": _("They spend much and come seldom: refill reminders and members' days bring them more often"),
    "key_keep": _("They used to come often and have been away: contact them soon, before they are gone"),
    "key_win_back": _("They spent much and are long away: win them back one by one, and ask why they left"),
    "general_value": _("They come often and spend little: sets, add-ons and gifts from an amount on raise the order"),
    "general_develop": _("They came lately and seldom: bring the next order first"),
    "general_keep": _("Small orders, often, and away for a while: an automatic reminder is enough"),
    "general_win_back": _("A cheap message to all of them at most; the budget is better spent on others"),
}
"""By the keys of both schemes."""
