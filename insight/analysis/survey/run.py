"""The results of a survey, computed."""

from dataclasses import replace

import pandas as pd

from insight.analysis.answers.kinds import stated_kinds
from insight.analysis.answers.quality import straight_lined, too_fast
from insight.analysis.answers.read import Read, read_survey
from insight.analysis.answers.statements import QUOTES
from insight.analysis.survey import tables
from insight.analysis.survey.params import SurveyParams
from insight.analysis.survey.result import SurveyResult
from insight.warehouse import Warehouse

MOST_QUOTES = 500


def survey(warehouse: Warehouse, params: SurveyParams) -> SurveyResult:
    """Count the answers of a survey.

    Raises NotEnoughDataError where no survey was answered, ParameterError for one that is not there.
    """
    read = read_survey(
        warehouse,
        survey=params.survey,
        as_of=params.as_of,
        is_weighted=params.is_weighted,
        kinds=stated_kinds(params.kinds),
        weight_to=params.weight_to,
    )
    counts = tables.counts_of(read)
    table = tables.options(read, counts)
    about = tables.questions(read, counts)
    return SurveyResult(
        params=params,
        survey=read.survey,
        responses=int(read.responses["responses"]),
        customers=int(read.responses["customers"]),
        later=int(read.responses["later"]),
        first_at=read.responses["first_at"],
        last_at=read.responses["last_at"],
        is_weighted=bool(read.responses["is_weighted"]),
        effective_n=tables.size_of(read.responses),
        median_s=read.responses["median_s"],
        questions=about,
        options=table,
        moved=_moved(warehouse, params, about, table),
        quotes=_quotes(warehouse, read),
        doubts=_doubts(warehouse, read),
        asked=read.questions,
        weighting=read.weighting,
    )


def _moved(warehouse: Warehouse, params: SurveyParams, questions: pd.DataFrame, options: pd.DataFrame) -> pd.DataFrame:
    """What the weights to the members changed."""
    if not params.weight_to:
        return tables.moved(questions, options, None, None)
    plain = survey(warehouse, replace(params, weight_to=()))
    return tables.moved(questions, options, plain.questions, plain.options)


def _quotes(warehouse: Warehouse, read: Read) -> pd.DataFrame:
    written = {number: each for each in read.questions if each.kind == "open" for number in each.numbers}
    rows = warehouse.query(QUOTES, dict(read.values) | {"numbers": list(written), "most": MOST_QUOTES})
    return tables.quotes(rows, {number: (each.key, each.text) for number, each in written.items()})


def _doubts(warehouse: Warehouse, read: Read) -> pd.DataFrame:
    """Answers in too little time; the same mark in every row, in the grid where most did so."""
    values = dict(read.values)
    marked = [(straight_lined(warehouse, each, values), each.key) for each in read.questions if each.points is not None]
    n, grid = max(marked, default=(0, ""))
    rows = [("too_fast", "", too_fast(warehouse, values)), ("straight", grid, n)]
    table = pd.DataFrame(rows, columns=["doubt", "question", "n"])
    return table[table["n"] > 0].reset_index(drop=True)
