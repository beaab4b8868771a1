"""How the exam of recommendations is held, in words."""

from insight.i18n import _

DEFINITION = (
    _(
        "The exam: everything is learnt from what lies before the last days; offers are made as of then; they are "
        "compared with what the same people bought in these days. Whoever had bought before, and bought again "
        "something that could have been offered, is examined."
    ),
    _(
        "Best sellers: what most people bought in as many days before; of everybody, of the channel of the last "
        "purchase, of the category bought last. The one that does best is the plain answer that has to be beaten."
    ),
    _(
        "Bought by the same people: cosine of the buyers of two products, made smaller where few bought both. Tastes "
        "in common: truncated singular value decomposition of people by products. Bought together: confidence of "
        "pairs of one order that can be told from chance. Like what they bought: likeness of names and categories."
    ),
    _(
        "A method fills up with the plain answer what it has no offer for, and is examined so: what is on a list is "
        "what was examined."
    ),
    _(
        "Recall: of what each person bought, the share that was on their list. Gain (nDCG): the same, with early "
        "places counting more. Coverage: share of the products on sale that are offered to anybody. Novelty: how few "
        "know what is offered, in bits."
    ),
    _(
        "A method passes when the interval of its recall less that of the plain answer, person by person (bootstrap, "
        "made wider for the number of methods tried), lies above 0, with at least {hits} hits.",
        hits=20,
    ),
    _(
        "Not offered: what a person has bought and what has not run out (by the product's own rhythm, as in refills; "
        "else within the chosen days); products that were not sold lately, were only given away, or have too few "
        "buyers."
    ),
)

LIMITS = (
    _("What people bought by themselves is no proof that an offer makes them buy: hold back a control group."),
    _("A product that came on sale only after the learning is nobody's offer yet."),
    _(
        "In very large workspaces methods learn from, and the exam is sat by, a fixed part of the people, drawn by the "
        "digits of their number."
    ),
)
