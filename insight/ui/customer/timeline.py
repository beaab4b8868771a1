"""Everything that is known to have happened to a person, the newest first."""

import datetime as dt
from collections import Counter
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st
from babel.dates import get_day_names

from insight.analysis.customer import CustomerResult
from insight.i18n import Money, _
from insight.ui.customer.words import ENTRIES, status_in_words
from insight.ui.kit import state
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.names import event_in_words, source_in_words

_AT_ONCE = 25
_LONGEST = 160


def show_timeline(result: CustomerResult) -> None:
    """A filter by kind, the newest entries as a list, all of them as a table."""
    st.subheader(say(_("What happened, newest first")), anchor=False)
    if result.timeline.empty:
        st.caption(say(_("Nothing is dated before the as-of day.")))
        return
    chosen = _pick_kinds(result)
    timeline = result.timeline[result.timeline["kind"].isin(chosen)] if chosen else result.timeline
    key = f"entries_{result.params.customer_id}"
    shown_now = int(state.recall(key, _AT_ONCE))
    _list_entries(timeline.head(shown_now))
    if len(timeline) > shown_now:
        st.button(
            say(_("Show {n:count} more of {all:count}", n=min(_AT_ONCE, len(timeline) - shown_now), all=len(timeline))),
            key="more_entries",
            on_click=lambda: state.remember(key, shown_now + _AT_ONCE),
        )
    with st.expander(say(_("The timeline as a table")), icon=":material/table_rows:"):
        _show_table(timeline)


def _pick_kinds(result: CustomerResult) -> list[str]:
    rows = dict(zip(result.activity["kind"], result.activity["rows"], strict=True))
    return st.pills(
        say(_("Show only")),
        list(rows),
        selection_mode="multi",
        format_func=lambda kind: f"{ENTRIES[kind][0]} {say(ENTRIES[kind][1])} {shown(rows[kind], 'count')}",
        key=f"kinds_{result.params.customer_id}",
        label_visibility="collapsed",
    )


def _list_entries(entries: pd.DataFrame) -> None:
    """Day by day; what somebody did in one place on one day is one line."""
    with st.container(border=True, key="timeline"):
        for day, rows in groupby(entries.to_dict("records"), key=_day):
            lines = [f"**{say(_('Undated')) if day is None else _day_in_words(day)}**", *_lines(list(rows))]
            st.markdown("  \n".join(lines))


def _day(row: dict[Any, Any]) -> dt.date | None:
    return None if pd.isna(row["at"]) else row["at"].date()


def _day_in_words(day: dt.date) -> str:
    weekday = get_day_names("abbreviated", locale=state.language())[day.weekday()]
    return f"{shown(day, 'day')} {weekday}"


def _lines(rows: list[dict[Any, Any]]) -> list[str]:
    lines, told = [], set()
    for row in rows:
        if row["kind"] != "event":
            lines.append(_line(row))
        elif row["source_system"] not in told:
            told.add(row["source_system"])
            lines.append(_events_line([one for one in rows if _is_event_of(one, row["source_system"])]))
    return lines


def _is_event_of(row: dict[Any, Any], source: str) -> bool:
    return bool(row["kind"] == "event" and row["source_system"] == source)


def _events_line(rows: list[dict[Any, Any]]) -> str:
    """How often they did what, in the order in which it began."""
    icon, name = ENTRIES["event"]
    times = Counter(str(row["subject"]) for row in reversed(rows))
    did = [event_in_words(event) + (f" ×{n}" if n > 1 else "") for event, n in times.items()]
    return f"{icon} {_time(rows[-1])}**{say(name)}** {plain(' → '.join(did))} :gray[{plain(_source(rows[0]))}]"


def _time(row: dict[Any, Any]) -> str:
    return "" if pd.isna(row["at"]) or row["at"].time() == dt.time() else f"{row['at']:%H:%M} "


def _line(row: dict[Any, Any]) -> str:
    icon, name = ENTRIES[row["kind"]]
    parts = [part for part in (_subject(row), status_in_words(row["status"]), _quantity(row)) if part]
    words = f"{icon} {_time(row)}**{say(name)}** {plain(' · '.join(parts))}"
    detail = row["detail"]
    if isinstance(detail, str) and detail:
        words += f" — {plain(detail if len(detail) <= _LONGEST else detail[: _LONGEST - 1] + '…')}"
    return f"{words} :gray[{plain(_source(row))}]"


def _source(row: dict[Any, Any]) -> str:
    return source_in_words(row["source_system"])


def _subject(row: dict[Any, Any]) -> str | None:
    if not isinstance(row["subject"], str) or not row["subject"]:
        return None
    return event_in_words(row["subject"]) if row["kind"] == "event" else row["subject"]


def _quantity(row: dict[Any, Any]) -> str | None:
    if not pd.isna(row["amount"]):
        return shown(Money(row["amount"], row["currency"]), "money") if isinstance(row["currency"], str) else None
    if pd.isna(row["number"]):
        return None
    if row["kind"] == "points":
        return say(_("{n:+g} points", n=row["number"]))
    if row["kind"] == "feedback":
        return say(_("rating {n:g}", n=row["number"]))
    return say(_("{n:g} s", n=row["number"]))


def _show_table(timeline: pd.DataFrame) -> None:
    rows = timeline.to_dict("records")
    st.dataframe(
        pd.DataFrame(
            {
                say(_("When")): timeline["at"],
                say(_("Kind")): [say(ENTRIES[row["kind"]][1]) for row in rows],
                say(_("What")): [_subject(row) for row in rows],
                say(_("State")): [status_in_words(row["status"]) for row in rows],
                say(_("How much")): [_quantity(row) for row in rows],
                say(_("Details")): timeline["detail"],
                say(_("Source")): [_source(row) for row in rows],
            }
        ),
        hide_index=True,
        placeholder="–",
        column_config={say(_("When")): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm")},
    )
