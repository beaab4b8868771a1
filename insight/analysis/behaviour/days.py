"""The days of visits by themselves: kept by refresh, so that their picture need not wait for all else."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from insight.analysis.behaviour import tables
from insight.analysis.behaviour.params import BehaviourParams
from insight.analysis.behaviour.statements import Behaviour
from insight.analysis.behaviour.values import values_of
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.results import Declared, Finding
from insight.warehouse import Warehouse
from insight.warehouse.visits import VISIT_MINUTES

_DAYS = """
WITH begun AS (
    SELECT person_no, visit_at
    FROM mart.visits
    WHERE visit_at < $as_of::DATE AND ended_at >= $as_of::DATE
),
beyond AS (
    SELECT begun.visit_at::DATE AS "day", count(*) AS events
    FROM mart.visit_events AS later
    JOIN begun ON begun.person_no = later.person_no AND begun.visit_at = later.visit_at
    WHERE later.occurred_at >= $as_of::DATE
    GROUP BY begun.visit_at::DATE
)
SELECT days."day", days.customers, days.sessions, days.events - coalesce(beyond.events, 0) AS events
FROM mart.visit_days AS days
LEFT JOIN beyond ON beyond."day" = days."day"
WHERE days."day" >= $since::DATE AND days."day" < $as_of::DATE
"""
"""Of a visit that was under way when the last of the days ended only what happened before it is told."""

_PEOPLE = """
SELECT count(DISTINCT person_no) AS customers
FROM mart.visits
WHERE visit_at >= $since::DATE AND visit_at < $as_of::DATE
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDays:
    """`days`: day, customers, sessions, events of days with a visit; `totals`: one row, customers of all of them."""

    COLUMNS: ClassVar[Declared] = {name: tables.COLUMNS[name] for name in ("days", "totals")}

    days: pd.DataFrame
    totals: pd.DataFrame

    def findings(self) -> list[Finding]:
        """Nothing is said of days alone."""
        return []


def visit_days(warehouse: Warehouse, params: BehaviourParams) -> VisitDays:
    """How many people came on each day. Raises NotEnoughDataError where nobody visited in the period.

    Days are kept for the usual pause; those of another one are counted.
    """
    values = values_of(params, None)
    if params.session_minutes == VISIT_MINUTES:
        rows, people = warehouse.query(_DAYS, values), warehouse.query(_PEOPLE, values)
    else:
        counted = warehouse.query(Behaviour(params.session_minutes).by_day(), values)
        rows, people = counted[counted["day"].notna()], counted[counted["day"].isna()]
    if rows.empty:
        raise NotEnoughDataError(
            _("Nobody visited in this period"),
            _("0 events of people in the {days} days before {as_of:day}", days=params.days, as_of=params.as_of),
            _("Choose more days, or import events that name people"),
        )
    return VisitDays(days=tables.days(rows), totals=people[["customers"]].reset_index(drop=True))
