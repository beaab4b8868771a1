"""Other cut-offs tried on the RFM page: people and money move before anything is kept."""

from itertools import pairwise
from typing import Any

import streamlit as st

from insight.analysis.rfm import DEFAULT_AMOUNTS, DEFAULT_DAYS, DEFAULT_ORDERS, RfmParams, RfmResult
from insight.analysis.rfm_sandbox import RfmSandboxParams, RfmSandboxResult, changes, rfm_sandbox
from insight.charts.kit.ways import MEASURES
from insight.charts.rfm_sandbox.pictures import sandbox_groups, sandbox_matrix
from insight.fields import fields_of
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.cells import pick_people
from insight.ui.kit.choices import choose
from insight.ui.kit.findings import show_findings
from insight.ui.kit.frame import in_words
from insight.ui.kit.language import say
from insight.ui.kit.parameters import pick
from insight.ui.kit.picture import show_picture
from insight.ui.rfm.controls import use_cuts
from insight.ui.rfm.movement import people_with_reasons
from insight.ui.rfm.setups import keep_setup
from insight.warehouse import DuckWarehouse

_KEY = "tried"


def show_sandbox(warehouse: DuckWarehouse, result: RfmResult) -> None:
    """What if the cut-offs stood elsewhere? What goes wrong in it leaves the rest of the page as it is."""
    with in_words():
        _try(warehouse, result)


def _try(warehouse: DuckWarehouse, result: RfmResult) -> None:
    st.caption(say(_("Move a cut-off and see who would go where. Nothing is kept until you say so.")))
    params = _params(result)
    tried = analyse(rfm_sandbox, warehouse, params)
    show_findings(tried.findings(), key="sandbox_findings")
    _take(warehouse, params.tried())
    measure = choose(_("Shown"), MEASURES, key="sandbox_measure")
    chosen, language = state.recall(_KEY), state.language()
    left, right = st.columns([1, 2], gap="medium")
    with left:
        show_picture(sandbox_groups(tried, language, measure, chosen), key="sandbox_groups", chooses=_KEY)
    with right:
        show_picture(sandbox_matrix(tried, language, measure, chosen), key="sandbox_matrix", chooses=_KEY)
    people_with_reasons(warehouse, changes, params, lambda: _pick(tried), key=_KEY)


def _take(warehouse: DuckWarehouse, tried: RfmParams) -> None:
    scoring = {name: getattr(tried, name) for name in ("bins", "method", *_CUTS)}
    with st.container(horizontal=True, gap="small"):
        st.button(
            say(_("Use these cut-offs on this page")),
            icon=":material/check:",
            key="use_tried",
            on_click=lambda: use_cuts(scoring),
        )
        keep_setup(warehouse, tried, key="tried")


def _pick(tried: RfmSandboxResult) -> Segment | None:
    hint = _("Click a cell or a bar above, or choose people here")
    return pick_people(tried, _("Whose list"), key=_KEY, hint=hint)


def _params(result: RfmResult) -> RfmSandboxParams:
    given: dict[str, Any] = {name: getattr(result.params, name) for name in ("as_of", "currency", "since", *_SETUP)}
    scheme = pick(RfmSandboxParams, "scheme", key="sandbox_scheme")
    at_hand = starting_cuts(result)
    _say_unlike([name for name, cuts in _observed_cuts(result).items() if cuts is None])
    tried: dict[str, Any] = _move_cuts(at_hand, result.params)
    return RfmSandboxParams(**given, new_method="fixed", scheme=scheme, **tried)


def _say_unlike(names: list[str]) -> None:
    for name in names:
        st.caption(
            say(
                _(
                    "{name}: equal parts leave scores unused and cannot be written as cut-offs; it starts from the "
                    "usual cut-offs.",
                    name=_label(name),
                )
            )
        )


def _move_cuts(at_hand: dict[str, tuple[Any, ...]], params: RfmParams) -> dict[str, Any]:
    """A control for each cut-off; where the cut-offs at hand change, they start anew."""
    tried: dict[str, Any] = {}
    for place, (name, cuts) in zip(st.columns(3, gap="medium"), at_hand.items(), strict=True):
        with place:
            st.markdown(f"**{say(_label(name))}**")
            tried[f"new_{name}"] = tuple(_moved(name, number, cuts, params) for number in range(len(cuts)))
    return tried


def _moved(name: str, number: int, cuts: tuple[Any, ...], params: RfmParams) -> Any:
    key = f"try_{name}_{number}_{cuts}"
    if name == "amount_cuts":
        text = _("M{score} from ({currency:currency})", score=number + 2, currency=params.currency)
        return st.number_input(say(text), min_value=0.01, value=float(cuts[number]), step=50.0, key=key)
    if name == "order_cuts":
        text = _("F{score} from so many orders", score=number + 2)
        return st.slider(say(text), 2, max(2 * cuts[-1], 12), value=cuts[number], key=key)
    text = _("R{score} up to so many days", score=params.bins - number)
    return st.slider(say(text), 1, max(2 * cuts[-1], 90), value=cuts[number], key=key)


_CUTS = ("recency_day_cuts", "order_cuts", "amount_cuts")
_SETUP = ("bins", "method", *_CUTS)


def _label(name: str) -> Text:
    return fields_of(RfmParams)[name].label


def starting_cuts(result: RfmResult) -> dict[str, tuple[Any, ...]]:
    """The cut-offs at hand; of equal parts the boundaries observed, where they can be written as rising cut-offs."""
    bins = result.params.bins
    usual: dict[str, Any] = {
        "recency_day_cuts": DEFAULT_DAYS,
        "order_cuts": DEFAULT_ORDERS,
        "amount_cuts": DEFAULT_AMOUNTS,
    }
    return {name: cuts or usual[name][bins] for name, cuts in _observed_cuts(result).items()}


def _observed_cuts(result: RfmResult) -> dict[str, tuple[Any, ...] | None]:
    """None where equal parts cannot be written as cut-offs."""
    if result.params.method == "fixed":
        return {name: getattr(result.params, name) for name in _CUTS}
    ends = (("recency", "high"), ("frequency", "low"), ("monetary", "low"))
    return {name: _observed(result, *end) for name, end in zip(_CUTS, ends, strict=True)}


def _observed(result: RfmResult, dimension: str, end: str) -> tuple[float, ...] | None:
    rows = result.boundaries[(result.boundaries["dimension"] == dimension) & (result.boundaries["score"] > 1)]
    cuts = sorted(rows[end])
    if rows[end].isna().any() or not all(one < other for one, other in pairwise([0.0, *cuts])):
        return None
    return tuple(float(cut) if dimension == "monetary" else int(cut) for cut in cuts)
