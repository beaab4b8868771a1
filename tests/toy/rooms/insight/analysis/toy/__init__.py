"""Provinces: where the people live who have bought. Only the tests know it."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.toy.params import ToyParams
from insight.analysis.toy.result import ToyResult
from insight.analysis.toy.run import toy
from insight.i18n import _

ANALYSIS = Analysis(
    name="toy",
    params=ToyParams,
    run=toy,
    title=_("Toy provinces"),
    question=_("Where do the toy buyers live?"),
    icon="toys",
    needs=Needs(tables=("orders", "customers"), better=(("customers", "province"),)),
)

__all__ = ["ANALYSIS", "ToyParams", "ToyResult", "toy"]
