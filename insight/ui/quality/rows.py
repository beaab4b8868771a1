"""The rows behind a rule: the first of them to look at, all of them to take away."""

import streamlit as st

from insight.analysis.quality import RULES, QualityResult, names_people
from insight.export import RULE_ROW_LABELS, rule_rows, rule_rows_book, rule_rows_name
from insight.export.rows_out import MOST_ROWS
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import of_segment
from insight.ui.kit.language import say
from insight.ui.kit.role import NO_PEOPLE, asker
from insight.ui.people.bar import segment_bar
from insight.ui.quality.rules import shown_moment
from insight.warehouse import DuckWarehouse, Warehouse

_SHOWN = 200


def show_rows(warehouse: DuckWarehouse, result: QualityResult, rule: str) -> None:
    """The first rows that break a rule, and the download; nothing where it holds."""
    total = int(result.rule(rule)["broken"])
    if not total:
        return
    asking, language = asker(), state.language()
    if asking.is_manager:
        st.caption(say(NO_PEOPLE))
        return
    frame = rule_rows(warehouse, result, rule, limit=_SHOWN, asker=asking).to_pandas()
    filled = [name for name in RULE_ROW_LABELS if frame[name].notna().any()]
    table = frame[filled].assign(moment=[shown_moment(value) for value in frame["moment"]])[filled]
    if "source_row" in table:
        table["source_row"] = table["source_row"].astype("Int64")
    st.dataframe(
        table.rename(columns={name: say(label) for name, label in RULE_ROW_LABELS.items()}),
        hide_index=True,
        placeholder="–",
        height=min(38 + 35 * len(table), 320),
        alt=say(_("Rows that break the rule")),
    )
    if total > _SHOWN:
        st.caption(say(_("The first {n:count} of {total:count}", n=_SHOWN, total=total)))
    with st.container(horizontal=True, vertical_alignment="center", key="take_rows"):
        unmasked = bool(state.recall("unmasked_rows", otherwise=False))
        st.download_button(
            say(_("Download the rows (.xlsx)")),
            data=lambda: rule_rows_book(warehouse, result, rule, language, asker=asking, unmasked=unmasked),
            file_name=rule_rows_name(result, rule),
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            key="download_rows",
            on_click="ignore",
            help=say(_("Up to {n:count} rows, with the rule on a second sheet", n=MOST_ROWS)),
        )
        st.toggle(
            say(_("Unmasked contacts")),
            key="unmasked_rows",
            help=say(
                _("Phones and e-mails in full, to correct them at the source. The export log says who took them.")
            ),
        )


def show_people(warehouse: DuckWarehouse, result: QualityResult, rule: str) -> None:
    """The people whom the rows speak of, and their list; nothing where the rows name nobody."""
    if not names_people(RULES[rule]) or not result.rule(rule)["broken"]:
        return
    segment = result.segment(rule=rule)
    if of_segment(_count, warehouse, segment):
        segment_bar(warehouse, lambda: segment, key="rule_people")


def _count(warehouse: Warehouse, segment: Segment) -> int:
    return segment.count(warehouse)
