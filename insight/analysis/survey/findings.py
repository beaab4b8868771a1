"""What is worth saying about the answers of a survey."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from insight.analysis.answers.words import short
from insight.i18n import Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of
from insight.statistics.raking import LARGEST

if TYPE_CHECKING:
    from insight.analysis.survey.result import SurveyResult

_MOST_CHOICES = 3
_FEW_KNOWN = 0.5
_A_POINT = 0.01
_OF_PERSON = re.compile(
    r"\b(?:age|gender|sex|race|income|education|region|location|occupation)\b|educ|income|性别|年龄|收入|学历|职业|城市|地区|省份",
    re.IGNORECASE,
)
"""Words in questions about what a person is."""


def findings(result: "SurveyResult") -> list[Finding]:
    """The score, the worst and best mark of a grid, what most chose, who answered, what to be careful about."""
    return [
        *_scores(result),
        *_to_members(result),
        *_grids(result),
        *_choices(result),
        *_known(result),
        *_doubts(result),
    ]


def _scores(result: "SurveyResult") -> Iterator[Finding]:
    scored = result.questions[result.questions["nps"].notna()]
    for row in scored.to_dict("records"):
        size = float(row["effective_n"])
        yield Finding(
            text=_(
                "The net promoter score is {score:+.0f}, give or take {margin:.0f} ({n:count} answered): the share who "
                "would recommend minus the share who would not",
                score=100 * row["nps"],
                margin=50 * (row["nps_high"] - row["nps_low"]),
                n=row["base"],
            ),
            value=float(row["nps"]),
            n=int(row["base"]),
            low=float(row["nps_low"]),
            high=float(row["nps_high"]),
            certain=size >= SMALL,
            cell={"question": row["question"], "option": "detractors"},
        )


def _to_members(result: "SurveyResult") -> Iterator[Finding]:
    """What weights to the members changed, from whom nobody answered, and whether weights were cut."""
    told = result.weighting
    if told is None:
        return
    traits = _all_of(told.titles)
    yield Finding(
        text=_(
            "Weighted to our {members:count} members by {traits}, {change}; {n:count} responses say as much as "
            "{effective:.0f} of equal weight",
            members=told.members,
            traits=traits,
            change=_change(result),
            n=result.responses,
            effective=result.effective_n,
        ),
        value=result.effective_n,
        n=result.responses,
    )
    if told.silent:
        group, share = told.silent[0]
        text = _(
            "Nobody answered from {group} ({share:percent} of the members): no weight can speak for them",
            group=group,
            share=share,
        )
        yield Finding(text=text, value=share, n=told.people, certain=False)
    if told.is_cut:
        text = _(
            "Some would have counted for more than {largest:.0f} people and count for {largest:.0f}: few of their kind "
            "answered",
            largest=LARGEST,
        )
        yield Finding(text=text, value=LARGEST, n=told.people, certain=False)


def _change(result: "SurveyResult") -> Text:
    """The score where there is one, else the answer that changes most."""
    moves = result.moved[result.moved["after"].notna() & result.moved["before"].notna()]
    scores = moves[moves["option"] == ""]
    for row in scores.to_dict("records"):
        return _(
            "the score goes from {before:+.0f} to {after:+.0f}", before=100 * row["before"], after=100 * row["after"]
        )
    rows = moves.to_dict("records")
    changed = [row for row in rows if abs(float(row["after"]) - float(row["before"])) >= _A_POINT]
    if not changed:
        return _("no answer changes by a point")
    row = max(changed, key=lambda each: abs(float(each["after"]) - float(each["before"])))
    return _(
        "“{option}” goes from {before:percent} to {after:percent}",
        option=short(row["option"]),
        before=float(row["before"]),
        after=float(row["after"]),
    )


def _all_of(titles: Sequence[Text]) -> Text:
    """The titles as one text."""
    said = titles[0]
    for title in titles[1:]:
        said = _("{some}, {more}", some=said, more=title)
    return said


def _grids(result: "SurveyResult") -> Iterator[Finding]:
    """The row of a grid of marks that fares worst, where it does so by more than its interval."""
    marked = result.questions[(result.questions["item"] != "") & result.questions["mean"].notna()]
    for _key, rows in marked.groupby("question", sort=False):
        if len(rows) < 2:
            continue
        ordered = rows.sort_values("mean", kind="stable")
        worst, best = ordered.iloc[0], ordered.iloc[-1]
        certain = bool(worst["mean_high"] < best["mean_low"]) and worst["base"] >= SMALL
        yield Finding(
            text=_(
                "“{worst}” gets the lowest marks ({low_mark:.1f}), “{best}” the highest ({high_mark:.1f})",
                worst=short(worst["item"]),
                low_mark=float(worst["mean"]),
                best=short(best["item"]),
                high_mark=float(best["mean"]),
            ),
            value=float(worst["mean"]),
            n=int(worst["base"]),
            low=float(worst["mean_low"]),
            high=float(worst["mean_high"]),
            certain=certain,
        )


def _choices(result: "SurveyResult") -> Iterator[Finding]:
    """What most chose, of questions whose first answer stands clear of the second, the clearest first; what a person is
    (age, income …) says less than what they want."""
    about = {row["question"]: row for row in result.questions.to_dict("records") if row["item"] == ""}
    said: list[tuple[bool, float, str, dict[Any, Any]]] = []
    for key, rows in result.options.groupby("question", sort=False):
        asked = about[str(key)]
        if asked["kind"] not in ("single", "multiple") or len(rows) < 3:
            continue
        ordered = rows.sort_values(["share", "place"], ascending=[False, True], kind="stable").to_dict("records")
        lead = float(ordered[0]["low"]) - float(ordered[1]["share"])
        said.append((bool(_OF_PERSON.search(asked["text"])), -lead, asked["text"], ordered[0]))
    for _is_fact, behind, text, first in sorted(said, key=lambda each: (each[0], each[1], each[2]))[:_MOST_CHOICES]:
        yield _choice(first, text, certain=behind < 0 and int(first["base"]) >= SMALL)


def _choice(row: dict[Any, Any], text: str, *, certain: bool) -> Finding:
    return Finding(
        text=_(
            "“{question}”: {share:percent} of {n:count} say “{option}”",
            question=short(text),
            share=float(row["share"]),
            n=int(row["base"]),
            option=short(row["option"]),
        ),
        value=float(row["share"]),
        n=int(row["base"]),
        low=float(row["low"]),
        high=float(row["high"]),
        certain=certain,
        cell={"question": row["question"], "option": row["option"]},
    )


def _known(result: "SurveyResult") -> Iterator[Finding]:
    share = share_of(result.customers, result.responses)
    if not result.customers:
        text = _(
            "None of {n:count} responses can be told whose it is: ask for the phone, or send each person a link of "
            "their own, and answers become lists",
            n=result.responses,
        )
    else:
        text = _(
            "{share:percent} of {n:count} responses are from people whom the data know: their answers can be listed",
            share=share,
            n=result.responses,
        )
    yield Finding(text=text, value=share, n=result.responses, certain=share >= _FEW_KNOWN)


def _doubts(result: "SurveyResult") -> Iterator[Finding]:
    for row in result.doubts.to_dict("records"):
        yield Finding(text=_doubt(row, result.questions), value=float(row["n"]), n=result.responses, certain=False)
    if result.later:
        yield Finding(
            text=_(
                "{n:count} response came in after {as_of:last_day} and is not counted: choose a later day",
                "{n:count} responses came in after {as_of:last_day} and are not counted: choose a later day",
                n=result.later,
                as_of=result.params.as_of,
            ),
            value=float(result.later),
            n=result.responses,
            certain=False,
        )
    if result.is_weighted and result.weighting is None:
        yield Finding(
            text=_(
                "The file weights its responses: {n:count} of them say as much as {effective:.0f} of equal weight",
                n=result.responses,
                effective=result.effective_n,
            ),
            value=result.effective_n,
            n=result.responses,
        )


def _doubt(row: dict[Any, Any], questions: pd.DataFrame) -> Text:
    if row["doubt"] == "too_fast":
        return _(
            "{n:count} response took less than a third of the usual time",
            "{n:count} responses took less than a third of the usual time",
            n=row["n"],
        )
    text = questions.loc[questions["question"] == row["question"], "text"].iloc[0]
    return _(
        "{n:count} response marks every row of “{question}” alike",
        "{n:count} responses mark every row of “{question}” alike",
        n=row["n"],
        question=short(text),
    )
