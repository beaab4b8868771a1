"""The words of repurchase: steps, states, and how it is computed."""

from insight.analysis.traits import Apart
from insight.i18n import Text, _

STATES: dict[str, tuple[str, ...]] = {
    "step": ("all", "bought", "waiting"),
    "days": ("over", "returned", "not_returned", "open", "open_returned"),
    "day": ("at_risk", "bought_then", "last_seen"),
}
"""What people of a step can be asked for: alone, with a span of days, with a day of the curve; the first is default."""


def step_name(step: int) -> Text:
    """From which purchase on people are followed to the next."""
    return _("After purchase {step}", step=step) if step > 1 else _("After the first purchase")


def bought_step() -> Text:
    """What a cell may be."""
    return _("a step with a state, and days or a day of it; or a cohort; or days, as the result shows them")


def after_step(step: int, state: str, days: int | None) -> Text:
    """Who is meant: people of a step in a state."""
    values = {"step": step, "days": days}
    return {
        "all": _("People who made purchase {step}", **values),
        "bought": _("People who bought again after purchase {step}", **values),
        "waiting": _("People who have not bought again after purchase {step}", **values),
        "over": _("People who made purchase {step} {days} days ago or longer", **values),
        "returned": _("People who bought again within {days} days of purchase {step}, made that long ago", **values),
        "not_returned": _("People who did not buy again within {days} days of purchase {step}", **values),
        "open": _(
            "People whose {days} days after purchase {step} are not over, and who have not bought again yet", **values
        ),
        "open_returned": _(
            "People whose {days} days after purchase {step} are not over, and who have bought again already", **values
        ),
        "at_risk": _("People still waiting on day {days} after purchase {step}", **values),
        "bought_then": _("People who bought again on day {days} after purchase {step}", **values),
        "last_seen": _("People last seen waiting on day {days} after purchase {step}", **values),
    }[state]


def group_name(value: str | None, apart: Apart) -> Text:
    """A group of people told apart."""
    if value is None:
        return _("All others")
    return _("Not stated") if value == "" else apart.said(value)


TRAIT_LIMIT = _("Traits and tags are those known today: what people did since may have changed them.")

DEFINITION: tuple[Text, ...] = (
    _("Orders of one person on one day are one purchase. Days are counted from purchase to purchase, over all shops."),
    _(
        "Curve: the share who have bought again by each day, by Kaplan and Meier: people who have not bought again are "
        "followed up to the day before the as-of day and then leave the count, they are never taken for lost."
    ),
    _("Intervals of the curve: Greenwood's variance on the scale of log(−log S), 95 %."),
    _("Median: the first day by which half have bought again; there is none where the curve stays below one half."),
    _(
        "Repurchase rate within N days: people who bought again in that time ÷ people whose N days are over. Whoever "
        "bought less than N days ago is still open and in neither number."
    ),
    _(
        "Net revenue per person: what a cohort of first orders brought up to the end of the period, after refunds ÷ "
        "all its people: those whose first order was in the currency. Only periods that are over are drawn."
    ),
    _("The average adds up, period by period, the revenue per person of the cohorts whose period is over."),
    _(
        "Groups of a trait or tag: after the first purchase, each group against all others; a difference is said where "
        "chance alone would bring one among all compared less often than once in a hundred times (Holm's correction), "
        "and only where buying again cannot have changed the trait."
    ),
)

LIMITS: tuple[Text, ...] = (
    _("Someone who bought before the data begin looks new: purchase 1 is the first one in the data."),
    _("The curve takes people won lately to behave as those won before them did after as many days."),
    _("Few people make far more purchases than others: intervals of revenue are wide in small cohorts."),
)
