"""What RFM calls each buyer: a rule of segments, a column of every list, the stratum of control groups."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insight.analysis.declaration import Label, Labels
from insight.analysis.rfm.params import RfmParams
from insight.analysis.rfm.result import RfmResult
from insight.analysis.rfm.run import customers
from insight.analysis.rfm.statements import SCORES
from insight.analysis.rfm_core.names import ELEVEN
from insight.i18n import Language, Text, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse
from insight.warehouse.steps import steps

_NAMED = """
SELECT customer_id, eleven AS rfm_group
FROM scored
"""

_SCORES: Mapping[str, Text] = {
    "r": _("Recency score (R)"),
    "f": _("Frequency score (F)"),
    "m": _("Monetary score (M)"),
    "recency_days": _("Days since the last order"),
}


def _usual(_warehouse: Warehouse, as_of: dt.date, currency: str) -> Mapping[str, Any]:
    return RfmParams(as_of=as_of, currency=currency).values()


LABELS = Labels(
    statement=steps(scored=SCORES).select(_NAMED),
    values=_usual,
    columns={
        "rfm_group": Label(
            title=_("RFM group"), words={group.key: group.label for group in ELEVEN if group.key != "prospects"}
        ),
    },
    stratum="rfm_group",
)


def reasons(warehouse: Warehouse, result: RfmResult, _segment: Segment, _language: Language) -> MoreColumns:
    """What a list of people behind a number of RFM says of each."""
    return scores(warehouse, result.params)


def scores(warehouse: Warehouse, params: RfmParams) -> MoreColumns:
    """The scores of everybody scored, and the group that these scores make."""
    table = customers(warehouse, params)
    return MoreColumns(
        table=table.select(["customer_id", *_SCORES]).append_column("rfm_group", table["eleven"]),
        labels={**_SCORES, "rfm_group": LABELS.columns["rfm_group"].title},
        words={"rfm_group": LABELS.columns["rfm_group"].words},
    )
