"""Association rules: which products go together, and who has bought one and not yet the other."""

from insight.analysis.associations.params import BASKETS, AssociationsParams
from insight.analysis.associations.result import AssociationsResult
from insight.analysis.associations.run import associations
from insight.analysis.associations.tables import labels
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="associations",
    params=AssociationsParams,
    run=associations,
    title=_("Goes together"),
    question=_("What is bought together, and whom do I offer what?"),
    group="understand",
    icon="join_inner",
    needs=Needs(
        tables=("order_items", "orders"),
        better=(("order_items", "product_id"), ("order_items", "product_name"), ("order_items", "line_paid")),
    ),
)

__all__ = ["ANALYSIS", "BASKETS", "AssociationsParams", "AssociationsResult", "associations", "labels"]
