"""A saved segment over time: its size, and who came and left between two days, with the reasons."""

import datetime as dt
from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from insight.analysis.customer import describe
from insight.audience import SavedSegment
from insight.audience.asked import ChangesParams, HistoryParams, changes_of, history_of, version
from insight.audience.changes import Changes
from insight.audience.history import Step
from insight.audience.marks import Direction
from insight.charts.segments.history import reasons_bars, size_over_time
from insight.errors import InsightError
from insight.export import MoreColumns
from insight.i18n import Text, _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.choices import choose
from insight.ui.kit.findings import show_findings
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.picture import Choice, pick_one, show_picture
from insight.ui.kit.role import is_manager
from insight.ui.kit.scope import as_of
from insight.ui.people.bar import people_here
from insight.warehouse import DuckWarehouse

_STEPS: dict[Step, Text] = {"month": _("by month"), "week": _("by week"), "quarter": _("by quarter")}
_DIRECTIONS: dict[Direction, Text] = {"entered": _("Who came"), "left": _("Who left")}
_COMPARED, _MOVED = "compared_with", "moved"
_LISTED = 100


def show_over_time(warehouse: DuckWarehouse, saved: SavedSegment) -> None:
    """The size on earlier days; a click on one compares with it."""
    step = choose(_("Size over time"), _STEPS, key="history_step")
    params = HistoryParams(segment=saved.segment_id, as_of=as_of(warehouse), version=version(warehouse), step=step)
    with st.spinner(say(_("Looking at earlier days …"))):
        history = analyse(history_of, warehouse, params)
    show_picture(size_over_time(history, state.language()), key="size_over_time", chooses=_COMPARED)
    earlier = _pick_day(history.sizes)
    if earlier is None:
        return
    asked = ChangesParams(segment=saved.segment_id, earlier=earlier, later=as_of(warehouse), version=version(warehouse))
    found = _changes(warehouse, asked)
    if found is None:
        return
    show_findings(found.findings(), key="changes_findings")
    show_picture(reasons_bars(found, state.language()), key="reasons", chooses=_MOVED)
    _show_reasons(found)
    people_here(warehouse, lambda: _pick_moved(warehouse, found), key="moved_people", more=_reasons(warehouse, found))
    direction = _direction()
    if direction and not is_manager():
        _show_people(warehouse, found, direction)


def _changes(warehouse: DuckWarehouse, asked: ChangesParams) -> Changes | None:
    """None, with the reason on the page, where the segment cannot be had on one of the days."""
    try:
        with st.spinner(say(_("Finding who came and who left …"))):
            return analyse(changes_of, warehouse, asked)
    except InsightError as error:
        st.caption(plain(f"{say(error.title)} — {say(error.message)}"))
        return None


def _pick_day(sizes: pd.DataFrame) -> dt.date | None:
    """The day to compare with: the last but one unless another is chosen."""
    days = [str(day)[:10] for day in sizes["as_of"]][:-1]
    words: dict[Choice, str] = {
        (day,): say(_("Compared with {day:day}", day=dt.date.fromisoformat(day))) for day in reversed(days)
    }
    if state.recall(_COMPARED) not in words:
        state.remember(_COMPARED, next(iter(words)))
    chosen = pick_one(_("Compared with"), words, key=_COMPARED, hint=_("Click a day above, or choose one here"))
    return dt.date.fromisoformat(str(chosen[0])) if chosen else None


def _direction() -> Direction | None:
    chosen = state.recall(_MOVED)
    return chosen[0] if chosen and chosen[0] in _DIRECTIONS else None


def _pick_moved(warehouse: DuckWarehouse, found: Changes) -> Segment | None:
    counts = {"entered": found.entered, "left": found.left}
    words: dict[Choice, str] = {
        (direction,): f"{say(label)} · {shown(counts[direction], 'count')}" for direction, label in _DIRECTIONS.items()
    }
    chosen = pick_one(_("Who moved"), words, key=_MOVED, hint=_("Click a bar above, or choose who came or who left"))
    return found.segment(warehouse, chosen[0]) if chosen else None


def _show_reasons(found: Changes) -> None:
    """Every reason in full."""
    rows = found.reasons.to_dict("records")
    if not rows:
        return
    with st.expander(say(_("All reasons as a table")), icon=":material/table_rows:"):
        st.dataframe(
            pd.DataFrame(
                {
                    say(_("Direction")): [say(_DIRECTIONS[row["direction"]]) for row in rows],
                    say(_("Reason")): [say(row["reason"]) for row in rows],
                    say(_("Number of people")): [shown(row["customers"], "count") for row in rows],
                }
            ),
            hide_index=True,
            placeholder="–",
            alt=say(_("All reasons as a table")),
        )


def _reasons(warehouse: DuckWarehouse, found: Changes) -> Callable[[], MoreColumns]:
    """What a list of them says about each: why they came, or left. Runs without a session."""
    direction, language = _direction() or "entered", state.language()

    def more() -> MoreColumns:
        table = found.reasons_of(warehouse, direction)
        words = {mask: text.render(language) for mask, text in found.words(direction).items()}
        reasons = pa.array([words[mask] for mask in words], pa.string())
        places = pc.index_in(table["pattern"], value_set=pa.array(list(words), pa.int64()))
        said = reasons.take(places) if words else pa.nulls(table.num_rows, pa.string())
        return MoreColumns(
            table=pa.table({"customer_id": table["customer_id"], "moved_because": said}),
            labels={"moved_because": _("Why they came") if direction == "entered" else _("Why they left")},
        )

    return more


def _show_people(warehouse: DuckWarehouse, found: Changes, direction: Direction) -> None:
    """The first of them by name, each with the reason and what shows it."""
    with st.expander(say(_("Why, person by person")), icon=":material/manage_search:", expanded=True):
        people = found.people(warehouse, direction, _LISTED)
        names = describe(warehouse, [who for who, _reason in people])
        st.dataframe(
            pd.DataFrame(
                {
                    say(_("Person")): [names[who] for who, _reason in people],
                    say(_("Why they came") if direction == "entered" else _("Why they left")): [
                        say(reason) for _who, reason in people
                    ],
                }
            ),
            hide_index=True,
            placeholder="–",
            alt=say(_DIRECTIONS[direction]),
        )
