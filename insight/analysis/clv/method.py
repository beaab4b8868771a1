"""How predictions are made, in words."""

from insight.i18n import _

DEFINITION = (
    _(
        "A purchase is a day with at least one order; frequency counts the repeat days after the first. T runs from "
        "the first purchase to the last day counted. Orders paid with 0 count as purchases unless switched off."
    ),
    _(
        "While they are customers, people buy at random at their own rate, which follows a gamma distribution among "
        "people (r, alpha). BG/NBD: after each repeat purchase they may leave (a, b). MBG/NBD: after the first as "
        "well. Pareto/NBD: at any time (s, beta). All are fitted by maximum likelihood."
    ),
    _(
        "People are valued by MBG/NBD: its chance of being still a customer falls with silence for one-time buyers "
        "too, where BG/NBD would say 100 % for ever."
    ),
    _(
        "What an order is worth: Gamma-Gamma (p, q, v) from the repeat purchases of each person, drawn towards "
        "everybody's average the fewer there are. Value = chance to be still a customer × orders if so × worth of an "
        "order. Credit notes and later refunds lower the money of their day."
    ),
    _(
        "The exam: the same models are fitted on what lies before the hold-out days and asked for these days; the "
        "simple guesses are that everybody buys as often as in as many days before, the average of that, or the "
        "model's own average. A model is better only if the 95 % interval of the difference of squared errors to the "
        "best of them says so."
    ),
    _(
        "Intervals of forecasts hold the uncertainty of the parameters and that of chance; not that of a shop that "
        "changes."
    ),
)

LIMITS = (
    _(
        "Seasons, campaigns and new products are not known to the models: the same weeks of last year may look "
        "different."
    ),
    _(
        "Waits are taken to be as irregular as chance. Where goods run out and people buy in rhythm, whoever misses a "
        "turn is gone more surely than said: chances in the middle come out too high."
    ),
    _("New customers who come after the as-of day are not in the forecast."),
    _("In very large workspaces parameters are read off a fixed part of the people; everybody is valued with them."),
)
