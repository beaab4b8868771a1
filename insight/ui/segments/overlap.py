"""Up to three saved segments over each other."""

import streamlit as st

from insight.audience import SavedSegment
from insight.audience.asked import OverlapParams, overlap_of, version
from insight.audience.sets import MOST_COMPARED, Overlap
from insight.charts.segments.overlap import overlap_bars, region
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings
from insight.ui.kit.language import say, shown
from insight.ui.kit.picture import Choice, pick_one, show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import people_here
from insight.warehouse import DuckWarehouse

_REGION = "region"


def show_overlap(warehouse: DuckWarehouse, saved: list[SavedSegment]) -> None:
    """Pick two or three, see what they have in common, take the people of any region."""
    names = {each.segment_id: each.name for each in saved}
    if len(names) < 2:
        st.caption(say(_("Save two segments, and how they overlap is shown here.")))
        return
    chosen = st.multiselect(
        say(_("Segments to compare, two or three")),
        list(names),
        default=list(names)[:2],
        format_func=lambda number: names.get(number, str(number)),
        max_selections=MOST_COMPARED,
        key="compared",
        persist_state="session",
        placeholder=say(_("Choose two or three")),
    )
    numbers = tuple(number for number in chosen if number in names)
    if len(numbers) < 2:
        return
    params = OverlapParams(
        segments=numbers, as_of=as_of(warehouse), currency=currency(warehouse), version=version(warehouse)
    )
    found = analyse(overlap_of, warehouse, params)
    show_findings(found.findings(), key="overlap_findings")
    show_picture(overlap_bars(found, state.language(), state.recall(_REGION)), key="overlap", chooses=_REGION)
    people_here(warehouse, lambda: _pick_region(found), key="region_people")


def _pick_region(found: Overlap) -> Segment | None:
    words: dict[Choice, str] = {
        (int(row["mask"]),): f"{say(region(found, int(row['mask'])))} · {shown(row['customers'], 'count')}"
        for row in found.regions.to_dict("records")
        if row["customers"] != 0
    }
    chosen = pick_one(_("Region"), words, key=_REGION, hint=_("Click a bar above, or choose a region here"))
    return found.segment(mask=chosen[0]) if chosen else None
