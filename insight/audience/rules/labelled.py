"""People by what an analysis calls them: the labels that it declares, as the statement of a rule."""

from insight.analysis import Labels
from insight.warehouse.steps import filled, steps


def has_label(labels: Labels, column: str, wanted: str) -> str:
    """The people whose label in a column is one that the selection `wanted` yields, by the codes of the statement."""
    chosen = filled("SELECT customer_id FROM called WHERE {column} IN ({wanted})", column=column, wanted=wanted)
    return steps(called=labels.statement).select(chosen)
