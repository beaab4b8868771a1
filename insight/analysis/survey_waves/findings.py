"""What is worth saying about two waves of a survey."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.answers.words import short
from insight.i18n import Text, _
from insight.results import Finding

if TYPE_CHECKING:
    from insight.analysis.survey_waves.result import SurveyWavesResult

_MOST = 5


def findings(result: "SurveyWavesResult") -> Iterator[Finding]:
    """The score first, then the numbers that moved most, then all scores together and what to be careful about."""
    scores = result.changes[result.changes["measure"] == "nps"]
    for row in scores.to_dict("records"):
        yield _score(row)
    moved = result.changes[result.changes["certain"].astype(bool) & (result.changes["measure"] != "nps")]
    if moved.empty:
        yield _nothing(result)
    ordered = moved.sort_values(["p_corrected", "p"], kind="stable")
    for row in ordered.head(_MOST).to_dict("records"):
        yield _moved(row)
    yield from _together(result)
    yield from _careful(result)


def _score(row: dict[Any, Any]) -> Finding:
    half = 50 * (row["high"] - row["low"])
    text = _(
        "The net promoter score went from {before:+.0f} to {after:+.0f}: {difference:+.0f}, give or take {margin:.0f}",
        before=100 * row["before"],
        after=100 * row["after"],
        difference=100 * row["difference"],
        margin=half,
    )
    if not row["certain"]:
        text = _(
            "The net promoter score was {before:+.0f} and is {after:+.0f}: no change can be seen, only one of about "
            "{margin:.0f} points or more would be",
            before=100 * row["before"],
            after=100 * row["after"],
            margin=half,
        )
    return _finding(row, text, cell={"question": row["question"], "option": "detractors"})


def _moved(row: dict[Any, Any]) -> Finding:
    if row["measure"] == "mean":
        name = row["item"] or row["text"]
        text = _(
            "“{name}” went from {before:.1f} to {after:.1f} on average",
            name=short(name),
            before=float(row["before"]),
            after=float(row["after"]),
        )
        return _finding(row, text, cell=None)
    text = _(
        "“{question}”: {before:percent} said “{option}”, now {after:percent}",
        question=short(row["text"]),
        option=short(row["option"]),
        before=float(row["before"]),
        after=float(row["after"]),
    )
    return _finding(row, text, cell={"question": row["question"], "option": row["option"], "item": row["item"]})


def _finding(row: dict[Any, Any], text: Text, *, cell: dict[str, Any] | None) -> Finding:
    return Finding(
        text=text,
        value=float(row["difference"]),
        n=int(row["base_before"] + row["base_after"]),
        low=float(row["low"]),
        high=float(row["high"]),
        certain=bool(row["certain"]),
        cell=cell,
    )


def _nothing(result: "SurveyWavesResult") -> Finding:
    numbers = result.changes[result.changes["measure"] != "nps"]
    return Finding(
        text=_(
            "No other answer can be seen to have moved between “{before}” and “{after}”: {count} numbers were compared",
            before=result.before,
            after=result.after,
            count=len(numbers),
        ),
        value=None,
        n=result.responses_before + result.responses_after,
        certain=False,
    )


def _together(result: "SurveyWavesResult") -> Iterator[Finding]:
    if len(result.scores) < 2:
        return
    yield Finding(
        text=_(
            "All {surveys} surveys with a score together: {score:+.0f}, give or take {margin:.0f} ({n:count} answered)",
            surveys=len(result.scores),
            score=100 * result.score,
            margin=100 * result.score_margin,
            n=result.scored,
        ),
        value=result.score,
        n=result.scored,
        low=result.score - result.score_margin,
        high=result.score + result.score_margin,
    )


def _careful(result: "SurveyWavesResult") -> Iterator[Finding]:
    n = result.responses_before + result.responses_after
    if result.is_guessed:
        text = _(
            "The survey was parted after its longest pause: the later wave is “{after}”; choose the day if it "
            "was another",
            after=result.after,
        )
        yield Finding(text=text, value=None, n=n, certain=False)
    if result.alone:
        text = _(
            "{n:count} question stands in one wave only, or was worded otherwise, and is not compared",
            "{n:count} questions stand in one wave only, or were worded otherwise, and are not compared",
            n=result.alone,
        )
        yield Finding(text=text, value=float(result.alone), n=n)
