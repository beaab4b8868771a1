"""Everything that is known to have happened to a person, the newest first."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.customer import CustomerResult
from insight.i18n import Money, _
from insight.ui.customer.words import ENTRIES, status_in_words
from insight.ui.kit import state
from insight.ui.kit.language import plain, say, shown

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
    lines: list[str] = []
    month = None
    for row in entries.to_dict("records"):
        title = say(_("Undated")) if pd.isna(row["at"]) else shown(row["at"].date(), "month")
        if title != month:
            lines.append(f"\n**{title}**")
            month = title
        lines.append(_line(row))
    with st.container(border=True, key="timeline"):
        st.markdown("  \n".join(lines))


def _line(row: dict[Any, Any]) -> str:
    icon, name = ENTRIES[row["kind"]]
    at = "" if pd.isna(row["at"]) else f"{shown(row['at'].to_pydatetime(), 'minute')} "
    parts = [part for part in (_subject(row), status_in_words(row["status"]), _quantity(row)) if part]
    words = f"{icon} {at}**{say(name)}** {plain(' · '.join(parts))}"
    detail = row["detail"]
    if isinstance(detail, str) and detail:
        words += f" — {plain(detail if len(detail) <= _LONGEST else detail[: _LONGEST - 1] + '…')}"
    return f"{words} :gray[{plain(row['source_system'])}]"


def _subject(row: dict[Any, Any]) -> str | None:
    return row["subject"] if isinstance(row["subject"], str) and row["subject"] else None


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
                say(_("What")): timeline["subject"],
                say(_("State")): [status_in_words(row["status"]) for row in rows],
                say(_("How much")): [_quantity(row) for row in rows],
                say(_("Details")): timeline["detail"],
                say(_("Source")): timeline["source_system"],
            }
        ),
        hide_index=True,
        placeholder="–",
        column_config={say(_("When")): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm")},
    )
