"""Workspaces whose data lie on a Spark cluster. `statements`: how a statement is said there; `tables`: what lies there.

What needs none of the engine's packages is asked from here. `workspace`, `load` and `mapping` need them, and are
imported by whoever has found a workspace that lies on an engine.
"""

from insight.warehouse.spark.connect import Connection, close_connections, connection, require_client
from insight.warehouse.spark.settings import BUILD_PLACES, ENGINE_FILE, Engine, engine_of, keep_engine

__all__ = [
    "BUILD_PLACES",
    "ENGINE_FILE",
    "Connection",
    "Engine",
    "close_connections",
    "connection",
    "engine_of",
    "keep_engine",
    "require_client",
]
