"""How chances to order are computed, in words."""

from insight.i18n import _

DEFINITION = (
    _(
        "The chance is that of at least one purchase (a day with an order) within the days ahead. Everybody who ever "
        "bought is given one."
    ),
    _(
        "Trial: everything is learnt from what lay before the last days and asked about these days, which it has not "
        "seen. It learns from up to four earlier days: what was known of people then, and whether they came."
    ),
    _(
        "Four ways, the simplest first: everybody alike as in the same days of last year; everybody alike as in the "
        "days just before; the buying rhythm (MBG/NBD, as for the value of customers); gradient boosting on nine "
        "things known of the orders. A less simple one is used only if the 95 % interval of the difference of its "
        "squared errors (Brier score), person by person, is below 0 against the one used until then: the simpler wins "
        "ties."
    ),
    _(
        "Boosting is without interactions: its score is a sum of one part for each thing known, so what moved a "
        "person's chance is exactly the part; a list says it beside the average of people who also bought lately, or "
        "also did not. Scores become chances by a curve (Platt) "
        "through scores of people left out of learning, set by what came of all the earlier days alike: a single one, "
        "the latest too, may have been followed by unusual weeks."
    ),
    _(
        "About to leave: bought within as many days before as are looked ahead, and a chance below 30 %. Will rather "
        "order: 50 % or more."
    ),
    _(
        "How far it may come otherwise: no two spans of time are alike, and all people together come more often in one "
        "than in another. Each earlier day has a curve of its own from what was said to what came; as far as these lie "
        "apart a new one may lie from what is said (95 % prediction interval, Student's t), and chance comes on top. A "
        "share that lies there was to be expected; the title counts bands whose share is as was said, within its own "
        "interval. Fewer than three earlier days do not say it."
    ),
    _(
        "Interval of a share that came: Wilson. Order of people (AUC): how often somebody who came had been given more "
        "than somebody who did not, with DeLong's interval."
    ),
)

LIMITS = (
    _(
        "What is not in the orders is not known: a campaign, a season that is stronger than the last, a new product. "
        "Where the level of all orders moves, all chances are off by as much: the trial shows by how much they were."
    ),
    _("An order that was closed or sent back later counts as it stands today, in the trial too."),
    _("A high chance is no reason to write: people who come anyway need no voucher. Keep a control group."),
    _("In very large workspaces the models learn from a fixed part of the people; everybody is given a chance."),
)
