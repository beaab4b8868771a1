"""One person: what every source knows of them, on one timeline; and the way to find them."""

from insight.analysis.customer.favourite import LABELS
from insight.analysis.customer.params import CustomerParams
from insight.analysis.customer.result import CustomerResult, customer_segment
from insight.analysis.customer.run import customer
from insight.analysis.customer.search import MATCHES, best_known, describe, find
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="customer",
    params=CustomerParams,
    run=customer,
    title=_("Customer"),
    question=_("What do we know about this person?"),
    group="understand",
    icon="person_search",
    needs=Needs(tables=("customers|orders",), better=(("customers", "reach"),)),
    labels=LABELS,
)

__all__ = [
    "ANALYSIS",
    "MATCHES",
    "CustomerParams",
    "CustomerResult",
    "best_known",
    "customer",
    "customer_segment",
    "describe",
    "find",
]
