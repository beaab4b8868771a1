"""The repair list: every cell that could not be read, to look at and to take away."""

import datetime as dt
import io
from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import streamlit as st

from insight.export import Sheet, write_workbook
from insight.i18n import _
from insight.ingest import repairs
from insight.ui.import_preview import problems_in_words
from insight.ui.language import say
from insight.warehouse import DuckWarehouse

_SHOWN = 200


def show_repairs(warehouse: DuckWarehouse, batches: Sequence[int], *, key: str) -> None:
    """What could not be read in these batches; the whole list as .xlsx."""
    found = pd.concat([repairs(warehouse, batch) for batch in batches], ignore_index=True)
    if found.empty:
        return
    rows = found.drop_duplicates(["batch_id", "source_row"])
    with st.container(key=f"repairs_{key}"):
        st.markdown(
            say(
                _(
                    "**To repair:** {cells:count} cells could not be read; {rejected:count} rows were left out for it.",
                    cells=len(found),
                    rejected=int(rows["is_rejected"].sum()),
                )
            )
        )
        table = problems_in_words(found)
        title = say(_("To repair"))
        st.download_button(
            say(_("Download the repair list (.xlsx)")),
            data=lambda: _workbook(table, title),
            file_name=say(_("repair-list.xlsx")),
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            key=f"repair_list_{key}",
            on_click="ignore",
        )
        with st.expander(say(_("Show the repair list")), icon=":material/build:"):
            if len(found) > _SHOWN:
                st.caption(say(_("The first {n:count} of {total:count}", n=_SHOWN, total=len(found))))
            st.dataframe(table.head(_SHOWN), hide_index=True, placeholder="–")


def _workbook(table: pd.DataFrame, title: str) -> bytes:
    target = io.BytesIO()
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    write_workbook(target, [Sheet(title=title, table=arrow)], created=dt.datetime.now())
    return target.getvalue()
