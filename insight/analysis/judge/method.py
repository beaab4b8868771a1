"""How a campaign is judged, in words."""

from insight.i18n import _

DEFINITION = (
    _(
        "Everybody on the list counts as contacted, whether or not the message arrived or was read: otherwise "
        "those who answer would be compared with those who cannot. Orders from the start of the campaign on count, "
        "for the days chosen, in the currency chosen."
    ),
    _(
        "Against the people held back: the shares that bought (Newcombe's interval, chi-square or Fisher's test), "
        "orders and money a person (Welch). The log of exports, or the arm of the contacts, says who was held back."
    ),
    _(
        "Against people alike: everybody whom neither this nor another campaign reached in these days, compared within "
        "groups of the same recency, number of orders before and membership, weighted as those contacted are spread."
    ),
    _(
        "Against people as likely to be contacted: a logistic regression of everything known before the start (how "
        "lately, how often and for how much people had bought, for how long they were known, membership, where they "
        "bought first) says how likely each person was to be contacted. Those contacted stand beside people alike in "
        "all of it where there are as many, else beside everybody within 0.2 standard deviations of the logit; whoever "
        "has nobody there is left out."
    ),
    _(
        "Change against the change of others: what changed among those contacted from the days before to the days "
        "after, less what changed among the others; errors clustered by person."
    ),
    _(
        "Before and after: the same people in the days before; where a festival lies in these days and not in those "
        "before, in the days around the festival of the year before. It never decides: seasons look like effects."
    ),
    _(
        "Against what was to be expected: a regression of the daily buyers on trend, weekday and festivals, learned "
        "before the start, with errors after Newey and West."
    ),
    _(
        "The verdict stands on the people held back where there are any (strong evidence), else on people alike (exact "
        "groups, or as likely to be contacted: of those whose checks hold the one that leaves what was known before "
        "the start less far apart), confirmed by the change of others (fair) or not (weak). It is “worked” or “did "
        "harm” where the 95 % interval "
        "leaves out zero and p is below 3 %; else no difference can be seen."
    ),
    _(
        "A comparison is used only when its checks hold: both sides alike before the start (1 %), the planned "
        "share held back (0.05 %), other campaigns alike on both sides, the same trend before the start, nothing on a "
        "start that never was."
    ),
)

LIMITS = (
    _(
        "A group told by a rule is the one of the day of the start; a tag given by hand and an uploaded list hold "
        "whoever is in them today."
    ),
    _("A check that holds does not prove that the sides are alike; only a draw by lot makes them so."),
    _("Of several campaigns the best one looks better than it is: its next run will likely do less."),
    _(
        "Looking every day and stopping when it looks good finds effects that are none: look once, when the days are "
        "over."
    ),
    _("What those contacted told others, and what was bought elsewhere, is not seen."),
)
