"""Who moved between RFM groups from one day to another, and why."""

from insight.analysis.declaration import Analysis, Needs
from insight.analysis.rfm_core.listed import REASON_COLUMNS, Tell, reason_columns, told_by
from insight.analysis.rfm_core.moves import ENTRANTS, MOVED, Moved, label, ladder
from insight.analysis.rfm_movement.cells import size_cells
from insight.analysis.rfm_movement.findings import gone_silent
from insight.analysis.rfm_movement.params import Boundaries, RfmMovementParams
from insight.analysis.rfm_movement.result import RfmMovementResult
from insight.analysis.rfm_movement.run import movers, over_time, rfm_movement
from insight.analysis.rfm_movement.tables import SIZES
from insight.i18n import _

ANALYSIS = Analysis(
    name="rfm_movement",
    params=RfmMovementParams,
    run=rfm_movement,
    title=_("RFM movement"),
    question=_("Who has moved since then, and why?"),
    group="understand",
    icon="swap_vert",
    needs=Needs(better=(("orders", "customer_id"), ("orders", "paid_amount"))),
    reasons=told_by(movers, "moved"),
)

__all__ = [
    "ANALYSIS",
    "ENTRANTS",
    "MOVED",
    "REASON_COLUMNS",
    "SIZES",
    "Boundaries",
    "Moved",
    "RfmMovementParams",
    "RfmMovementResult",
    "Tell",
    "gone_silent",
    "label",
    "ladder",
    "movers",
    "over_time",
    "reason_columns",
    "rfm_movement",
    "size_cells",
]
