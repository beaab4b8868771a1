"""How it is reckoned what goes together, in words."""

from insight.i18n import _

DEFINITION = (
    _(
        "A basket: the different products of one order, or of one person within the window, block by block from the "
        "first purchase. Lines that were paid back are left out, and baskets of more products than the limit."
    ),
    _(
        "Support: share of all baskets that hold both sides. Confidence: share of the baskets with the first side that "
        "hold the other too. Lift: confidence divided by the share of all baskets with the other side; 1 is chance."
    ),
    _(
        "Leverage: support less what it would be by chance. Conviction: how many times as often the rule would fail by "
        "chance as it does."
    ),
    _(
        "A rule is reliable when at least {n} baskets hold both sides and the interval of its lift, made wider for the "
        "number of rules looked at (Bonferroni), does not hold 1.",
        n=30,
    ),
    _(
        "A rule is redundant, and not shown, when fewer products on its first side already say the same with at least "
        "the same confidence."
    ),
    _(
        "What it may earn: people who bought the first side and not yet all of the other × how far the confidence is "
        "above the share of all baskets × what a basket pays for the other side on average."
    ),
    _(
        "Bundle: usual amount = what baskets pay for each product on average. Takers: of the baskets with the first "
        "side only, as large a share as the confidence is above the share of all baskets, at any price between. They "
        "pay the price instead of the first side; whoever would have bought both anyway pays it instead of the usual "
        "amount. The lowest price is where the two cancel out; the price shown lies halfway. Told for {days} days like "
        "those looked at.",
        days=30,
    ),
)

LIMITS = (
    _(
        "Margins are not known: extra money of a bundle is sales, not profit, and the lowest price keeps sales, not "
        "profit. How many more a lower price would win is not known either."
    ),
    _("What goes together is no proof that an offer makes people buy: try it on a part of the people first."),
    _("A product that was not for sale all the time goes together with others less often than it could."),
)
