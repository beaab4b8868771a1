"""What customers are worth from now on: who still buys, how often, for how much, and whether such forecasts held."""

from insight.analysis.clv.params import HORIZONS, ClvParams
from insight.analysis.clv.person import Prospect, of_person
from insight.analysis.clv.result import ClvResult
from insight.analysis.clv.run import clv, people
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="clv",
    params=ClvParams,
    run=clv,
    title=_("Predictions"),
    question=_("Who will buy again, and what are my customers worth?"),
    group="understand",
    icon="query_stats",
    needs=Needs(better=(("orders", "customer_id"), ("orders", "paid_amount"))),
)

__all__ = ["ANALYSIS", "HORIZONS", "ClvParams", "ClvResult", "Prospect", "clv", "of_person", "people"]
