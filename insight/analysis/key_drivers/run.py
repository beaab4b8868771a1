"""Key drivers, computed."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from insight.analysis.answers.kinds import stated_kinds
from insight.analysis.answers.questions import Question
from insight.analysis.answers.read import Read, read_survey
from insight.analysis.answers.statements import SCORES
from insight.analysis.key_drivers import tables
from insight.analysis.key_drivers.params import KeyDriversParams
from insight.analysis.key_drivers.result import KeyDriversResult
from insight.errors import NotEnoughDataError, ParameterError
from insight.i18n import _
from insight.statistics.drivers import MOST_DRIVERS, importance
from insight.statistics.intervals import SMALL
from insight.warehouse import Warehouse


def key_drivers(warehouse: Warehouse, params: KeyDriversParams) -> KeyDriversResult:
    """Weigh how much of the outcome each driver explains.

    Raises NotEnoughDataError where no survey was answered, nothing was marked, or fewer than 30 people marked
    everything; ParameterError for a question that is not there, has no marks, or for too many drivers.
    """
    read = read_survey(
        warehouse,
        survey=params.survey,
        as_of=params.as_of,
        is_weighted=params.is_weighted,
        kinds=stated_kinds(params.kinds),
        weight_to=params.weight_to,
    )
    marked = list(_marked(read))
    outcome = _outcome(read, marked, params.outcome)
    drivers = _drivers(read, [each for each in marked if each.key != outcome.key], params.drivers)
    asked = [outcome, *drivers]
    rows = warehouse.query(SCORES, dict(read.values) | {"numbers": [each.items[0].number for each in asked]})
    wide = _wide(rows, asked)
    if len(wide) < SMALL:
        raise NotEnoughDataError(
            _("Too few people marked everything"),
            _(
                "{n:count} of {responses:count} responses have all marks",
                n=len(wide),
                responses=read.responses["responses"],
            ),
            _("Name fewer drivers, or wait for more answers: {n} are needed", n=SMALL),
        )
    weight = wide.pop("weight").to_numpy()
    if wide.iloc[:, 0].nunique() < 2:
        raise NotEnoughDataError(
            _("Nothing can be said to drive what is the same for everybody"),
            _("All {n:count} gave “{question}” the same mark", n=len(wide), question=outcome.text),
            _("Name another outcome"),
        )
    found = importance(wide.iloc[:, 1:].to_numpy(), wide.iloc[:, 0].to_numpy(), weight)
    return KeyDriversResult(
        params=params,
        survey=read.survey,
        outcome=outcome.text,
        n=len(wide),
        r_squared=found.r_squared,
        drivers=tables.drivers(read, drivers, found, np.corrcoef(wide.to_numpy(), rowvar=False)[0, 1:]),
        asked=tuple(drivers),
    )


def _marked(read: Read) -> Iterator[Question]:
    """Every question of marks; of a grid each row by itself."""
    for each in read.questions:
        if each.points is None or each.kind == "ranking":
            continue
        for item in each.items:
            text = f"{each.text} — {item.text}" if item.text else each.text
            yield replace(each, key=item.number, text=text, items=(item,))


def _outcome(read: Read, marked: list[Question], name: str | None) -> Question:
    if name is not None:
        return _one(read, name, "outcome")
    scored = [each for each in marked if each.kind == "nps"]
    whole = [each for each in marked if each.kind == "scale"]
    if not scored + whole:
        raise NotEnoughDataError(
            _("Nothing in this survey says how satisfied people are on the whole"),
            _("{n:count} questions of marks", n=len(marked)),
            _("Ask how likely they are to recommend you, from 0 to 10, or name the outcome"),
        )
    return (scored + whole)[0]


def _drivers(read: Read, marked: list[Question], names: tuple[str, ...]) -> list[Question]:
    drivers = [_one(read, name, "drivers") for name in names] or [each for each in marked if each.kind != "number"]
    if not drivers:
        raise NotEnoughDataError(
            _("No other question of this survey is answered with marks"),
            _("0 drivers"),
            _("Ask people to mark single things, such as taste or delivery"),
        )
    if len(drivers) > MOST_DRIVERS:
        texts = ", ".join(each.items[0].text or each.text for each in drivers)
        raise ParameterError("drivers", len(drivers), _("at most {most} of {names}", most=MOST_DRIVERS, names=texts))
    return drivers


def _one(read: Read, name: str, parameter: str) -> Question:
    found = read.question(name, parameter)
    if found.points is None or len(found.items) > 1:
        raise ParameterError(parameter, name, _("a question of marks, or one row of a grid"))
    return found


def _wide(rows: pd.DataFrame, asked: list[Question]) -> pd.DataFrame:
    """A row a response that marked everything: outcome, drivers, weight."""
    refused = {(item.number, answer) for each in asked for item in each.items for answer in item.refused}
    said = zip(rows["question_no"], rows["answer"], strict=True)
    kept = rows[[answer not in refused for answer in said]]
    wide = kept.pivot_table(index=["source_system", "response_id"], columns="question_no", values="score")
    weight = kept.groupby(["source_system", "response_id"])["weight"].first()
    numbers = [each.items[0].number for each in asked]
    whole = wide.reindex(columns=numbers).dropna()
    table = whole.assign(weight=weight.reindex(whole.index))
    return table[table["weight"] > 0]
