"""One person: what every source knows of them, on one timeline; and the way to find them."""

from insight.analysis.customer.params import CustomerParams
from insight.analysis.customer.result import CustomerResult
from insight.analysis.customer.run import customer
from insight.analysis.customer.search import MATCHES, best_known, describe, find

__all__ = ["MATCHES", "CustomerParams", "CustomerResult", "best_known", "customer", "describe", "find"]
