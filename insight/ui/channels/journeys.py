"""Journeys across channels, below the picture of channels."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.channels import ChannelsParams
from insight.analysis.journeys import JourneysParams, JourneysResult, journeys
from insight.analysis.journeys.words import journey_name, move_name
from insight.charts.channels.journeys import journey_flow
from insight.errors import InsightError
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.cells import pick_people
from insight.ui.kit.findings import show_findings
from insight.ui.kit.language import say, shown
from insight.ui.kit.method import show_method
from insight.ui.kit.parameters import pick
from insight.ui.kit.picture import show_picture
from insight.ui.kit.role import is_manager
from insight.ui.kit.table import show_frame
from insight.ui.people.bar import finding_people, segment_bar
from insight.warehouse import DuckWarehouse

_SHOWN = 30


def show_journeys(warehouse: DuckWarehouse, asked: ChannelsParams) -> None:
    """Who met which channel first, which next, and where they ordered."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        until = pick(JourneysParams, "until", key="journey_until")
        kept = pick(JourneysParams, "kept", key="journey_kept", width=220)
    params = JourneysParams(as_of=asked.as_of, currency=asked.currency, until=until, kept=kept)
    try:
        result = analyse(journeys, warehouse, params)
    except InsightError as error:
        st.info(error.render(state.language()))
        return
    picked = state.recall("journey")
    show_picture(journey_flow(result, state.language(), picked), key="journey_flow", chooses="journey")
    segment_bar(warehouse, lambda: _pick(result), key="journey")
    found = result.findings()
    show_findings(found, key="journey_findings")
    finding_people(warehouse, result, found, key="journey_findings")
    _show_tables(result)
    st.markdown(f"##### {say(_('How are journeys computed?'))}")
    show_method(result.method(), params)


def _pick(result: JourneysResult) -> Segment | None:
    return pick_people(result, _("Whose list"), key="journey", hint=_("Click a bar, or choose people here"))


def _show_tables(result: JourneysResult) -> None:
    if is_manager():
        st.caption(say(_("Not in the manager's view: beside the picture it would tell single persons.")))
        return
    whole, moves = result.journeys.head(_SHOWN).to_dict("records"), result.moves.head(_SHOWN).to_dict("records")
    show_frame(
        pd.DataFrame(
            {
                say(_("Journey")): [say(journey_name(row)) for row in whole],
                say(_("Number of people")): [row["customers"] for row in whole],
                say(_("Share")): [shown(row["share"], "percent") for row in whole],
            }
        ),
        hide_index=True,
    )
    show_frame(
        pd.DataFrame(
            {
                say(_("From one channel to the next")): [say(move_name(row)) for row in moves],
                say(_("Number of people")): [row["customers"] for row in moves],
                say(_("of those who met the first")): [
                    say(_("{share:percent} ({low:percent} to {high:percent})", **_rate(row))) for row in moves
                ],
                say(_("Days between, median")): [f"{row['days']:,.1f}" for row in moves],
            }
        ),
        hide_index=True,
    )
    st.caption(say(_("A move is between two channels met directly after each other, anywhere in a journey.")))


def _rate(row: dict[Any, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("share", "low", "high")}
