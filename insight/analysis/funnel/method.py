"""How funnels are reckoned, in words."""

from insight.analysis.funnel.durations import span
from insight.analysis.funnel.params import FunnelParams
from insight.i18n import Text, _

TRAIT_LIMIT = _("Traits and tags are those known today: what people did since may have changed them.")

LIMITS = (
    _("Only events and milestones that name a person are counted."),
    _("An order is counted as a whole; what it was about is its number, not its goods."),
    _("A difference between groups says where people are lost, not why."),
)


def definition(params: FunnelParams, *, by_day: bool) -> tuple[Text, ...]:
    """What the bars mean, for the way of counting that was chosen."""
    apart = () if params.drivers is None else _APART
    return (_ORDERS[params.order], _window(params), *_counting(params), _SAME_MOMENT[by_day], *_ALWAYS, *apart)


_APART = (
    _(
        "What sets them apart: of those who took the step, and of those who are lost before it, the share with each "
        "thing that is known; people of whom it is not known are left out. Chi-square, Fisher where few, Holm over "
        "everything that at least 30 people have; whoever still has time is on neither side."
    ),
    _(
        "In between: what was done after the step before and before the step, at most as long as half of those who "
        "take it need; so that whoever is lost had no more time for it."
    ),
    _(
        "With a first day of the period, traits and tags are those of that day; without one, only what going on does "
        "not change is tested. What is known of today only (lists, tier, points) is shown and never certain."
    ),
)


_ORDERS: dict[str, Text] = {
    "ordered": _("Steps in this order; other events may lie between."),
    "strict": _(
        "Steps in this order, and nothing else that the person did lies between two steps; what happened at the same "
        "moment as a step does not lie between."
    ),
    "any": _("Row i counts people who did all of the first i steps within one window, in any order."),
}

_SAME_MOMENT: dict[bool, Text] = {
    False: _(
        "Events at the same moment count in the order of the steps, each as the first step that it fits; so two steps "
        "may share a moment but not an event."
    ),
    True: _(
        "One of the steps is known by the day only: all are compared by the day, and events of the same day count in "
        "the order of the steps."
    ),
}

_ALWAYS = (
    _(
        "Customers are those who came to the step before; converted took the step; open have not, but their time still "
        "runs; lost have not and it is over. Customers = converted + open + lost, and open ones are in no rate."
    ),
    _(
        "Times are from the last time that the step before was done; half, three quarters and nine tenths are of those "
        "who go on within the window, with waits not over yet counted for as long as they last (Kaplan–Meier)."
    ),
    _(
        "Differences are tested from both sides (chi-square, Fisher where few), corrected for how many are compared "
        "(Holm)."
    ),
)


def _window(params: FunnelParams) -> Text:
    return _("All steps lie within {window} of the first, the end included.", window=span(params.window_s))


def _counting(params: FunnelParams) -> list[Text]:
    said = []
    if params.count == "attempts":
        said.append(_("Every attempt counts: it begins with each first step and ends where the next one begins."))
    elif params.re_entry:
        said.append(_("A person counts once, by the attempt that came furthest."))
    else:
        said.append(_("A person counts once, by the first time that they did the first step."))
    if params.hold is not None:
        said.append(_("{property} is the same in all steps; events without it are left out.", property=params.hold))
    if any(step.is_optional for step in params.steps):
        said.append(_("Optional steps stop nobody: the next step is measured from the last one that must be done."))
    for one in params.exclude:
        if one.is_anywhere:
            said.append(_("Whoever did {step} in the period is left out of the whole funnel.", step=one.step.label))
        else:
            said.append(
                _(
                    "Whoever did {step} between step {after} and step {before} goes no further on that way.",
                    step=one.step.label,
                    after=one.after,
                    before=one.before,
                )
            )
    return said
