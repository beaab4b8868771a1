"""Exports in: what was understood, what they will become, and what became of them."""

import streamlit as st

from insight.i18n import _
from insight.ui.imports.batches import show_batches
from insight.ui.imports.remembered import show_remembered
from insight.ui.imports.report import confirm, show_report
from insight.ui.imports.sheets import show_sheets
from insight.ui.imports.uploads import take_uploads
from insight.ui.kit.frame import page
from insight.ui.kit.language import say
from insight.ui.kit.pages import IMPORT
from insight.ui.kit.role import is_manager
from insight.ui.kit.workspace import pick_target

with page(IMPORT) as warehouse:
    if is_manager():
        st.info(say(_("Analysts bring files in: what stands in them shows single persons.")), icon=":material/lock:")
    else:
        show_report(warehouse)
        uploads = take_uploads()
        if uploads:
            target = pick_target()
            confirm(show_sheets(uploads, target), target)
        show_batches(warehouse)
        show_remembered(warehouse)
