"""What the statements of campaigns are bound to."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from insight.analysis.campaigns.params import CampaignsParams
from insight.analysis.rfm import LABELS, RfmParams
from insight.warehouse.steps import Bound, numbered


def bound(params: CampaignsParams, campaign: str, start: dt.date) -> dict[str, Any]:
    """The parameters, one campaign, and the RFM groups of the day it began."""
    rfm = RfmParams(as_of=start, currency=params.currency).values()
    return {**asdict(params), **numbered(Bound(LABELS.statement, rfm), 1).values, "campaign": campaign}
