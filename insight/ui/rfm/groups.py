"""The same people by name, in one of two schemes, and how the schemes meet."""

from typing import Literal

from insight.analysis.rfm import RfmParams, RfmResult
from insight.analysis.rfm_core.names import Scheme
from insight.charts.rfm.groups import rfm_crosstab, rfm_groups
from insight.i18n import Text, _
from insight.ui.kit import state
from insight.ui.kit.choices import choose
from insight.ui.kit.picture import show_picture
from insight.ui.people.bar import segment_bar
from insight.ui.rfm.controls import pick_group
from insight.ui.rfm.tables import scores_of
from insight.warehouse import DuckWarehouse

Naming = Literal["eleven", "eight", "both"]
SCHEMES: dict[Scheme, Text] = {"eleven": _("Ten groups"), "eight": _("Eight classes")}
_NAMINGS: dict[Naming, Text] = {"eleven": SCHEMES["eleven"], "eight": SCHEMES["eight"], "both": _("Where both meet")}


def show_both_schemes(warehouse: DuckWarehouse, result: RfmResult, params: RfmParams) -> None:
    """Shares of people and of revenue by the names in use; where both schemes meet on request."""
    language, group = state.language(), state.recall("group")
    naming: Naming = choose(_("Naming"), _NAMINGS, key="rfm_naming")
    if naming == "both":
        show_picture(rfm_crosstab(result, language, group), key="rfm_crosstab", chooses="group")
    else:
        show_picture(rfm_groups(result, naming, language, group), key=f"rfm_{naming}", chooses="group")
    segment_bar(warehouse, lambda: pick_group(result), key="group", more=lambda: scores_of(warehouse, params))
