"""What stands below the matrix of the retention page, a tab each."""

from insight.analysis.retention import RetentionResult
from insight.analysis.retention.params import Average
from insight.charts.retention.curves import retention_curves
from insight.charts.retention.groups import value_curves, won_rates
from insight.ui.kit import state
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.people.bar import segment_bar
from insight.ui.retention.tables import pick_value, pick_won, show_formula
from insight.warehouse import DuckWarehouse


def show_won(warehouse: DuckWarehouse, result: RetentionResult) -> None:
    """Who was won in a festival or a campaign, against everybody won on other days."""
    picture = won_rates(result, state.language(), state.recall("cohort_won"))
    show_picture(picture, key="won_rates", chooses="cohort_won")
    segment_bar(warehouse, lambda: pick_won(result), key="cohort_won")


def show_groups(warehouse: DuckWarehouse, result: RetentionResult) -> None:
    """The values of the breakdown against each other."""
    picture = value_curves(result, state.language(), state.recall("cohort_value"))
    show_picture(picture, key="value_curves", chooses="cohort_value")
    segment_bar(warehouse, lambda: pick_value(result), key="cohort_value")


def show_curves(result: RetentionResult) -> None:
    """The average and the newest cohorts; a click is one on the cell of the matrix."""
    picture = retention_curves(result, state.language(), state.recall("cohort_cell"))
    show_picture(picture, key="retention_curves", chooses="cohort_cell")


def show_computed(result: RetentionResult, average: Average) -> None:
    """The average with its numbers, then definition, limits and statements."""
    show_formula(result, average)
    show_method(result.method(), result.params)
