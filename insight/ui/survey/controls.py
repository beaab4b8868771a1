"""What can be chosen on the page on surveys."""

from typing import Any

import streamlit as st

from insight.analysis.answers.read import known_surveys
from insight.analysis.answers.weighting import USUAL
from insight.analysis.answers.words import LINE, short
from insight.analysis.crosstab import CrosstabResult
from insight.analysis.crosstab.groups import FACTS, WAVE, labels_by_column
from insight.analysis.survey import SurveyParams, SurveyResult
from insight.analysis.traits import known_traits, trait_titles
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import analyse, of_data
from insight.ui.kit.cells import pick_people
from insight.ui.kit.language import say
from insight.ui.kit.parameters import pick
from insight.ui.kit.scope import as_of
from insight.warehouse import DuckWarehouse

_CLOSED = ("single", "multiple", "scale", "nps", "matrix", "ranking")


def pick_survey(warehouse: DuckWarehouse) -> dict[str, Any]:
    """Which survey, and whether its weights are used: fields of SurveyParams."""
    known = {
        row["survey"]: say(_("{name} · {n:count} responses", name=row["survey"], n=row["responses"]))
        for row in _known(warehouse)
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        survey = st.selectbox(
            say(_("Survey")),
            list(known),
            format_func=lambda name: known.get(name, str(name)),
            key="survey",
            bind="query-params",
        )
        weighted = pick(SurveyParams, "is_weighted", key="survey_weighted")
    return {"survey": survey, "is_weighted": weighted, "weight_to": _pick_members(warehouse)}


def _pick_members(warehouse: DuckWarehouse) -> tuple[str, ...]:
    """The switch that weights the answers to all members, and by which traits."""
    known = {trait.name: trait.label for trait in of_data(known_traits, warehouse)}
    usual = [name for name in USUAL if name in known]
    if not usual:
        return ()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        is_asked = st.toggle(
            say(_("Weight to our members")),
            key="survey_to_members",
            help=say(_("Who likes the brand answers more often: count each tier and city as often as it is there.")),
        )
        if not is_asked:
            return ()
        chosen = st.multiselect(
            say(_("So that these are as among all members")),
            list(known),
            default=usual[:2],
            format_func=lambda name: say(known[name]) if name in known else str(name),
            max_selections=5,
            key="survey_weight_to",
        )
    return tuple(chosen)


def _known(warehouse: DuckWarehouse) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = analyse(known_surveys, warehouse, as_of(warehouse))
    return found


def same_survey(params: SurveyParams, told: SurveyResult) -> dict[str, Any]:
    """What another analysis of the same answers is asked with."""
    shared = {name: getattr(params, name) for name in ("as_of", "currency", "is_weighted", "kinds", "weight_to")}
    return shared | {"survey": told.survey}


def survey_in_words(warehouse: DuckWarehouse) -> str:
    """Which survey is told, in one line."""
    rows = _known(warehouse)
    name = state.recall("survey") or (rows[0]["survey"] if rows else "–")
    row = next((each for each in rows if each["survey"] == name), None)
    if row is None:
        return str(name)
    if row["first_at"] is None:
        return say(_("{name} · {n:count} responses", name=name, n=row["responses"]))
    return say(
        _(
            "{name} · {n:count} responses, {first:day} to {last:day}",
            name=name,
            n=row["responses"],
            first=row["first_at"].date(),
            last=row["last_at"].date(),
        )
    )


def pick_question(result: SurveyResult) -> str | None:
    """The question whose answers are drawn: the score first, else the first with options."""
    rows = result.questions[(result.questions["item"] == "") & result.questions["kind"].isin(_CLOSED)]
    texts = {row["question"]: shortened(row["text"]) for row in rows.to_dict("records")}
    if not texts:
        st.caption(say(_("This survey has no question with options: read what people wrote below.")))
        return None
    scored = rows.loc[rows["kind"] == "nps", "question"].tolist()
    keys = list(texts)
    chosen: str | None = st.selectbox(
        say(_("Question")),
        keys,
        index=keys.index(scored[0]) if scored else 0,
        format_func=lambda key: texts.get(key, str(key)),
        key="survey_question",
        filter_mode="contains",
    )
    return chosen


def pick_answer(result: SurveyResult, question: str) -> Segment | None:
    """The people who gave an answer."""
    hint = _("Click a bar, or choose an answer here")
    return pick_people(
        result, _("Whose list"), key="survey_answer", hint=hint, only=lambda cell: cell.point[0] == question
    )


def pick_groups(warehouse: DuckWarehouse, result: SurveyResult, question: str) -> tuple[str | None, str]:
    """The row of a grid where the question is one, and what the answers are told apart by."""
    grid = next(each for each in result.asked if each.key == question)
    rows = {item.number: item.text for item in grid.items} if grid.kind in ("matrix", "ranking") else {}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        item: str | None = None
        if rows:
            item = st.selectbox(
                say(_("Row of the grid")),
                list(rows),
                format_func=lambda number: rows.get(number, number),
                key="crosstab_item",
            )
        options = groupings(warehouse, result, question)
        by = st.selectbox(
            say(_("Compare by")),
            list(options),
            format_func=lambda key: options.get(key, str(key)),
            key="crosstab_by",
            filter_mode="contains",
        )
    return item, str(by)


def groupings(warehouse: DuckWarehouse, result: SurveyResult, question: str) -> dict[str, str]:
    """Everything that answers can be told apart by, and what people call it: first what tells most, then traits."""
    asked = {
        row["question"]: shortened(row["text"])
        for row in result.questions.to_dict("records")
        if row["item"] == "" and row["kind"] in ("single", "multiple") and row["question"] != question
    }
    waves = {WAVE: say(_("Month of the answer"))} if result.first_at is not None else {}
    if not result.customers:
        return waves | asked
    called = {column: say(label.title) for column, (_column, _labels, label) in labels_by_column().items()}
    facts = {key: say(title) for key, title in FACTS.items()}
    traits = {name: say(title) for name, title in of_data(trait_titles, warehouse).items()}
    return called | facts | waves | asked | {name: title for name, title in traits.items() if name not in facts}


def pick_cell(result: CrosstabResult) -> Segment | None:
    """The people of a group who gave an answer."""
    return pick_people(result, _("Whose list"), key="crosstab_cell", hint=_("Click a cell, or choose people here"))


def shortened(text: object) -> str:
    """A question or an option as it fits into a line."""
    return short(text, LINE)
