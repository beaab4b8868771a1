"""Wishes ranked by value."""

import pandas as pd

from insight.analysis.answers.kinds import stated_kinds
from insight.analysis.answers.questions import Question
from insight.analysis.answers.read import Read, read_survey
from insight.analysis.survey_value.params import SurveyValueParams
from insight.analysis.survey_value.result import SurveyValueResult
from insight.analysis.survey_value.statements import EVERYBODY, VALUED
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import _
from insight.statistics.intervals import share_of
from insight.statistics.two_groups import Moments
from insight.warehouse import Warehouse

_KINDS = ("multiple", "ranking", "single")
_95 = 1.96


def survey_value(warehouse: Warehouse, params: SurveyValueParams) -> SurveyValueResult:
    """Rank the options of a question by what the known people who chose them spent.

    Raises NotEnoughDataError where no survey was answered, it offers nothing to choose, or nobody who chose is known;
    ParameterError for a question that is not there or offers nothing to choose.
    """
    read = read_survey(warehouse, survey=params.survey, as_of=params.as_of, kinds=stated_kinds(params.kinds))
    question = _question(read, params.question)
    values = dict(read.values) | {"currency": params.currency, "days": params.days} | _offered(question)
    rows = warehouse.query(VALUED, values)
    if rows.empty:
        raise NotEnoughDataError(
            _("Nobody who chose is known"),
            _("0 of {n:count} responses are known people's", n=read.responses["responses"]),
            _("Ask for the phone, or send each person a link of their own"),
        )
    everybody = warehouse.arrow(EVERYBODY, values).to_pylist()[0]
    return SurveyValueResult(
        params=params,
        survey=read.survey,
        question=question.key,
        text=question.text,
        customers=int(everybody["customers"]),
        money=float(everybody["money"]),
        wishes=_wishes(rows, float(everybody["money"]), question.kind),
        values=values,
    )


def _question(read: Read, name: str | None) -> Question:
    if name is not None:
        found = read.question(name)
        if found.kind not in _KINDS:
            raise ParameterError("question", name, _("a question of choices or a ranking"))
        return found
    for kind in _KINDS:
        for each in read.questions:
            if each.kind == kind and each.is_closed:
                return each
    raise NotEnoughDataError(
        _("This survey offers nothing to choose from"),
        _("{n:count} questions, none of choices or a ranking", n=len(read.questions)),
        _("Ask which of several benefits people want most"),
    )


def _offered(question: Question) -> dict[str, list[str]]:
    """Which answer of which column is which wish; of a ranking only the first place."""
    triples = []
    for item in question.items:
        for answer, option in item.options.items():
            if question.kind != "ranking":
                triples.append((item.number, answer, option))
            elif _is_first(question, option):
                triples.append((item.number, answer, item.text))
    numbers, answers, options = ([triple[place] for triple in triples] for place in range(3))
    return {"numbers": numbers, "answers": answers, "options": options}


def _is_first(question: Question, option: str) -> bool:
    points = question.points or {}
    return bool(points) and points[option] == min(points.values())


def _wishes(rows: pd.DataFrame, whole: float, kind: str) -> pd.DataFrame:
    """See `SurveyValueResult.wishes`."""
    found = []
    for row in rows.to_dict("records"):
        spent = Moments(int(row["customers"]), float(row["money"]), float(row["money_squares"]))
        half = _95 * (spent.variance / spent.n) ** 0.5
        found.append(
            {
                "option": row["option"],
                "kind": kind,
                "customers": spent.n,
                "buyers": int(row["buyers"]),
                "net_amount": spent.total,
                "share": share_of(spent.total, whole),
                "each": spent.mean,
                "low": spent.mean - half,
                "high": spent.mean + half,
            }
        )
    table = pd.DataFrame(found)
    return table.sort_values(["net_amount", "option"], ascending=[False, True]).reset_index(drop=True)
