"""How long products last, and who runs out of them soon."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.refill.cells import STATES
from insight.analysis.refill.params import LEVELS, WINDOWS, Level, RefillParams
from insight.analysis.refill.reasons import reasons
from insight.analysis.refill.result import RefillResult
from insight.analysis.refill.run import found_rhythms, people, refill
from insight.i18n import _

ANALYSIS = Analysis(
    name="refill",
    params=RefillParams,
    run=refill,
    title=_("Refills"),
    question=_("Who is due to buy again?"),
    group="understand",
    icon="event_repeat",
    needs=Needs(
        tables=("order_items", "orders"),
        better=(("order_items", "product_id"), ("order_items", "category"), ("order_items", "quantity")),
    ),
    reasons=reasons,
    is_watched=True,
)

__all__ = [
    "ANALYSIS",
    "LEVELS",
    "STATES",
    "WINDOWS",
    "Level",
    "RefillParams",
    "RefillResult",
    "found_rhythms",
    "people",
    "reasons",
    "refill",
]
