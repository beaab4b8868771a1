"""The tables of the page on surveys."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from insight.analysis.answers.kept import keep_kind
from insight.analysis.answers.kinds import KINDS
from insight.analysis.crosstab import CrosstabParams, CrosstabResult, crosstab
from insight.analysis.survey import SurveyParams, SurveyResult
from insight.errors import InsightError
from insight.export.survey_book import survey_book, survey_file_name
from insight.govern import Asker, mask_contacts
from insight.govern.small_cells import seen_by
from insight.i18n import Text, _
from insight.ui.kit import state
from insight.ui.kit.language import say
from insight.ui.kit.role import asker
from insight.ui.kit.who import who
from insight.ui.survey.controls import groupings, same_survey, shortened
from insight.warehouse import DuckWarehouse

KIND_WORDS: dict[str, Text] = {
    "single": _("one choice"),
    "multiple": _("several choices"),
    "scale": _("marks"),
    "nps": _("net promoter score"),
    "matrix": _("grid"),
    "ranking": _("ranking"),
    "number": _("number"),
    "date": _("date"),
    "open": _("own words"),
}

_TESTS: dict[str, Text] = {
    "chi2": _("Chi-square"),
    "fisher": _("Fisher's exact test"),
    "permutation": _("Chi-square, shuffled"),
    "welch": _("Welch's analysis of variance"),
    "kruskal": _("Kruskal–Wallis"),
}


def show_questions(warehouse: DuckWarehouse, params: SurveyParams, result: SurveyResult) -> None:
    """Every question: what it is, who answered, means and scores; all tables to take along."""
    take_along(warehouse, params, result)
    rows = result.questions.to_dict("records")
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Question")): [f"— {row['item']}" if row["item"] else shortened(row["text"]) for row in rows],
                say(_("Kind of question")): [say(KIND_WORDS[row["kind"]]) for row in rows],
                say(_("Answered")): result.questions["base"],
                say(_("Refused")): result.questions["no_answer"],
                say(_("Known people")): result.questions["customers"],
                say(_("Mean")): result.questions["mean"].astype("float64").round(2),
                say(_("Net promoter score")): (100 * result.questions["nps"].astype("float64")).round(0),
            }
        ),
        hide_index=True,
        placeholder="–",
    )
    _say_kind(warehouse, result)


def _say_kind(warehouse: DuckWarehouse, result: SurveyResult) -> None:
    """A question that was taken for the wrong kind is said to be another, for everybody and for good."""
    texts = {row["question"]: shortened(row["text"]) for row in result.questions.to_dict("records") if not row["item"]}
    kinds = {"": say(_("as its cells say"))} | {kind: say(KIND_WORDS[kind]) for kind in KINDS}
    with st.form("kind of question", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        question = st.selectbox(
            say(_("Taken for the wrong kind?")), list(texts), format_func=lambda key: texts.get(key, str(key))
        )
        kind = st.selectbox(
            say(_("It is")),
            list(kinds),
            format_func=lambda key: kinds.get(key, str(key)),
            width=220,
        )
        is_said = st.form_submit_button(say(_("Keep this kind")))
    if is_said and question:
        at = dt.datetime.now().replace(microsecond=0)
        keep_kind(warehouse, result.survey, question, kind or None, at=at, by=who())
        st.rerun()


def take_along(warehouse: DuckWarehouse, params: SurveyParams, result: SurveyResult) -> None:
    """Everything as a workbook, every question by the groups that are chosen."""
    options = groupings(warehouse, result, "")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.multiselect(
            say(_("Every question by")),
            list(options),
            default=list(options)[:1],
            max_selections=5,
            format_func=lambda key: options.get(key, str(key)),
            key="survey_banners",
        )
        language, asks = state.language(), asker()
        at = dt.datetime.now().replace(microsecond=0)
        st.download_button(
            say(_("All tables (Excel)")),
            data=lambda: survey_book(
                warehouse, asks, result, list(_crossed(warehouse, params, result, chosen, asks)), language, at=at
            ),
            file_name=survey_file_name(result),
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="survey_xlsx",
            icon=":material/download:",
            on_click="ignore",
        )


def _crossed(
    warehouse: DuckWarehouse, params: SurveyParams, told: SurveyResult, by: list[str], asks: Asker
) -> Iterator[CrosstabResult]:
    """Every question with options by each of the groupings, as whoever asks may see it; of a grid every row."""
    asked = [
        number
        for each in told.asked
        if each.is_closed
        for number in (each.numbers if each.kind in ("matrix", "ranking") else (each.key,))
    ]
    for grouping in by:
        for question in asked:
            if question != grouping:
                try:
                    given = CrosstabParams(question=question, by=grouping, **same_survey(params, told))
                    yield seen_by(asks, crosstab(warehouse, given))
                except InsightError:
                    continue


def show_options(result: SurveyResult, question: str) -> None:
    """The options of a question with their numbers."""
    rows = result.options[result.options["question"] == question]
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Answer")): [
                    f"{row['item']}: {row['option']}" if row["item"] else row["option"]
                    for row in rows.to_dict("records")
                ],
                say(_("Responses")): rows["n"],
                say(_("Answered")): rows["base"],
                say(_("Share")): 100 * rows["share"].astype("float64"),
                say(_("Known people")): rows["customers"],
            }
        ),
        hide_index=True,
        column_config={say(_("Share")): st.column_config.NumberColumn(format="%.1f %%")},
    )


def show_quotes(result: SurveyResult) -> None:
    """What people wrote, with a search."""
    if result.quotes.empty:
        st.caption(say(_("Nobody wrote anything in their own words.")))
        return
    wanted = st.text_input(say(_("Search in what people wrote")), key="survey_search").strip().lower()
    rows = result.quotes.assign(quote=_masked(result.quotes["quote"].tolist()))
    if wanted:
        rows = rows[rows["quote"].str.lower().str.contains(wanted, regex=False)]
    st.caption(say(_("{n:count} texts", n=len(rows))))
    st.dataframe(
        pd.DataFrame(
            {
                say(_("What they wrote")): rows["quote"],
                say(_("Question")): [shortened(text) for text in rows["text"]],
                say(_("How often")): rows["n"],
            }
        ),
        hide_index=True,
    )


def _masked(quotes: Sequence[Any]) -> list[Any]:
    """Without the phones and addresses that people write; what a manager does not see stays hidden."""
    texts = pa.array([quote if isinstance(quote, str) else None for quote in quotes], pa.string())
    masked = mask_contacts(pa.chunked_array([texts])).to_pylist()
    return [quote if text is None else text for quote, text in zip(quotes, masked, strict=True)]


def show_tests(result: CrosstabResult) -> None:
    """Which test was used and what it says."""
    rows = result.tests.to_dict("records")
    st.dataframe(
        pd.DataFrame(
            {
                say(_("Answer")): [row["option"] or say(_("the whole question")) for row in rows],
                say(_("Test")): [say(_TESTS[row["test"]]) for row in rows],
                say(_("Statistic")): result.tests["statistic"].astype("float64").round(3),
                say(_("Degrees of freedom")): result.tests["df"].astype("float64").round(1),
                say(_("p, corrected")): result.tests["p_corrected"].astype("float64").round(4),
                say(_("Effect")): result.tests["effect"].astype("float64").round(3),
            }
        ),
        hide_index=True,
        placeholder="–",
    )
