"""The reports of the last import of a session, kept right when a batch is read again."""

from insight.ingest import SheetReport
from insight.ui.kit import state
from insight.warehouse import DuckWarehouse

_REPORT = "import report"


def keep_reports(warehouse: DuckWarehouse, reports: list[SheetReport]) -> None:
    """Remember what became of an import into this workspace."""
    state.remember(_REPORT, (warehouse.workspace, reports))


def kept_reports(warehouse: DuckWarehouse) -> list[SheetReport]:
    """The reports of the last import; none where it went into another workspace."""
    workspace, reports = state.recall(_REPORT, (None, []))
    return list(reports) if workspace == warehouse.workspace else []


def replace_report(warehouse: DuckWarehouse, report: SheetReport) -> None:
    """Put the report of a batch that was read again in place of the former one."""
    reports = kept_reports(warehouse)
    if any(former.batch_id == report.batch_id for former in reports):
        keep_reports(warehouse, [report if former.batch_id == report.batch_id else former for former in reports])


def forget_reports() -> None:
    """Close the report."""
    state.forget(_REPORT)
