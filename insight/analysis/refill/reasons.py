"""What a list of people who are due says of each: what they are due to buy again, and when."""

from insight.analysis.refill.result import RefillResult
from insight.analysis.refill.run import people
from insight.i18n import Language, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.warehouse import Warehouse


def reasons(warehouse: Warehouse, _result: RefillResult, segment: Segment, _language: Language) -> MoreColumns:
    """The goods with the day each is due, the first of these days, and the last purchase."""
    return MoreColumns(
        table=people(warehouse, segment),
        labels={
            "goods": _("Due to buy again (product and day)"),
            "run_out_on": _("Due on"),
            "last_bought_on": _("Bought last on"),
        },
    )
