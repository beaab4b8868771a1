"""Core and mart built on the cluster, of the staging that lies there, by the refresh that builds them on one machine."""

from insight.warehouse.spark.build.core_and_mart import build_core_and_mart

__all__ = ["build_core_and_mart"]
