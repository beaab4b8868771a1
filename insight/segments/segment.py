"""A segment: a sentence that says who, and a statement that finds them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from insight.i18n import Text
from insight.warehouse import Warehouse


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Who is in it (`sentence`), how they are found (`statement`, static: one customer_id a person; `values`, bound).

    `as_of` is the first day not counted; `analysis` and `parameters` say where it was cut from, for its passport.
    """

    sentence: Text
    statement: str
    values: Mapping[str, Any]
    as_of: dt.date
    analysis: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def count(self, warehouse: Warehouse) -> int:
        """How many people are in it now."""
        people: int = warehouse.people(self.statement, self.values).num_rows
        return people
