"""The tables and the people of the page on what to offer next."""

import pandas as pd
import streamlit as st

from insight.analysis.recommend import RecommendResult, personal, reasons
from insight.analysis.recommend_exam import called
from insight.charts.recommend.exam import exam_bars
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.language import say, shown
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import intervals, show_table
from insight.ui.people.bar import segment_bar
from insight.ui.recommend.controls import everybody_chosen, group_name, pick_people
from insight.warehouse import DuckWarehouse

_OFFERS = (1, 2, 3)


def people_bar(warehouse: DuckWarehouse, result: RecommendResult) -> None:
    """The people of a product, and everybody; their list says what to offer each, and why."""
    language = state.language()
    chosen: list[Segment] = []

    def choose() -> Segment | None:
        segment = pick_people(result)
        chosen.extend([segment] if segment else [])
        return segment

    segment_bar(warehouse, choose, key="offer", more=lambda: reasons(warehouse, result, chosen[0], language))
    everybody = everybody_chosen(result)
    segment_bar(
        warehouse,
        lambda: _said(everybody),
        key="everybody_offered",
        more=lambda: reasons(warehouse, result, everybody, language),
    )


def _said(everybody: Segment) -> Segment:
    st.caption(say(_("Or one list of everybody, with up to three offers each and the reasons")))
    return everybody


def show_exam(result: RecommendResult) -> None:
    """How every way of picking offers did on the held-out days."""
    if result.exam.empty:
        st.info(say(result.exam_findings[0].text), icon=":material/info:")
        return
    language = state.language()
    show_picture(exam_bars(result.exam, language, days=result.params.hold_out_days), key="offers_exam")
    rows = result.exam
    show_table(
        rows,
        result.COLUMNS["exam"],
        {
            "method": _("Way of picking"),
            "recall": _("Hit of what was bought"),
            "interval": _("95 % interval"),
            "gain": _("nDCG"),
            "new_hits": _("Hits new to the person"),
            "coverage": _("Products offered"),
            "novelty": _("Novelty (bits)"),
            "difference": _("More than best sellers"),
            "apart": _("95 % for all at once"),
            "is_better": _("Beats best sellers"),
        },
        words={
            "method": [say(called(method)) for method in rows["method"]],
            "interval": intervals(rows["recall_low"], rows["recall_high"]),
            "difference": [shown(value, "percent") for value in rows["difference"]],
            "apart": intervals(rows["low"], rows["high"]),
            "novelty": [f"{value:.1f}" for value in rows["novelty"]],
        },
    )


def show_groups(result: RecommendResult) -> None:
    """The next offers of each group of RFM, with the share of its people who are offered them."""
    st.caption(say(_("To make a list for one group, choose it in the line above the picture.")))
    rows = []
    for key, part in result.groups.groupby("rfm_group", sort=False):
        top = part.sort_values("place").head(len(_OFFERS)).to_dict("records")
        row = {
            say(_("Group")): group_name(str(key)),
            say(_("Number of people")): shown(top[0]["group_customers"], "count"),
        }
        for number, each in zip(_OFFERS, top, strict=False):
            row[say(_("Offer {place}", place=number))] = say(
                _("{name} ({share:percent})", name=each["name"], share=float(each["share"]))
            )
        rows.append(row)
    st.dataframe(pd.DataFrame(rows), hide_index=True, placeholder="–")


def show_reasons(result: RecommendResult) -> None:
    """Which offers are made for which reason, to how many people."""
    rows = result.reasons
    if rows.empty:
        st.caption(say(_("Best sellers are offered; there are no reasons of a person's own.")))
        return
    told = [
        say(personal(result.method_used, row["owned"], row["n"], row["owned_n"])) for row in rows.to_dict("records")
    ]
    show_table(
        rows,
        result.COLUMNS["reasons"],
        {"name": _("Offer"), "why": _("Why"), "customers": _("Number of people")},
        words={"why": told},
    )


def show_products(result: RecommendResult) -> None:
    """Every product on sale."""
    show_table(
        result.products,
        result.COLUMNS["products"],
        {
            "name": _("Product"),
            "category": _("Category"),
            "customers": _("Offered to"),
            "first": _("First of all"),
            "personal": _("Picked for them"),
            "popular": _("As a best seller"),
            "newcomer": _("To newcomers"),
            "buyers": _("Have bought it"),
        },
    )
