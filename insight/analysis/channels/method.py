"""How channels are computed, in words."""

from insight.i18n import _

DEFINITION = (
    _(
        "A source is a row that says where a person came from: an invitation, a click on a campaign, the channel of a "
        "customer or contact list, the platform of the first order."
    ),
    _(
        "One source a person. Only sources up to the first order count, and the platform of that order only where "
        "nothing else came before it. The first of them (or, if chosen, the last) stands for the person, who is won on "
        "that day. On the same moment invitations come first, then campaigns, lists, orders."
    ),
    _("A source without a day counts from the first day that anything tells of its person."),
    _(
        "Linear: each of these sources gets an equal part of the person. None of the three ways is the truth about "
        "what made somebody come; where they differ much, no decision should rest on one of them."
    ),
    _(
        "Kept after 7, 30, 90 days: an order that counts, or an event, in days 7 to 13, 30 to 59, 90 to 179. People "
        "for whom these days are not over are not counted."
    ),
    _(
        "Left within 7 days: an event that means leaving (unfollowed, contact deleted, group left, account closed), "
        "among people known to WeCom or to the event log who were won since such events are recorded."
    ),
    _(
        "Only people who can be followed to orders are counted in this: with a phone, e-mail or unionid, or from a "
        "source that has orders or events. Others would look like people who never came again."
    ),
    _("First order: within 30 days, among people who were won before any order and at least 30 days ago."),
    _(
        "Value: money less refunds in the 180 days from the day a person was won, orders of none are 0; only people "
        "won at least 180 days ago, and nobody who paid in another currency only. The interval is Student's."
    ),
    _(
        "Cost: of the campaigns that are held in a channel or named like it, divided by the people won from it while "
        "they ran. Payback: the day by which a person has brought that much on average."
    ),
    _(
        "Intervals of rates are Wilson's. A channel is tested against the others of its kind (most of its people known "
        "before an order, or by the first order: a platform knows nobody who never bought), with Holm's correction for "
        "all tests at once."
    ),
)
LIMITS = (
    _("Channels draw different people: that somebody came from a channel does not say that it made the difference."),
    _("The cost of a campaign is all of it, also what went to people who were known already."),
    _("Channels without event logs show only orders: they look worse in being kept than those with one."),
)
