"""What to do for each group, with its people one click away."""

from typing import Any

import pandas as pd
import streamlit as st

from insight.analysis.rfm import RfmParams, RfmResult
from insight.analysis.rfm.advice import ADVICE
from insight.i18n import _
from insight.results.defined import defined
from insight.ui.kit import asked
from insight.ui.kit.choices import choose
from insight.ui.kit.language import plain, say
from insight.ui.people.bar import open_people
from insight.ui.rfm.groups import SCHEMES
from insight.ui.rfm.tables import scores_of
from insight.warehouse import DuckWarehouse


def show_advice(warehouse: DuckWarehouse, result: RfmResult, params: RfmParams) -> None:
    """A sentence for each group that has people, in the order of the naming."""
    scheme = choose(_("Naming"), SCHEMES, key="rfm_advice")
    groups = result.groups[result.groups["scheme"] == scheme]
    with st.container(gap="small", key="rfm_to_do"):
        for row in groups.to_dict("records"):
            if row["customers"] != 0:
                _line(row)
    for group in groups["group"]:
        if asked.is_asked(_key(group)):
            segment = result.segment(scheme=scheme, group=group)
            open_people(warehouse, segment, key=_key(group), more=lambda: scores_of(warehouse, params))


def _key(group: str) -> str:
    return f"do_{group}"


def _line(row: dict[Any, Any]) -> None:
    key = _key(row["group"])
    people = say(_("{n:count} people", n=row["customers"]))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        head = say(
            _("**{name}** · {people}, {share:percent} of revenue", name=row["label"], people=people, share=_share(row))
        )
        st.markdown(f"{head}  \n{plain(say(ADVICE[row['group']]))}", width="stretch")
        st.button(say(_("See these people")), key=f"see_{key}", type="tertiary", on_click=asked.ask, args=(key,))


def _share(row: dict[Any, Any]) -> float | None:
    share = pd.to_numeric(row["net_amount_share"], errors="coerce")
    return defined(share)
