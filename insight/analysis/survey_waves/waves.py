"""Which responses are the earlier wave and which the later."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from insight.analysis.answers.kinds import stated_kinds
from insight.analysis.answers.questions import Question
from insight.analysis.answers.read import Read, known_surveys, read_survey
from insight.analysis.answers.statements import ANSWERS, bound
from insight.analysis.survey_waves.params import SurveyWavesParams
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import Text, _
from insight.statistics.intervals import SMALL
from insight.warehouse import Warehouse

SHORTEST_PAUSE = 14
"""Days without a response that part two waves of one survey."""

_MOST_SURVEYS = 12

_DAYS = ANSWERS.select("""
SELECT submitted_at::DATE AS day, count(*) AS responses
FROM response
WHERE submitted_at IS NOT NULL
GROUP BY submitted_at::DATE
ORDER BY day
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One asking: a survey, or its responses `since` a day or `until` a day."""

    survey: str
    name: Text
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waves:
    """`before` and `after`; `is_guessed`: the day that parts them is the end of the longest pause."""

    before: Wave
    after: Wave
    is_guessed: bool = False


def find_waves(warehouse: Warehouse, params: SurveyWavesParams) -> Waves:
    """Raises NotEnoughDataError where there is only one wave, ParameterError for a survey that is not there."""
    later = read_wave(warehouse, params, None)
    if params.split_on is not None:
        return _parted(later.survey, params.split_on)
    if params.against is not None:
        return _two(params.against, later.survey)
    earlier = _earlier(warehouse, params, later)
    if earlier is not None:
        return _two(earlier, later.survey)
    day = _pause(warehouse, params, later.survey)
    if day is None:
        raise NotEnoughDataError(
            _("This survey was asked once"),
            _("0 older surveys with one of its questions, no pause of {days} days", days=SHORTEST_PAUSE),
            _("Import an earlier wave, or name the day on which the later wave began"),
        )
    return _parted(later.survey, day, is_guessed=True)


def read_wave(warehouse: Warehouse, params: SurveyWavesParams, wave: Wave | None) -> Read:
    """The answers of a wave; None: of the whole later survey."""
    return read_survey(
        warehouse,
        survey=params.survey if wave is None else wave.survey,
        as_of=params.as_of,
        is_weighted=params.is_weighted,
        kinds=stated_kinds(params.kinds),
        since=None if wave is None else wave.since,
        until=None if wave is None else wave.until,
        weight_to=params.weight_to,
    )


def scored_surveys(warehouse: Warehouse, params: SurveyWavesParams) -> list[tuple[dict[str, Any], Read, Question]]:
    """The newest surveys that asked for a net promoter score, the oldest first: survey, answers, question."""
    found = []
    for row in known_surveys(warehouse, params.as_of)[:_MOST_SURVEYS]:
        read = read_wave(warehouse, params, Wave(survey=str(row["survey"]), name=_("{name}", name=row["survey"])))
        scores = [each for each in read.questions if each.kind == "nps"]
        if scores:
            found.append((row, read, scores[0]))
    return found[::-1]


def _two(before: str, after: str) -> Waves:
    return Waves(
        before=Wave(survey=before, name=_("{name}", name=before)),
        after=Wave(survey=after, name=_("{name}", name=after)),
    )


def _parted(survey: str, day: dt.date, *, is_guessed: bool = False) -> Waves:
    return Waves(
        before=Wave(survey=survey, until=day, name=_("{survey} before {day:day}", survey=survey, day=day)),
        after=Wave(survey=survey, since=day, name=_("{survey} from {day:day}", survey=survey, day=day)),
        is_guessed=is_guessed,
    )


def _earlier(warehouse: Warehouse, params: SurveyWavesParams, later: Read) -> str | None:
    """The newest older survey that has one of the questions with options."""
    wanted = {each.text for each in later.questions if each.is_closed}
    names = [str(row["survey"]) for row in known_surveys(warehouse, params.as_of)]
    for name in names[names.index(later.survey) + 1 :][:_MOST_SURVEYS]:
        other = read_wave(warehouse, params, Wave(survey=name, name=_("{name}", name=name)))
        if wanted & {each.text for each in other.questions if each.is_closed}:
            return name
    return None


def _pause(warehouse: Warehouse, params: SurveyWavesParams, survey: str) -> dt.date | None:
    """The first day after the longest pause, where enough answered on both sides of it."""
    rows = warehouse.arrow(_DAYS, bound(survey, params.as_of)).to_pylist()
    pauses = [(next_["day"] - row["day"], next_["day"]) for row, next_ in pairwise(rows)]
    longest, day = max(pauses, default=(dt.timedelta(), None), key=lambda each: (each[0], each[1]))
    if day is None or longest.days < SHORTEST_PAUSE:
        return None
    before = sum(row["responses"] for row in rows if row["day"] < day)
    after = sum(row["responses"] for row in rows if row["day"] >= day)
    return day if min(before, after) >= SMALL else None


def check_answered(waves: Waves, before: Read, after: Read) -> None:
    """Raises ParameterError where the day leaves a wave without a response."""
    for wave, read in ((waves.before, before), (waves.after, after)):
        if not read.responses["responses"]:
            raise ParameterError("split_on", wave.since or wave.until or "–", _("a day with responses on both sides"))
