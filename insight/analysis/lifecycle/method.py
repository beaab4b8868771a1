"""How the stages are made, in words."""

from insight.i18n import _

DEFINITION = (
    _(
        "Everybody known before the as-of day is in exactly one stage. Without an order that counts: first contact, or "
        "consulting once they asked something. With one: by the number of orders, those of one day taken for one, and "
        "the days since the last."
    ),
    _(
        "Known: on a customer list (since joining, always where the list does not say since when), or by an order of "
        "any kind, an event, a chat, a review, a message sent to them, a survey, points, a coupon, a referral, consent."
    ),
    _(
        "Limits: of all waits between two days with orders, those not over yet included (Kaplan–Meier), the day by "
        "which 50 %, 80 % and 95 % of those who come back at all have come back."
    ),
    _(
        "Won back: the last order that ended an absence longer than the dormant limit lies within the window, "
        "whatever was bought since. Dormant and lost come before won back."
    ),
    _(
        "Movement in a month compares its first moment with its end. New: no order before, one since. Won back: "
        "dormant or lost before, no longer since. Newly dormant: neither before, one of them since."
    ),
    _("Pulse = (new + won back) ÷ newly dormant; undefined where nobody fell dormant."),
    _(
        "Labels by frequency (trying, recommending, devoted) and by recency (regular, infrequent, nearly lost, gone) "
        "cover every buyer exactly once each."
    ),
)

LIMITS = (
    _("People who buy often contribute more gaps than others, so the limits are closer to their habits."),
    _("The waits of one person are counted as if they were independent: intervals are somewhat too narrow."),
    _("A stage says what a person did, not why; a festival or a long journey looks like any other absence."),
    _("The limits are those of the as-of day, also for the months before it."),
)
