"""Who moved between RFM groups from one day to another, and why."""

from insight.analysis.rfm_movement.names import ENTRANTS, MOVED, Moved, label, ladder
from insight.analysis.rfm_movement.params import Boundaries, RfmMovementParams
from insight.analysis.rfm_movement.result import RfmMovementResult
from insight.analysis.rfm_movement.run import movers, over_time, rfm_movement

__all__ = [
    "ENTRANTS",
    "MOVED",
    "Boundaries",
    "Moved",
    "RfmMovementParams",
    "RfmMovementResult",
    "label",
    "ladder",
    "movers",
    "over_time",
    "rfm_movement",
]
