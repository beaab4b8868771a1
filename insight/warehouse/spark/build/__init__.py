"""Core and mart built on the cluster, of the staging that lies there, by the refresh that also builds them here."""

from insight.warehouse.spark.build.core_and_mart import STAGING, build_core_and_mart
from insight.warehouse.spark.build.session import Progress

__all__ = ["STAGING", "Progress", "build_core_and_mart"]
