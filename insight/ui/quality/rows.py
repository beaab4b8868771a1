"""The rows behind a rule: the first of them to look at, all of them to take away."""

import datetime as dt
import io
from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import streamlit as st

from insight.analysis.quality import RULES, QualityResult, names_people
from insight.export import Sheet, write_workbook
from insight.govern import mask_contacts
from insight.i18n import Language, Text, _
from insight.schema import TABLES
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import of_segment
from insight.ui.kit.language import say
from insight.ui.people.bar import segment_bar
from insight.ui.quality.rules import shown_moment
from insight.warehouse import DuckWarehouse, Warehouse

_SHOWN, _MOST = 200, 200_000

_LABELS: dict[str, Text] = {
    "source_file": _("Name of the file"),
    "source_row": _("Row number"),
    "source_system": _("Source"),
    "key": _("Row"),
    "moment": _("Dated"),
    "value": _("What the row says"),
}


def show_rows(warehouse: Warehouse, result: QualityResult, rule: str) -> None:
    """The first rows that break a rule, and the download; nothing where it holds."""
    total = int(result.rule(rule)["broken"])
    if not total:
        return
    unmasked = bool(state.recall("unmasked_rows", otherwise=False))
    frame = _masked(result.rows(warehouse, rule, limit=_SHOWN), unmasked=unmasked).to_pandas()
    filled = [name for name in _LABELS if frame[name].notna().any()]
    table = frame[filled].assign(moment=[shown_moment(value) for value in frame["moment"]])[filled]
    if "source_row" in table:
        table["source_row"] = table["source_row"].astype("Int64")
    st.dataframe(
        table.rename(columns={name: say(label) for name, label in _LABELS.items()}),
        hide_index=True,
        placeholder="–",
        height=min(38 + 35 * len(table), 320),
        alt=say(_("Rows that break the rule")),
    )
    if total > _SHOWN:
        st.caption(say(_("The first {n:count} of {total:count}", n=_SHOWN, total=total)))
    with st.container(horizontal=True, vertical_alignment="center", key="take_rows"):
        st.download_button(
            say(_("Download the rows (.xlsx)")),
            data=_file(warehouse, result, rule, state.language(), unmasked=unmasked),
            file_name=f"{rule}_{result.params.as_of.isoformat()}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            key="download_rows",
            on_click="ignore",
            help=say(_("Up to {n:count} rows, with the rule on a second sheet", n=_MOST)),
        )
        st.toggle(
            say(_("Unmasked contacts")),
            key="unmasked_rows",
            help=say(_("Phones and e-mails in full. Only for contacting people who agreed to it.")),
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


def _masked(rows: pa.Table, *, unmasked: bool) -> pa.Table:
    """Phones and addresses inside what a row is called and says, hidden unless asked for."""
    if unmasked:
        return rows
    for name in ("key", "value"):
        place = rows.schema.get_field_index(name)
        rows = rows.set_column(place, name, mask_contacts(rows.column(name).cast(pa.string())))
    return rows


def _file(
    warehouse: Warehouse, result: QualityResult, rule: str, language: Language, *, unmasked: bool
) -> Callable[[], bytes]:
    """A download runs without a session: everything it needs is bound here."""

    def make() -> bytes:
        rows = _masked(result.rows(warehouse, rule, limit=_MOST), unmasked=unmasked).select(list(_LABELS))
        labelled = rows.rename_columns([label.render(language) for label in _LABELS.values()])
        target = io.BytesIO()
        sheets = [
            Sheet(title=_("Rows").render(language), table=labelled),
            Sheet(title=_("Passport").render(language), table=_passport(result, rule, rows.num_rows, language)),
        ]
        write_workbook(target, sheets, created=dt.datetime.now())
        return target.getvalue()

    return make


def _passport(result: QualityResult, rule: str, rows: int, language: Language) -> pa.Table:
    row = result.rule(rule)
    entries: tuple[tuple[Text, Text], ...] = (
        (_("Rule"), RULES[rule].text),
        (_("Table"), TABLES[row["table"]].label),
        (_("Weakens"), row["weakens"]),
        (_("As of"), _("{as_of:day}", as_of=result.params.as_of)),
        (_("Broken"), _("{n:count}", n=int(row["broken"]))),
        (_("Rows asked"), _("{n:count}", n=int(row["rows"]))),
        (_("Rows in this file"), _("{n:count}", n=rows)),
    )
    frame = pd.DataFrame(
        {
            _("Entry").render(language): [name.render(language) for name, _value in entries],
            _("Content").render(language): [value.render(language) for _name, value in entries],
        }
    )
    return pa.Table.from_pandas(frame, preserve_index=False)
