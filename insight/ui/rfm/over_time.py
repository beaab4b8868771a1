"""Group sizes over the past year, computed when somebody looks at them."""

import pandas as pd
import streamlit as st

from insight.analysis.rfm_movement import SIZES, RfmMovementParams, RfmMovementResult, over_time, size_cells
from insight.analysis.rfm_movement.too_early import possible_from
from insight.charts.rfm_movement.over_time import MEASURES, sizes_over_time
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.cells import in_words
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say
from insight.ui.kit.picture import pick_one, show_picture
from insight.ui.kit.table import show_table
from insight.ui.people.bar import segment_bar
from insight.ui.rfm.tables import REACH
from insight.warehouse import DuckWarehouse

_KEY = "size"


def show_over_time(warehouse: DuckWarehouse, result: RfmMovementResult) -> None:
    """Sizes, money and reach of the groups; the people of a group on a day; all of it as a table."""
    params = result.params
    sizes = _sizes(warehouse, params)
    measure = choose(_("Height"), MEASURES, key="size_measure")
    possible = analyse(possible_from, warehouse, params)
    chosen, language = state.recall(_KEY), state.language()
    picture = sizes_over_time(sizes, params.scheme, params.currency, language, measure, chosen, possible)
    show_picture(picture, key="sizes", chooses=_KEY)
    segment_bar(warehouse, lambda: _pick(result, sizes), key=_KEY)
    with st.expander(say(_("All days as a table")), icon=":material/table_rows:"):
        _show_table(sizes, params.currency)


def _sizes(warehouse: DuckWarehouse, params: RfmMovementParams) -> pd.DataFrame:
    return analyse(over_time, warehouse, params, columns=SIZES)


def _pick(result: RfmMovementResult, sizes: pd.DataFrame) -> Segment | None:
    words = {cell.point: in_words(cell) for cell in size_cells(sizes)}
    one = pick_one(_("Whose list"), words, key=_KEY, hint=_("Click a column above, or choose a group and a day here"))
    return result.segment(day=one[0], group=one[1]) if one else None


def _show_table(sizes: pd.DataFrame, currency: str) -> None:
    rows = sizes.iloc[::-1]
    show_table(
        rows,
        SIZES,
        {
            "as_of": _("As of"),
            "label": _("Group"),
            "customers": _("Number of people"),
            "share": _("Share of buyers"),
            "net_amount": _("Revenue so far"),
            **REACH,
        },
        currency=currency,
        words={"label": [say(name) for name in rows["label"]]},
    )
