"""How long products last, and who runs out of them soon."""

from insight.analysis.refill.params import WINDOWS, Level, RefillParams
from insight.analysis.refill.result import STATES, RefillResult
from insight.analysis.refill.run import people, refill

__all__ = ["STATES", "WINDOWS", "Level", "RefillParams", "RefillResult", "people", "refill"]
