"""The picker of a province, and all of them as a table."""

from insight.analysis.toy import ToyResult
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit.cells import pick_people
from insight.ui.kit.table import show_table


def pick_province(result: ToyResult) -> Segment | None:
    """The people of the province at hand; None while none is chosen."""
    return pick_people(result, _("Province"), key="toy_province", hint=_("Choose a province"))


def show_provinces(result: ToyResult) -> None:
    """Every province with its people."""
    columns = {"province": _("Province"), "customers": _("People")}
    show_table(result.provinces, result.COLUMNS["provinces"], columns)
