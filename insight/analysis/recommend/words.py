"""What the grounds of offers, and the groups they are made to, are called."""

from collections.abc import Mapping

from insight.analysis.rfm import LABELS as RFM
from insight.i18n import Text, _

BASES: Mapping[str, Text] = {
    "personal": _("picked for them"),
    "popular": _("best sellers"),
    "newcomer": _("what newcomers begin with"),
}
"""On what ground somebody is offered something."""

NO_GROUP = "none"
"""Stands for people whom RFM does not score."""

GROUPS: Mapping[str, Text] = {**RFM.columns["rfm_group"].words, NO_GROUP: _("No RFM group yet")}
"""From the best down."""
