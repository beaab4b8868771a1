"""The tables of paths: which event follows which, and the most common ways as a whole."""

import pandas as pd
import streamlit as st

from insight.analysis.paths import PathsResult
from insight.analysis.paths.words import path_name, step_name, way_name
from insight.i18n import _
from insight.ui.kit.language import say, shown
from insight.ui.kit.role import is_manager
from insight.ui.kit.table import show_frame

NOT_BESIDE = _("Not in the manager's view: beside the picture it would tell single persons.")


def show_matrix(result: PathsResult) -> None:
    """What follows each event, as a share of all that follows it: in any visit, wherever in it."""
    if is_manager():
        st.caption(say(NOT_BESIDE))
        return
    events = list(dict.fromkeys(result.matrix["event"]))
    then = [*events, *(name for name in dict.fromkeys(result.matrix["next"]) if name not in events)]
    wide = result.matrix.pivot(index="event", columns="next", values="share").reindex(index=events, columns=then)
    table = wide.map(lambda share: "–" if pd.isna(share) else shown(float(share), "percent"))
    names = [say(step_name(str(name), is_back=False)) for name in then]
    table.columns = pd.Index([f"→ {name}" for name in names])
    table.index = pd.Index(names[: len(events)])
    show_frame(table)
    st.caption(say(_("A row is an event; its cells say what came next, of all that came next.")))


def show_ways(result: PathsResult) -> None:
    """Every way between two steps with its people and visits."""
    rows = result.links.to_dict("records")
    show_frame(
        pd.DataFrame(
            {
                say(_("Step")): [int(row["step"]) + 1 for row in rows],
                say(_("Way")): [say(way_name(row, is_back=result.params.is_back)) for row in rows],
                say(_("Number of people")): result.links["customers"],
                say(_("Visits")): result.links["visits"],
                say(_("Share")): [
                    "–" if pd.isna(row["share"]) else shown(float(row["share"]), "percent") for row in rows
                ],
            }
        ),
        hide_index=True,
    )


def show_paths(result: PathsResult) -> None:
    """The most common ways as a whole."""
    if is_manager():
        st.caption(say(NOT_BESIDE))
        return
    names = [say(path_name(str(path), is_back=result.params.is_back)) for path in result.paths["path"]]
    show_frame(
        pd.DataFrame(
            {
                say(_("Way")): names,
                say(_("Number of people")): result.paths["customers"],
                say(_("Visits")): result.paths["visits"],
            }
        ),
        hide_index=True,
    )
