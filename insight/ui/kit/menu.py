"""The pages by group, titled in the person's language."""

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import Page

from insight.i18n import _
from insight.ui.kit.language import say


def menu() -> dict[str, Sequence[Page]]:
    """What st.navigation takes; the first page is the one a visitor lands on."""
    return {
        say(_("Understand")): [
            st.Page("pages/overview.py", title=say(_("Overview")), icon=":material/monitoring:", default=True),
            st.Page("pages/rfm.py", title=say(_("RFM")), icon=":material/grid_on:"),
            st.Page("pages/movement.py", title=say(_("RFM movement")), icon=":material/swap_vert:"),
            st.Page("pages/retention.py", title=say(_("Retention")), icon=":material/group_add:"),
            st.Page("pages/repurchase.py", title=say(_("Repurchase")), icon=":material/autorenew:"),
            st.Page("pages/lifecycle.py", title=say(_("Lifecycle")), icon=":material/route:"),
            st.Page("pages/refill.py", title=say(_("Refills")), icon=":material/event_repeat:"),
            st.Page("pages/customer.py", title=say(_("Customer")), icon=":material/person_search:"),
        ],
        say(_("Act")): [
            st.Page("pages/segments.py", title=say(_("Segments")), icon=":material/join_inner:"),
            st.Page("pages/exports.py", title=say(_("Exports & consent")), icon=":material/outgoing_mail:"),
        ],
        say(_("Data")): [
            st.Page("pages/import.py", title=say(_("Import")), icon=":material/upload_file:"),
            st.Page("pages/quality.py", title=say(_("Data quality")), icon=":material/fact_check:"),
        ],
    }
