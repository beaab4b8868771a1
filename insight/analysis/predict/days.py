"""What was known of people on any day, and what may be learnt before it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pandas as pd

from insight.analysis.people_read import EVERYBODY
from insight.analysis.predict.enough import LEAST_PEOPLE, check_can_be_tried
from insight.analysis.predict.models import Learnt, learn
from insight.analysis.predict.params import PredictParams
from insight.analysis.predict.statements import KNOWN, LEARN
from insight.warehouse import Warehouse

ENOUGH_PEOPLE = 20_000
"""With more people than this, models learn from a fixed part of them."""

_MOST_DAYS_LEARNT_FROM = 4
_YEAR = dt.timedelta(days=365)


class Days:
    """The people of a shop, day by day."""

    def __init__(self, warehouse: Warehouse, params: PredictParams) -> None:
        self.warehouse, self.params = warehouse, params
        self.values: dict[str, Any] = asdict(params) | {"until": params.as_of, "last_digits": EVERYBODY}
        row = warehouse.arrow(KNOWN, self.values).to_pylist()[0]
        self.customers, self.first_on = int(row["customers"]), row["first_on"]
        part = 256 if self.customers <= ENOUGH_PEOPLE else max(256 * ENOUGH_PEOPLE // self.customers, 1)
        self.digits = format(part - 1, "02x")

    def rows(self, day: dt.date) -> pd.DataFrame:
        """Everybody known before the day, and whether they came from then on, as far as that is known at all."""
        return self.warehouse.query(LEARN, self.values | {"until": day, "last_digits": self.digits})

    def learnt(self, now: pd.DataFrame, day: dt.date) -> Learnt:
        """From nothing that lies behind the day; `now`: the people of it."""
        latest, *older = [self.rows(earlier) for earlier in self._before(day)]
        check_can_be_tried(latest, self.params.horizon_days)
        season = self.rows(day - _YEAR) if day - _YEAR >= self._oldest() else latest[:0]
        return learn(
            now,
            [latest, *(rows for rows in older if len(rows) >= LEAST_PEOPLE)],
            season if len(season) >= LEAST_PEOPLE else None,
            self.params.horizon_days,
        )

    def _before(self, day: dt.date) -> Iterator[dt.date]:
        """The days to learn from, the latest first: what came of each was known before the day."""
        for times in range(1, _MOST_DAYS_LEARNT_FROM + 1):
            earlier = day - dt.timedelta(days=times * self.params.horizon_days)
            if times == 1 or earlier >= self._oldest():
                yield earlier

    def _oldest(self) -> dt.date:
        """The first day before which people had been watched for as long as is asked ahead."""
        oldest: dt.date = self.first_on + dt.timedelta(days=self.params.horizon_days)
        return oldest
