"""The frame of every page: the question, what it is answered from, and errors in words."""

import logging
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import streamlit as st

from insight.analysis import ANALYSES, Shown
from insight.errors import InsightError, NotEnoughDataError, ParameterError
from insight.fields import fields_of, one_of
from insight.i18n import Text, _
from insight.ui.kit import state
from insight.ui.kit.language import plain, say
from insight.ui.kit.look import apply_look
from insight.ui.kit.menu import menu
from insight.ui.kit.needs import fills
from insight.ui.kit.scope import describe_scope
from insight.ui.kit.workspace import opened
from insight.warehouse import DuckWarehouse

log = logging.getLogger(__name__)


@contextmanager
def page(shown: Shown) -> Iterator[DuckWarehouse]:
    """A page: its question as the headline, the scope, then the body, which gets the workspace.

    Whatever goes wrong in the body is said in words; where there is nothing to answer from, which exports would help.
    """
    enter()
    st.title(say(shown.question), anchor=False)
    with in_words(shown.needs.any_of, _labels(shown)):
        warehouse = opened()
        describe_scope(warehouse)
        yield warehouse


def enter() -> None:
    """Begin a session as one of st.navigation.

    A new server runs the files of `pages/` by Streamlit's older rules until st.navigation is called for the first time;
    what such a run draws is in the way of all that comes after it. So the first run of a session ends with that call.
    """
    if state.enter():
        apply_look(state.language())
        st.navigation(menu(), expanded=True)
        st.rerun()


@contextmanager
def in_words(needs: tuple[str, ...] = (), labels: Mapping[str, Text] | None = None) -> Iterator[None]:
    """Turn errors into words in the person's language; one nobody foresaw gets a number to find it by in the log.

    `labels`: what parameters are called on the page.
    """
    try:
        yield
    except NotEnoughDataError as error:
        _not_enough(error, needs)
    except ParameterError as error:
        say_error(error, labels)
    except InsightError as error:
        say_error(error)
    except Exception:
        reference = uuid.uuid4().hex[:8].upper()
        log.exception("page failed, reference %s", reference)
        st.error(
            say(
                _(
                    "Something went wrong that this program did not foresee. Your data are unchanged. Reload the page; "
                    "if it happens again, give the number {reference} to whoever looks after this installation.",
                    reference=reference,
                )
            ),
            icon=":material/error:",
        )


def _labels(shown: Shown) -> dict[str, Text]:
    asked = fields_of(ANALYSES[shown.name].params) if shown.name in ANALYSES else {}
    return {name: field.label for name, field in asked.items()}


def say_error(error: InsightError, labels: Mapping[str, Text] | None = None) -> None:
    """What is wrong, the value that shows it, what to do; a parameter by what it is called on the page."""
    st.error(_lines(_title(error, labels or {}), error), icon=":material/block:")


def _title(error: InsightError, labels: Mapping[str, Text]) -> Text:
    names = error.name.split(", ") if isinstance(error, ParameterError) else []
    if not names or any(name not in labels for name in names):
        return error.title
    return _("“{label}” cannot be used like this", label=one_of([labels[name] for name in names]))


def _not_enough(error: InsightError, needs: tuple[str, ...]) -> None:
    with st.container(border=True):
        st.markdown(_lines(error.title, error))
        exports = fills(needs)
        if exports:
            st.markdown(say(_("These exports fill this page:")))
            st.caption(" · ".join(plain(title) for title in exports))
        st.page_link("pages/import.py", label=say(_("Go to Import")), icon=":material/upload_file:")


def _lines(told: Text, error: InsightError) -> str:
    title, message, hint = (plain(say(part)) for part in (told, error.message, error.hint))
    return f"**{title}**  \n{message}  \n{hint}"
