"""Two waves of a survey, below the answers."""

import datetime as dt
from typing import Any

import streamlit as st

from insight.analysis.answers.read import known_surveys
from insight.analysis.survey import SurveyParams, SurveyResult
from insight.analysis.survey_waves import SurveyWavesParams, SurveyWavesResult, survey_waves
from insight.charts.survey.waves import waves_picture
from insight.errors import InsightError
from insight.i18n import _
from insight.segments import Segment
from insight.ui.kit import state
from insight.ui.kit.cache import analyse
from insight.ui.kit.cells import pick_people
from insight.ui.kit.findings import show_findings
from insight.ui.kit.language import say, shown
from insight.ui.kit.picture import show_picture
from insight.ui.kit.table import show_table
from insight.ui.people.bar import finding_people, segment_bar
from insight.ui.survey.controls import shortened
from insight.warehouse import DuckWarehouse

_USUAL, _ONE_DAY = "", "\x1fday"


def show_waves(warehouse: DuckWarehouse, params: SurveyParams, told: SurveyResult) -> None:
    """Choose the earlier wave, read what moved, open the people of an answer in either wave."""
    asked = _pick_waves(warehouse, params, told)
    own: dict[str, Any] = {"as_of": params.as_of, "currency": params.currency, "is_weighted": params.is_weighted}
    own["weight_to"] = params.weight_to
    try:
        result = analyse(
            survey_waves, warehouse, SurveyWavesParams(survey=told.survey, kinds=params.kinds, **own, **asked)
        )
    except InsightError as error:
        st.info(error.render(state.language()))
        return
    found = result.findings()
    show_findings(found, key="waves_findings")
    finding_people(warehouse, result, found, key="waves_findings")
    show_picture(
        waves_picture(result, state.language(), state.recall("wave_answer")), key="waves", chooses="wave_answer"
    )
    segment_bar(warehouse, lambda: _pick_people(result), key="wave_answer")
    _show_changes(result)
    _show_scores(result)


def _pick_waves(warehouse: DuckWarehouse, params: SurveyParams, told: SurveyResult) -> dict[str, Any]:
    others = [row["survey"] for row in analyse(known_surveys, warehouse, params.as_of) if row["survey"] != told.survey]
    words = {_USUAL: say(_("the one before, or the longest pause"))} | {name: str(name) for name in others}
    words[_ONE_DAY] = say(_("the same survey before a day"))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        chosen = st.selectbox(
            say(_("Earlier wave")), list(words), format_func=lambda key: words.get(key, str(key)), key="wave_against"
        )
        if chosen != _ONE_DAY:
            return {"against": chosen or None}
        day: dt.date | None = st.date_input(
            say(_("The later wave began on")),
            value=None if told.last_at is None else told.last_at.date(),
            max_value=params.as_of - dt.timedelta(days=1),
            key="wave_day",
            format="YYYY-MM-DD",
            width=200,
        )
    return {"split_on": day}


def _pick_people(result: SurveyWavesResult) -> Segment | None:
    hint = _("Click a point, or choose an answer here")
    return pick_people(result, _("Whose list"), key="wave_answer", hint=hint)


def _show_changes(result: SurveyWavesResult) -> None:
    """Every number of both waves, the surest first."""
    rows = result.changes.sort_values(["p_corrected", "p"], kind="stable", na_position="last")
    told = rows.to_dict("records")
    show_table(
        rows,
        result.COLUMNS["changes"],
        {
            "text": _("Question"),
            "answer": _("Answer"),
            "before": _("Last time"),
            "after": _("Now"),
            "difference": _("Difference"),
            "between": _("From – to"),
            "certain": _("More than chance"),
        },
        words={
            "text": [shortened(row["text"]) for row in told],
            "answer": [shortened(" · ".join(part for part in (row["item"], row["option"]) if part)) for row in told],
            "before": [_form(row["measure"], row["before"]) for row in told],
            "after": [_form(row["measure"], row["after"]) for row in told],
            "difference": [_form(row["measure"], row["difference"], is_change=True) for row in told],
            "between": [
                " – ".join(_form(row["measure"], row[end], is_change=True) for end in ("low", "high")) for row in told
            ],
            "certain": [say(_("yes") if row["certain"] else _("no")) for row in told],
        },
    )


def _form(measure: str, value: float, *, is_change: bool = False) -> str:
    """A share in per cent, its change in points; a score in points; a mean as it is."""
    if value != value:
        return "–"
    sign = "+" if is_change or measure == "nps" else ""
    if measure == "mean":
        return f"{value:{sign}.2f}"
    if measure == "share" and not is_change:
        return shown(value, "percent")
    return f"{100 * value:{sign}.{1 if measure == 'share' else 0}f}"


def _show_scores(result: SurveyWavesResult) -> None:
    if len(result.scores) < 2:
        return
    st.markdown(f"##### {say(_('The score of every survey'))}")
    rows = result.scores
    show_table(
        rows,
        result.COLUMNS["scores"],
        {"survey": _("Survey"), "last_at": _("Last response"), "base": _("Answered"), "score": _("Net promoter score")},
        words={
            "score": [
                "–" if row["nps"] != row["nps"] else f"{100 * row['nps']:+.0f} ± {50 * (row['high'] - row['low']):.0f}"
                for row in rows.to_dict("records")
            ]
        },
    )
    st.caption(
        say(
            _(
                "All together: {score:+.0f}, give or take {margin:.0f}",
                score=100 * result.score,
                margin=100 * result.score_margin,
            )
        )
    )
