"""What the workspace holds, how full each column is, and what each page lacks."""

from collections.abc import Iterator
from typing import Any

import streamlit as st

from insight.analysis.quality import QualityResult, floored
from insight.i18n import Text, _
from insight.results import Frame, declare
from insight.schema import TABLES
from insight.ui.kit.language import plain, say
from insight.ui.kit.names import source_in_words
from insight.ui.kit.needs import fills
from insight.ui.kit.table import show_table
from insight.ui.quality.rules import shown_moment

_STATES: dict[str, tuple[str, Text]] = {
    "missing": (":material/block:", _("no data")),
    "weak": (":material/warning:", _("thin")),
    "ok": (":material/check_circle:", _("ready")),
}
_EXPORTS = 6


def show_needs(result: QualityResult) -> None:
    """Each page with what it lacks and the exports that would fill it; those that lack nothing in one line."""
    for state in ("weak", "missing"):
        for row in result.needs[result.needs["state"] == state].to_dict("records"):
            st.markdown("  \n".join(_need(row)))
    ready = [say(row["title"]) for row in result.needs[result.needs["state"] == "ok"].to_dict("records")]
    if ready:
        icon, word = _STATES["ok"]
        st.markdown(f"{icon} **{say(word)}** — {plain(say(_('; ')).join(ready))}")
    st.page_link("pages/import.py", label=say(_("Go to Import")), icon=":material/upload_file:")


def _need(row: dict[Any, Any]) -> Iterator[str]:
    icon, word = _STATES[row["state"]]
    lacks = say(_("; ")).join(say(lack) for lack in row["lacks"])
    yield f"{icon} **{plain(say(row['title']))}** — {plain(say(_('{state}: {lacks}', state=word, lacks=lacks)))}"
    exports = fills(tuple(row["tables"]))[:_EXPORTS]
    if exports:
        yield f":gray[{say(_('These exports fill it:'))} {plain(' · '.join(exports))}]"


def show_tables(result: QualityResult) -> None:
    """Each table and each source with its rows and how fresh it is; each column with how full it is."""
    _tables(result)
    _sources(result)
    st.caption(say(_("How full each column is, by source. A dash: the source does not export the column.")))
    _columns(result)


def _tables(result: QualityResult) -> None:
    rows = result.tables
    show_table(
        rows.assign(score=rows["score"].map(floored)),
        result.COLUMNS["tables"],
        {
            "label": _("Table"),
            "rows": _("Number of rows"),
            "oldest": _("Oldest row"),
            "newest": _("Newest row"),
            "sources": _("Number of sources"),
            "batches": _("Number of batches"),
            "score": _("Score"),
        },
        words={
            "label": [say(label) for label in rows["label"]],
            **{name: [shown_moment(moment) for moment in rows[name]] for name in ("oldest", "newest")},
        },
    )


def _sources(result: QualityResult) -> None:
    rows = result.sources
    show_table(
        rows,
        result.COLUMNS["sources"],
        {
            "table": _("Table"),
            "source_system": _("Source"),
            "rows": _("Number of rows"),
            "newest": _("Newest row"),
            "age_days": _("Age in days"),
        },
        words={
            "table": [say(TABLES[name].label) for name in rows["table"]],
            "source_system": [source_in_words(source) for source in rows["source_system"]],
            "newest": [shown_moment(moment) for moment in rows["newest"]],
        },
    )


def _columns(result: QualityResult) -> None:
    """One row a column, one column a source."""
    wide = result.columns.pivot_table(
        index=["table", "column"], columns="source_system", values="rate", sort=False, dropna=False
    )
    wide = wide[wide.notna().any(axis=1)].map(floored)
    sources = {source: _("{value}", value=source_in_words(source)) for source in wide.columns}
    show_table(
        wide,
        Frame(columns=declare("rate", *sources)),
        {"table": _("Table"), "column": _("Column"), **sources},
        words={
            "table": [say(TABLES[table].label) for table, _column in wide.index],
            "column": [say(TABLES[table][column].label) for table, column in wide.index],
        },
    )
