"""The data of one workspace: staging, core and mart in one DuckDB file, behind one gateway."""

from insight.warehouse.doctor import READABLE, Check, check, readable
from insight.warehouse.order_truth import ORDER_TRUTH
from insight.warehouse.refresh import refresh
from insight.warehouse.session import Session
from insight.warehouse.warehouse import DuckWarehouse, Warehouse, open_workspace, scratch, workspace_names

__all__ = [
    "ORDER_TRUTH",
    "READABLE",
    "Check",
    "DuckWarehouse",
    "Session",
    "Warehouse",
    "check",
    "open_workspace",
    "readable",
    "refresh",
    "scratch",
    "workspace_names",
]
