"""Who may be contacted for what, since when, and who was contacted although they had said no."""

from insight.analysis.consent.params import ConsentParams
from insight.analysis.consent.result import ConsentResult
from insight.analysis.consent.run import consent

__all__ = ["ConsentParams", "ConsentResult", "consent"]
