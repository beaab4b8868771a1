"""Load what was confirmed, and say what became of it."""

import datetime as dt
from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.elements.lib.mutable_status_container import StatusContainer

from insight.i18n import Text, _
from insight.ingest import Counts, Draft, SheetReport, load, remember, undo_together
from insight.schema import TABLES
from insight.ui.imports.outcome import forget_reports, keep_reports, kept_reports
from insight.ui.imports.repair_effect import telling_effect
from insight.ui.imports.repairs import show_repairs
from insight.ui.imports.sheets import template_title
from insight.ui.imports.uploads import clear_uploads, forget_examined
from insight.ui.kit.assumed import judgement_line
from insight.ui.kit.language import plain, say
from insight.ui.kit.workspace import go_to
from insight.warehouse import DuckWarehouse


def confirm(drafts: Sequence[Draft], target: str) -> None:
    """The button that loads the drafts into the workspace of that name."""
    ready = [draft for draft in drafts if draft.mapping is not None]
    label = _(
        "Import {rows:count} rows of {n:count} sheet into “{workspace}”",
        "Import {rows:count} rows of {n:count} sheets into “{workspace}”",
        rows=sum(draft.rows for draft in ready),
        n=len(ready),
        workspace=plain(target),
    )
    if st.button(say(label), type="primary", icon=":material/done_all:", disabled=not ready, key="import_now"):
        load_all(go_to(target), drafts)
        forget_examined()
        clear_uploads()
        st.rerun()


def load_all(warehouse: DuckWarehouse, drafts: Sequence[Draft]) -> None:
    """Load all sheets together or none, showing which one is at work, and keep the report."""
    with st.status(say(_("Importing …")), expanded=True) as status:
        reports = load(
            warehouse,
            drafts,
            imported_at=dt.datetime.now().replace(microsecond=0),
            progress=_telling(status, len(drafts)),
        )
        status.update(label=say(_("Imported")), state="complete")
    for draft in drafts:
        if draft.mapping is not None and (draft.mapping != _guess(draft) or not draft.answers.is_open):
            remember(warehouse, draft, dt.datetime.now().replace(microsecond=0))
    keep_reports(warehouse, reports)


def _telling(status: StatusContainer, total: int) -> Callable[[int, Draft], None]:
    """A bar, and a line for each file whose turn it is; the last one is the name of the work."""
    bar = status.progress(0.0)

    def tell(place: int, draft: Draft) -> None:
        sentence = _("Importing {place} of {total}: {file}", place=place + 1, total=total, file=plain(draft.file))
        bar.progress(place / total)
        status.update(label=say(sentence))
        status.caption(say(sentence))

    return tell


def _guess(draft: Draft) -> object:
    guesses = draft.recognition.guesses if draft.recognition else ()
    return guesses[0].mapping if guesses else None


def show_report(warehouse: DuckWarehouse) -> None:
    """What became of the last import of this session, for as long as its workspace is at hand."""
    reports = kept_reports(warehouse)
    if not reports:
        return
    with st.container(border=True, key="import_report"):
        st.subheader(say(_("What became of your files")), anchor=False)
        for report in reports:
            _sheet(report)
        batches = [report.batch_id for report in reports if report.batch_id is not None and report.problems]
        if batches:
            show_repairs(warehouse, batches, key="report")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("pages/overview.py", label=say(_("To the overview")), icon=":material/monitoring:")
            st.page_link("pages/rfm.py", label=say(_("To RFM")), icon=":material/grid_on:")
            _undo_all(warehouse, [report.batch_id for report in reports if report.batch_id is not None])
            st.button(say(_("Close the report")), type="tertiary", on_click=forget_reports)


def _undo_all(warehouse: DuckWarehouse, batches: Sequence[int]) -> None:
    if not batches:
        return
    with st.popover(say(_("Undo this import")), icon=":material/undo:", key="undo_import"):
        st.markdown(say(_("The rows of all its files are taken out, as if they had never been imported.")))
        if st.button(say(_("Yes, undo it")), type="primary", key="undo_import_now"):
            done = _("The import of {n:count} sheets was undone.", n=len(batches))
            with st.spinner(say(_("Taking the rows out …"))), telling_effect(warehouse, done):
                undo_together(warehouse, batches, dt.datetime.now().replace(microsecond=0))
            forget_reports()
            st.rerun()


def _sheet(report: SheetReport) -> None:
    name = plain(report.file) + (f" › {plain(report.sheet)}" if report.sheet else "")
    if report.refused is not None:
        refused = report.refused
        reason = " — ".join(plain(say(part)) for part in (refused.title, refused.message, refused.hint))
        st.markdown(f":red[:material/block:] **{name}**  \n{reason}")
        return
    lines = [plain(say(_in_words(table, counts))) for table, counts in report.tables.items()]
    title = plain(template_title(report.template or ""))
    st.markdown(f":green[:material/check_circle:] **{name}** · {title}  \n" + "  \n".join(lines))
    if not report.assumptions:
        st.caption(say(_("No guess was made for you: the file says everything itself.")))
        return
    with st.expander(
        say(_("{n:count} guesses were made for you", n=len(report.assumptions))), icon=":material/rule:", type="compact"
    ):
        st.markdown("\n".join(f"- {judgement_line(one)}" for one in report.assumptions))
        st.caption(say(_("Choose the batch below to change one: the kept file is read again.")))


def _in_words(table: str, counts: Counts) -> Text:
    return _(
        "{table}: {read:count} read = {new:count} new + {updated:count} updated + {unchanged:count} already known "
        "+ {rejected:count} left out",
        table=TABLES[table].label,
        read=counts.read,
        new=counts.new,
        updated=counts.updated,
        unchanged=counts.unchanged,
        rejected=counts.rejected,
    )
