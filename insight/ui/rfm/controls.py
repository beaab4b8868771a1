"""What can be chosen on the RFM page, and the pickers that a click on its charts fills."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import streamlit as st

from insight.analysis.rfm import DEFAULT_AMOUNTS, DEFAULT_DAYS, DEFAULT_ORDERS, RfmParams, RfmResult
from insight.charts.rfm.grid import MEASURES, Measure
from insight.errors import ParameterError
from insight.fields import fields_of
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cells import pick_people
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say
from insight.ui.kit.parameters import at_hand, pick

N = TypeVar("N", int, float)


def pick_cuts() -> dict[str, Any]:
    """Number of bins, method and cut-offs, as fields of RfmParams."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        bins = pick(RfmParams, "bins", key="bins", width=190)
        method = pick(RfmParams, "method", key="method")
        if method == "quantile":
            return {"bins": bins, "method": method}
        return {
            "bins": bins,
            "method": method,
            "recency_day_cuts": _cuts("recency_day_cuts", "days", DEFAULT_DAYS[bins], int),
            "order_cuts": _cuts("order_cuts", "orders", DEFAULT_ORDERS[bins], int),
            "amount_cuts": _cuts("amount_cuts", "amounts", DEFAULT_AMOUNTS[bins], float),
        }


def cuts_in_words() -> str:
    """Which cut-offs are in force, in one line."""
    bins = at_hand(RfmParams, "bins", key="bins")
    if at_hand(RfmParams, "method", key="method") == "fixed":
        return say(_("{bins} levels, fixed limits", bins=bins))
    return say(_("{bins} levels, as many buyers in each as can be", bins=bins))


def use_cuts(scoring: Mapping[str, Any]) -> None:
    """Set the controls to these fields of RfmParams; to be called before they are drawn, as in a callback."""
    state.remember("bins", scoring["bins"])
    state.remember("method", scoring["method"])
    for name, key in (("recency_day_cuts", "days"), ("order_cuts", "orders"), ("amount_cuts", "amounts")):
        if scoring[name] is not None:
            state.remember(f"{key}_{scoring['bins']}", ", ".join(f"{cut:.12g}" for cut in scoring[name]))


def _cuts(name: str, key: str, default: tuple[N, ...], number: Callable[[str], N]) -> tuple[N, ...]:
    label = fields_of(RfmParams)[name].label
    text = st.text_input(
        say(label),
        value=", ".join(f"{cut:g}" for cut in default),
        key=f"{key}_{len(default) + 1}",
        bind="query-params",
        width=200,
    )
    try:
        return tuple(number(part) for part in (text or "").replace("，", ",").split(",") if part.strip())
    except ValueError as error:
        raise ParameterError(say(label), text, _("numbers separated by commas, such as 30, 90, 180")) from error


def pick_measure() -> Measure:
    """What the cells of the grid show."""
    return choose(_("In each cell"), MEASURES, key="measure")


def pick_cell(result: RfmResult) -> Segment | None:
    """The people of one cell of the grid."""
    return pick_people(result, _("Cell"), key="cell", hint=_("Click a cell above, or choose one here"))


def pick_group(result: RfmResult) -> Segment | None:
    """The people of one group, or of two names that meet."""
    return pick_people(result, _("Group"), key="group", hint=_("Click a bar above, or choose a group here"))
