"""Which workspace is at hand, how it is opened, and how the sample one comes to be."""

import datetime as dt
import threading

import streamlit as st

from insight.errors import InsightError, ParameterError
from insight.i18n import LANGUAGES, Text, _
from insight.ingest import build_sample
from insight.settings import DEFAULT_WORKSPACE, SAMPLE_WORKSPACE, settings
from insight.ui.kit import state
from insight.ui.kit.language import plain, say
from insight.warehouse import DuckWarehouse, open_workspace, workspace_names

_building = threading.Lock()


def require_settings() -> None:
    """Say what is wrong with the settings, and nothing else, where they cannot be used."""
    try:
        settings()
    except InsightError as error:
        parts = (plain(say(part)) for part in (error.title, error.message, error.hint))
        st.error("  \n".join(parts), icon=":material/block:")
        st.stop()


def opened() -> DuckWarehouse:
    """The workspace at hand."""
    return open_workspace(state.workspace())


def workspace_title(name: str) -> Text | str:
    """What people call a workspace."""
    return _("Sample brand 例禾") if name == SAMPLE_WORKSPACE else name


def is_sample() -> bool:
    """Whether the example data are at hand, into which nobody imports."""
    return state.workspace() == SAMPLE_WORKSPACE


def own_workspaces() -> list[str]:
    """The workspaces that hold a person's own data."""
    return [name for name in workspace_names() if name != SAMPLE_WORKSPACE]


def pick_workspace() -> None:
    """The badge that says what data these are, the picker, and a way to begin a new workspace."""
    own = own_workspaces()
    at_hand = state.recall(state.WORKSPACE, SAMPLE_WORKSPACE)
    unknown, meant = asked_workspace()
    names = sorted({*own, SAMPLE_WORKSPACE, at_hand}, key=lambda name: (name == SAMPLE_WORKSPACE, name))
    titles = {name: _called(name) for name in names}
    badge = st.container()
    chosen = st.selectbox(
        say(_("Workspace")),
        names,
        index=names.index(meant) if meant in names else 0,
        format_func=lambda name: titles.get(name, str(name)),
        key=state.WORKSPACE,
        on_change=state.forget_scope,
        filter_mode=None if len(names) < 8 else "contains",
    )
    state.publish(state.WORKSPACE, chosen, names[0])
    with badge:
        if is_sample():
            st.badge(say(_("Sample data")), icon=":material/science:", color="orange", help=say(_SAMPLE_HELP))
        else:
            st.badge(say(_("Own data")), icon=":material/database:", color="blue")
    with st.popover(say(_("New workspace")), icon=":material/add:", width="stretch", key="new_workspace"):
        _new_workspace()
    if unknown is not None:
        raise ParameterError("workspace", unknown, _("one that is there: {names}", names=", ".join(names)))


def _called(name: str) -> str:
    """The same in both languages: a picker hands back what it shows, and the language may change between."""
    title = workspace_title(name)
    return title if isinstance(title, str) else " · ".join(title.render(language) for language in LANGUAGES)


def take_up_address() -> None:
    """Let what the picker will show be at hand before it is drawn: what the address names, else one's own data. Never
    a name that is no workspace, which would be made by being opened."""
    names = [*sorted(own_workspaces()), SAMPLE_WORKSPACE]
    asked = state.asked(state.WORKSPACE) or names[0]
    at_hand = state.recall(state.WORKSPACE)
    if at_hand not in names and asked in names:
        state.remember(state.WORKSPACE, asked)
    elif at_hand is not None and at_hand not in names:
        state.remember(state.WORKSPACE, names[0])


def asked_workspace() -> tuple[str | None, str | None]:
    """The name in the address where there is no such workspace, and the workspace that it only looks different from."""
    asked = state.asked(state.WORKSPACE)
    if asked is None or asked in (*workspace_names(), SAMPLE_WORKSPACE, state.recall(state.WORKSPACE)):
        return None, None
    try:
        meant = settings().workspace_folder(asked).name
    except InsightError:
        return asked, None
    if meant not in (*workspace_names(), SAMPLE_WORKSPACE):
        return asked, None
    state.publish(state.WORKSPACE, meant, SAMPLE_WORKSPACE)
    return None, meant


_SAMPLE_HELP = _(
    "An invented brand, so that every page has something to show. Your own data go into a workspace of their own."
)


def _new_workspace() -> None:
    with st.form("new workspace", border=False, clear_on_submit=True):
        name = st.text_input(say(_("Name of the workspace")), placeholder=DEFAULT_WORKSPACE, max_chars=40)
        made = st.form_submit_button(say(_("Create")), type="primary", width="stretch")
    if made and (problem := begin(name or DEFAULT_WORKSPACE)):
        st.error(plain(problem))
    elif made:
        st.rerun()


def begin(name: str) -> str | None:
    """Create a workspace and go to it; what is wrong with the name, where something is."""
    try:
        go_to(name)
    except InsightError as error:
        return error.render(state.language())
    return None


def go_to(name: str) -> DuckWarehouse:
    """The workspace of that name, created when it is new, and at hand from the next run on.

    Raises InsightError for a name that cannot be one, or a workspace that cannot be opened.
    """
    warehouse = open_workspace(name)
    state.go_to_workspace(warehouse.workspace)
    return warehouse


def pick_target() -> str:
    """Where uploads go: the workspace at hand, but never among the sample data."""
    if not is_sample():
        return state.workspace()
    names = own_workspaces() or [DEFAULT_WORKSPACE]
    chosen = st.selectbox(
        say(_("Workspace for your own data")),
        names,
        accept_new_options=True,
        key="target",
        help=say(_("The sample data stay as they are. Type a name to begin a new workspace.")),
    )
    target = settings().workspace_folder(chosen.strip() or DEFAULT_WORKSPACE).name
    if target == SAMPLE_WORKSPACE:
        raise ParameterError("workspace", chosen, _("another workspace: nobody imports into the sample data"))
    return target


def ensure_sample() -> None:
    """Build the sample workspace on first start, saying what is being read.

    The place for it is there on every run, so that what follows keeps its own.
    """
    place = st.empty()
    if not is_sample() or opened().generation:
        return
    with place.status(say(_("Preparing the sample brand …")), expanded=True) as status, _building:
        build_sample(opened(), dt.datetime.now(), lambda file: status.update(label=say(_("Reading {file}", file=file))))
    place.empty()
