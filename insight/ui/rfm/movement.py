"""What the movement page is put together from: the two days, the pickers, the reasons, the year."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from insight.analysis.rfm_movement import (
    REASON_COLUMNS,
    RfmMovementParams,
    RfmMovementResult,
    Tell,
    reason_columns,
)
from insight.analysis.rfm_movement.params import DEFAULT_DAYS_BACK
from insight.charts.kit.ways import MEASURES, Measure
from insight.charts.rfm_movement.rates import silent_rates, stay_rates
from insight.export import MoreColumns
from insight.i18n import Language, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import of_segment
from insight.ui.kit.cells import pick_people
from insight.ui.kit.choices import choose
from insight.ui.kit.language import say
from insight.ui.kit.parameters import pick
from insight.ui.kit.picture import show_picture
from insight.ui.kit.role import is_manager
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import segment_bar
from insight.ui.rfm.controls import cuts_in_words, pick_cuts
from insight.ui.rfm.setups import pick_setup
from insight.warehouse import DuckWarehouse, Warehouse

_BEFORE, _PICKED = "before", "before_last_day"
_DAY = dt.timedelta(days=1)
_ROWS = 50


def pick_comparison(warehouse: DuckWarehouse) -> tuple[RfmMovementParams, Measure]:
    """The two days, the names, how people are scored, and what the matrix shows."""
    now, money = as_of(warehouse), currency(warehouse)
    days = st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="days_compared")
    with days:
        before = _pick_before(now)
        scheme = pick(RfmMovementParams, "scheme", key="scheme")
        measure = choose(_("In each cell"), MEASURES, key="way_measure")
    scoring: dict[str, Any] = pick_cuts()
    with days:
        if scoring["method"] == "quantile":
            scoring["boundaries"] = pick(RfmMovementParams, "boundaries", key="boundaries")
    params = RfmMovementParams(as_of=now, before=before, currency=money, scheme=scheme, over_time=False, **scoring)
    pick_setup(warehouse, params.scoring(now))
    return params, measure


def comparison_in_words(warehouse: DuckWarehouse) -> str:
    """The two days and the limits in force, in one line."""
    now = as_of(warehouse)
    return f"{say(_('{before:last_day} → {as_of:last_day}', before=_before(now), as_of=now))} · {cuts_in_words()}"


def _before(now: dt.date) -> dt.date:
    chosen = state.recall(_PICKED)
    if isinstance(chosen, dt.date):
        return chosen + _DAY
    return _from_address() or now - dt.timedelta(days=DEFAULT_DAYS_BACK)


def _from_address() -> dt.date | None:
    try:
        return dt.date.fromisoformat(state.asked(_BEFORE) or "")
    except ValueError:
        return None


def _pick_before(now: dt.date) -> dt.date:
    """The earlier day, picked by the last day that counts; thirty days back until somebody chooses another."""
    default = now - dt.timedelta(days=DEFAULT_DAYS_BACK)
    state.follow(_PICKED, default - _DAY)
    chosen = st.date_input(
        say(_("Compare with")),
        value=(_from_address() or default) - _DAY,
        min_value=dt.date(2000, 1, 1),
        max_value=dt.date(2100, 1, 1),
        key=_PICKED,
        format="YYYY-MM-DD",
        help=say(_("The last day that counts for the earlier state.")),
        width=190,
    )
    before = chosen + _DAY if isinstance(chosen, dt.date) else default
    state.publish(_BEFORE, before, default)
    return before


def pick_way(result: RfmMovementResult) -> Segment | None:
    """The people of a way, of a direction, or those of a group who stayed or fell silent."""
    hint = _("Click a cell or a bar above, or choose people here")
    return pick_people(result, _("Whose list"), key="way", hint=hint)


def show_silent(result: RfmMovementResult) -> None:
    """Who ordered nothing between the two days, against what was expected; a click is one on the matrix."""
    picture = silent_rates(result, state.language(), state.recall("way"))
    show_picture(picture, key="silent_rates", chooses="way")


def show_stayed(result: RfmMovementResult) -> None:
    """Who stayed in the group; a click is one on the matrix."""
    show_picture(stay_rates(result, state.language(), state.recall("way")), key="stay_rates", chooses="way")


def people_with_reasons(
    warehouse: DuckWarehouse, tell: Tell, params: Any, pick: Callable[[], Segment | None], *, key: str
) -> None:
    """The list of a way, with a column that says why each person is on it, and the first reasons below it."""
    language, chosen = state.language(), Chosen(pick)
    segment_bar(warehouse, chosen.pick, key=key, more=lambda: chosen.reasons(warehouse, tell, params, language))
    if chosen.segment is not None and not is_manager():
        _show_reasons(warehouse, tell, params, chosen.segment)


class Chosen:
    """Remembers what a picker gave while the page is drawn, for what comes after it."""

    def __init__(self, pick: Callable[[], Segment | None]) -> None:
        self._pick = pick
        self.segment: Segment | None = None

    def pick(self) -> Segment | None:
        """Ask the picker."""
        self.segment = self._pick()
        return self.segment

    def reasons(self, warehouse: Warehouse, tell: Tell, params: Any, language: Language) -> MoreColumns:
        """The group before, the group now and the reason, as columns of a list."""
        assert self.segment is not None
        return reason_columns(tell, warehouse, params, self.segment, language)


def _show_reasons(warehouse: Warehouse, tell: Tell, params: Any, segment: Segment) -> None:
    frame = of_segment(_first, warehouse, segment, _Told(tell), params, state.language()).to_pandas()
    if frame["why"].notna().any():
        with st.expander(say(_("Why: the first people with their reasons")), icon=":material/help:"):
            labels = {"customer_id": _("Customer ID"), "name": _("Name"), **REASON_COLUMNS}
            shown = ("name", "why", "group_before", "group_now", "customer_id")
            st.dataframe(
                pd.DataFrame({say(labels[name]): frame[name] for name in shown}),
                hide_index=True,
                height=min(38 + 35 * len(frame), 400),
                placeholder="–",
            )


class _Told:
    """Names the function in the key of the cache."""

    def __init__(self, tell: Tell) -> None:
        self.tell = tell

    def __repr__(self) -> str:
        return f"{self.tell.__module__}.{self.tell.__qualname__}"


def _first(warehouse: Warehouse, segment: Segment, told: _Told, params: Any, language: Language) -> pa.Table:
    return told.tell(warehouse, params, segment, language, _ROWS)
