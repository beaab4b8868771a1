"""How the segments of the page are found, with the statement of the one at hand."""

from insight.audience import Expression, SavedSegment, as_segment
from insight.audience.asked import HistoryParams, method, version
from insight.errors import InsightError
from insight.ui.kit.method import show_method
from insight.ui.kit.scope import as_of, currency
from insight.warehouse import DuckWarehouse


def show_segment_method(warehouse: DuckWarehouse, at_hand: SavedSegment | Expression | None) -> None:
    """Definition, limits, parameters; the statement where a segment is looked at or built."""
    number = at_hand.segment_id if isinstance(at_hand, SavedSegment) else 0
    params = HistoryParams(segment=number, as_of=as_of(warehouse), version=version(warehouse))
    show_method(method(_statement(warehouse, at_hand)), params)


def _statement(warehouse: DuckWarehouse, at_hand: SavedSegment | Expression | None) -> str:
    if at_hand is None:
        return ""
    try:
        return as_segment(warehouse, at_hand, as_of(warehouse), currency(warehouse)).statement
    except InsightError:
        return ""
