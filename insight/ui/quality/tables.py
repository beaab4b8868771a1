"""What the workspace holds, how full each column is, and what each page lacks."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.quality import QualityResult, held
from insight.i18n import Text, _
from insight.schema import TABLES
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.names import source_in_words
from insight.ui.kit.needs import fills
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
    st.dataframe(_tables(result), hide_index=True, placeholder="–")
    st.dataframe(_sources(result), hide_index=True, placeholder="–")
    st.caption(say(_("How full each column is, by source. A dash: the source does not export the column.")))
    st.dataframe(_columns(result), hide_index=True, placeholder="–")


def _tables(result: QualityResult) -> pd.DataFrame:
    rows = result.tables.to_dict("records")
    return pd.DataFrame(
        {
            say(_("Table")): [say(row["label"]) for row in rows],
            say(_("Number of rows")): [int(row["rows"]) for row in rows],
            say(_("Oldest row")): [shown_moment(row["oldest"]) for row in rows],
            say(_("Newest row")): [shown_moment(row["newest"]) for row in rows],
            say(_("Number of sources")): [int(row["sources"]) for row in rows],
            say(_("Number of batches")): [int(row["batches"]) for row in rows],
            say(_("Score")): [held(float(row["score"])) for row in rows],
        }
    )


def _sources(result: QualityResult) -> pd.DataFrame:
    rows = result.sources.to_dict("records")
    return pd.DataFrame(
        {
            say(_("Table")): [say(TABLES[row["table"]].label) for row in rows],
            say(_("Source")): [source_in_words(row["source_system"]) for row in rows],
            say(_("Number of rows")): [int(row["rows"]) for row in rows],
            say(_("Newest row")): [shown_moment(row["newest"]) for row in rows],
            say(_("Age in days")): [
                None if pd.isna(row["age_days"]) else shown(row["age_days"], "count") for row in rows
            ],
        }
    )


def _columns(result: QualityResult) -> pd.DataFrame:
    """One row a column, one column a source."""
    wide = result.columns.pivot_table(
        index=["table", "column"], columns="source_system", values="rate", sort=False, dropna=False
    )
    wide = wide[wide.notna().any(axis=1)]
    return pd.DataFrame(
        {
            say(_("Table")): [say(TABLES[table].label) for table, _column in wide.index],
            say(_("Column")): [say(TABLES[table][column].label) for table, column in wide.index],
        }
        | {source_in_words(source): [held(float(rate)) for rate in wide[source]] for source in wide.columns}
    )
