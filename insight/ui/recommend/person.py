"""What to offer one person next, on the page of that person."""

import pandas as pd
import streamlit as st

from insight.analysis.customer import CustomerParams, customer_segment
from insight.analysis.recommend import BASES, RecommendParams, offers, recommend
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.language import say
from insight.warehouse import DuckWarehouse


def show_person_offers(warehouse: DuckWarehouse, params: CustomerParams) -> None:
    """Up to three offers with their reasons, and on what ground they are made."""
    result = analyse(recommend, warehouse, RecommendParams(as_of=params.as_of, currency=params.currency))
    rows = offers(warehouse, result, customer_segment(params), state.language()).sort_values("place")
    if rows.empty:
        st.caption(say(_("Nothing can be offered to this person: all that suits was bought lately.")))
        return
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Offer")): rows["offer"],
                say(_("Why")): rows["why"],
                say(_("Offers are")): [say(BASES[basis]) for basis in rows["basis"]],
            }
        ),
        hide_index=True,
    )
    st.caption(say(result.exam_findings[0].text))
