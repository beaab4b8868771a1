"""Who may be contacted for what, since when, and who was contacted although they had said no."""

from insight.analysis.consent.cells import STANDING_WORDS
from insight.analysis.consent.params import ConsentParams
from insight.analysis.consent.result import ConsentResult
from insight.analysis.consent.run import consent
from insight.analysis.declaration import Analysis, Needs
from insight.i18n import _

ANALYSIS = Analysis(
    name="consent",
    params=ConsentParams,
    run=consent,
    title=_("Consent"),
    question=_("Who may be contacted, and for what?"),
    group="act",
    icon="",
    needs=Needs(tables=("customers|orders",), better=(("consents", "status"),)),
)

__all__ = ["ANALYSIS", "STANDING_WORDS", "ConsentParams", "ConsentResult", "consent"]
