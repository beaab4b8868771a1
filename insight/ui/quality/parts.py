"""What to repair: the broken rules of an area, and one of them with its rows and its people."""

from insight.analysis.quality import QualityResult
from insight.charts.quality.pictures import rule_over_time
from insight.ui.kit import state
from insight.ui.kit.picture import show_picture
from insight.ui.quality.rows import show_people, show_rows
from insight.ui.quality.rules import describe_rule, pick_rule, show_broken
from insight.warehouse import DuckWarehouse


def show_repairs(warehouse: DuckWarehouse, result: QualityResult, area: tuple[str, str] | None) -> None:
    """The gravest first; a rule that was chosen opens below."""
    show_broken(result, area)
    rule = pick_rule(result, area)
    if rule:
        describe_rule(result, rule)
        show_picture(rule_over_time(result, rule, state.language()), key="rule_over_time")
        show_rows(warehouse, result, rule)
        show_people(warehouse, result, rule)
