"""How clusters are computed, in words, and what the columns of their frames are about."""

from insight.i18n import Text, _
from insight.results import SINGLE, Declared, Frame, Total, declare

DEFINITION: tuple[Text, ...] = (
    _(
        "Numbers are put on one scale: less the median, divided by what the middle half spans; of its logarithm where "
        "few have far more than most. Whoever lies more than 3 spreads away counts as lying there."
    ),
    _(
        "Words (a category, a province) are compared by yes or no to each of their up to 8 commonest values. Whoever's "
        "value is not known stands in the middle; a trait known of fewer than half is left out."
    ),
    _(
        "Number of groups: for each number, how clear the groups are (silhouette) against five copies of the data in "
        "which each trait is shuffled, and how far the groups of six resamples agree (adjusted Rand index). Stable: "
        "clearer than every shuffled copy, and agreement of 0.8 or more. The finest stable number nearly as clear as "
        "the clearest is taken."
    ),
    _(
        "K-means: everybody belongs to the nearest centre. Gaussian mixture: to the likeliest of the bells, which may "
        "be narrow in one trait and wide in another. Dense groups: to the group whose spread reaches the person, else "
        "to none."
    ),
    _("Groups are found among at most 200,000 people drawn by a fixed seed; everybody is then put into one."),
    _(
        "A group is named by what sets it apart most, in standard deviations from everybody. A name given by hand, and "
        "the name of a kept group, goes with the group that shares most people with it."
    ),
)

LIMITS: tuple[Text, ...] = (
    _("Groups say who is alike by the traits that were chosen, not why; other traits would show other groups."),
    _("People near the border of two groups could as well be in the other: read the profile, not the single person."),
    _("Someone who bought before the data begin looks newer and smaller than they are."),
)

COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("people", "people", "drawn"),
            *declare("number", "separation", is_safe=True),
            *declare("key", "names"),
        )
    ),
    "clusters": Frame(
        columns=(
            *declare("key", "cluster"),
            *declare("people", "customers"),
            *declare("share", "share"),
            *declare("money", "net_amount"),
            *declare("share", "net_amount_share"),
            *declare("number", "separation"),
        ),
        totals=(Total(column="customers", to=(SINGLE, "people", ())),),
    ),
    "profile": Frame(
        columns=(
            *declare("key", "cluster", "trait", "value"),
            *declare("people", "n"),
            *declare("number", "mean", "base_mean", "difference"),
        ),
    ),
    "curve": Frame(
        columns=(
            *declare("key", "k"),
            *declare("number", "separation", "chance", "stability", is_safe=True),
            *declare("flag", "is_stable"),
        )
    ),
    "map": Frame(columns=(*declare("key", "cluster"), *declare("one", "x", "y"), *declare("flag", "is_centre"))),
    "left_out": Frame(columns=(*declare("key", "trait", "reason"), *declare("share", "known_share", is_safe=True))),
    "moved": Frame(columns=(*declare("key", "came_from", "cluster"), *declare("people", "customers"))),
}
"""What the fields of the result are about."""
