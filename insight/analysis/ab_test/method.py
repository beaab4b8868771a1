"""How a test is judged and planned, and what it cannot say."""

from typing import Any

from insight.analysis.ab_test.statements import MEASURED, MEMBERS, Source
from insight.i18n import _
from insight.results import Method
from insight.warehouse import ORDER_TRUTH

_DEFINITION = (
    _("Everybody dealt to an arm counts in it, whether or not the message arrived; who is in two arms is left out."),
    _(
        "Shares: Newcombe's interval and chi-square or Fisher's test. Means: Welch. Money an order: the delta method, "
        "because people are drawn and not orders. p is Holm's, over all pairs of arms."
    ),
    _(
        "Arms of other sizes than planned (chi-square, p below 0.0005) were not dealt by lot: nothing is said of them. "
        "Where no plan is given, arms of nearly equal size are taken to have been meant equal."
    ),
    _(
        "People needed: for equal arms, 5 % in all and a power of 80 %; shares by the arcsine transformation. With "
        "more than two arms each comparison gets its part of the 5 % (Bonferroni)."
    ),
)
_LIMITS = (
    _("The winner of several arms looks better than it is: repeat it before much is spent on it."),
    _("Whoever looks every day and stops when it looks good finds winners that are none."),
)


def method(source: Source | None, values: dict[str, Any]) -> Method:
    """Definition, statements and limits; no statements where nobody is named."""
    statements = () if source is None else (MEASURED[source], MEMBERS[source])
    return Method(definition=(*_DEFINITION, *ORDER_TRUTH), limits=_LIMITS, statements=statements, values=values)
