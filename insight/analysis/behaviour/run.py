"""Behaviour, run."""

from typing import Any

import pandas as pd

from insight.analysis.behaviour import deeds, tables
from insight.analysis.behaviour.days import visit_days
from insight.analysis.behaviour.params import BehaviourParams
from insight.analysis.behaviour.result import BehaviourResult
from insight.analysis.behaviour.statements import EVENTS, Behaviour
from insight.analysis.behaviour.values import values_of
from insight.errors import ParameterError
from insight.i18n import _
from insight.warehouse import Warehouse

_PAYING = ("payment_done", "pay", "purchase", "支付", "付款")


def behaviour(warehouse: Warehouse, params: BehaviourParams) -> BehaviourResult:
    """Put events together to visits, and count them.

    Raises NotEnoughDataError where nobody visited in the period; ParameterError for a goal that nobody did.
    """
    goal = _goal(warehouse, params)
    values = values_of(params, goal)
    asked = Behaviour(params.session_minutes)
    told = visit_days(warehouse, params)
    counted = warehouse.query(asked.counted(), values)
    return BehaviourResult(
        params=params,
        goal=goal,
        totals=tables.totals(counted),
        days=told.days,
        hours=tables.hours(counted),
        parts=tables.parts(counted),
        words=_words(warehouse, asked, values),
        articles=tables.articles(warehouse.query(deeds.ARTICLES, values)),
        levels=tables.levels(warehouse.query(deeds.LEVELS, values)),
        clicks=tables.clicks(warehouse.query(deeds.CLICKS, values)),
        pages=tables.pages(warehouse.query(asked.pages(), values)),
        changes=tables.changes(counted),
    )


def _words(warehouse: Warehouse, asked: Behaviour, values: dict[str, Any]) -> pd.DataFrame:
    """Where nobody searched, visits are not put together once more to find that out."""
    searches = warehouse.query(deeds.SEARCHES, values)
    if searches.empty:
        return tables.words(pd.DataFrame(columns=["keyword", "customers", "sessions", "goals"]), searches)
    return tables.words(warehouse.query(asked.words(), values), searches)


def _goal(warehouse: Warehouse, params: BehaviourParams) -> str | None:
    events = [str(name) for name in warehouse.query(EVENTS, {"as_of": params.as_of})["event"]]
    if params.goal is None:
        return next((event for word in _PAYING for event in events if word in event.lower()), None)
    if params.goal not in events:
        raise ParameterError("goal", params.goal, _("one of {names}", names=", ".join(events[:20])))
    return params.goal
