"""Two waves of a survey, compared."""

from insight.analysis.answers.statements import ANSWERS
from insight.analysis.survey_waves import tables
from insight.analysis.survey_waves.params import SurveyWavesParams
from insight.analysis.survey_waves.result import SurveyWavesResult
from insight.analysis.survey_waves.waves import Wave, check_answered, find_waves, read_wave, scored_surveys
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.statistics.waves import margin
from insight.warehouse import Warehouse

_PEOPLE = ANSWERS.select("SELECT DISTINCT customer_id FROM response WHERE customer_id IS NOT NULL")


def survey_waves(warehouse: Warehouse, params: SurveyWavesParams) -> SurveyWavesResult:
    """Compare every question that both waves asked.

    Raises NotEnoughDataError where there is one wave only or both asked nothing alike, ParameterError for a survey that
    is not there or a day that leaves a wave empty.
    """
    waves = find_waves(warehouse, params)
    before, after = (read_wave(warehouse, params, wave) for wave in (waves.before, waves.after))
    check_answered(waves, before, after)
    shared = tables.shared_questions(before, after)
    if not shared:
        raise NotEnoughDataError(
            _("The two waves have no question in common"),
            _("0 questions asked in the same words and with options in both"),
            _("Choose another earlier survey"),
        )
    found = scored_surveys(warehouse, params)
    scored, score = tables.all_scores(found)
    closed = sum(each.is_closed for read in (before, after) for each in read.questions)
    return SurveyWavesResult(
        params=params,
        before=waves.before.name,
        after=waves.after.name,
        is_guessed=waves.is_guessed,
        responses_before=int(before.responses["responses"]),
        responses_after=int(after.responses["responses"]),
        both=len(_people(warehouse, params, waves.before) & _people(warehouse, params, waves.after)),
        alone=closed - 2 * len(shared),
        scored=scored,
        score=score.value,
        score_margin=margin(score),
        changes=tables.changes(shared, before, after),
        scores=tables.scores(found),
        waves=waves,
        asked_before=tuple(each.before for each in shared),
        asked_after=tuple(each.after for each in shared),
    )


def _people(warehouse: Warehouse, params: SurveyWavesParams, wave: Wave) -> set[str]:
    read = read_wave(warehouse, params, wave)
    return set(warehouse.arrow(_PEOPLE, dict(read.values)).column("customer_id").to_pylist())
