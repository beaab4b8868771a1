"""How refills are reckoned, in words."""

from insight.i18n import _

DEFINITION = (
    _(
        "A product is known by the merchant's code of the variant, else by the platform's number, else by its name. "
        "Purchases of one day count as one; lines that were paid back are left out; no quantity means one piece."
    ),
    _(
        "Rhythm: the refill days of the product list; else, of the days between two purchases of the product by one "
        "person divided by the pieces bought, the median of those who come back (Kaplan–Meier, so that whoever bought "
        "lately is counted fairly)."
    ),
    _(
        "A rhythm found in the data is used only where it can be told from chance: at least twice as many gaps within "
        "a quarter of it as memoryless buyers, or buyers on shuffled days of the same product, would have. The lower "
        "end of the 95 % interval counts, for all products tried at once."
    ),
    _(
        "Run-out day = day of purchase + rhythm × pieces. What is bought before the earlier purchase has run out adds "
        "up; what by itself would have run out before the last purchase counts as used up."
    ),
    _(
        "Overdue: ran out before the as-of day, by no more than one rhythm. Purchases four times their own duration "
        "ago are not looked at any more: likely the product is no longer used."
    ),
)

LIMITS = (
    _("The rhythm is that of everybody who comes back; a single person may use more or less."),
    _("What was bought elsewhere, given away or sent back without a refund is not seen."),
    _(
        "In very large workspaces rhythms are read off a fixed part of the people, drawn by the digits of their "
        "number; run-out days are everybody's."
    ),
    _("In a short history, slow refills have not yet had time to be seen."),
)
