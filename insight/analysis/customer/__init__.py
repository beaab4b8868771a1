"""One person: what every source knows of them, on one timeline; and the way to find them."""

from insight.analysis.customer.params import CustomerParams
from insight.analysis.customer.result import CustomerResult
from insight.analysis.customer.run import customer
from insight.analysis.customer.search import MATCHES, describe, find

__all__ = ["MATCHES", "CustomerParams", "CustomerResult", "customer", "describe", "find"]
