"""Journeys across channels: which channel people meet first, which next, and where they order."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.journeys.params import JourneysParams
from insight.analysis.journeys.result import JourneysResult
from insight.analysis.journeys.run import journeys
from insight.i18n import _

ANALYSIS = Analysis(
    name="journeys",
    params=JourneysParams,
    run=journeys,
    title=_("Journeys across channels"),
    question=_("Which channel do people meet first, which next, and where do they order?"),
    group="understand",
    icon="",
    needs=Needs(
        tables=("customers|orders|events",),
        better=(("customers", "channel"), ("referrals", "invitee_ref"), ("touches", "clicked_at")),
    ),
)

__all__ = ["ANALYSIS", "JourneysParams", "JourneysResult", "journeys"]
