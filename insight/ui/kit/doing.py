"""What happens after a button: the page is drawn anew, or says why not."""

from collections.abc import Callable

import streamlit as st

from insight.errors import InsightError
from insight.ui.kit.language import plain, say


def do_and_redraw(work: Callable[[], object]) -> None:
    """Do it and draw the page anew; a refusal is said where it was asked for."""
    try:
        work()
    except InsightError as error:
        st.error(plain(say(error.hint)), icon=":material/block:")
    else:
        st.rerun()
