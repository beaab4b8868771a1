"""Who may be contacted for what, as of a day."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from insight.govern.consent_sql import STANDING
from insight.govern.purposes import CONTACT_PURPOSES, Purpose, check_purpose, is_contact
from insight.warehouse import Warehouse

Standing = Literal["granted", "denied", "withdrawn", "unknown"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""What a person's newest statement says; "unknown" where there is none: never asked, as far as anybody knows."""

_COUNTED = """
SELECT purpose, status, count(*) AS customers
FROM standing
GROUP BY purpose, status
"""

_STATES = """
SELECT customer_id, purpose, status, said_at, words, source_system
FROM standing
WHERE purpose = $purpose
ORDER BY customer_id
"""

COUNTED = STANDING.select(_COUNTED)
STATES = STANDING.select(_STATES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """How many people stand where on one purpose, before the day, among all who ever said anything about it."""

    purpose: Purpose
    granted: int
    denied: int
    withdrawn: int

    @property
    def people(self) -> int:
        """Everybody whose word on the purpose is known."""
        return self.granted + self.denied + self.withdrawn


def stated(warehouse: Warehouse, day: dt.date) -> dict[Purpose, Stated]:
    """Where people stand on each contact purpose before the day; zeros where the workspace holds no statement."""
    rows = warehouse.query(COUNTED, {"day": day})
    counts = {(row["purpose"], row["status"]): int(row["customers"]) for row in rows.to_dict("records")}
    return {
        purpose: Stated(
            purpose=purpose,
            granted=counts.get((purpose, "granted"), 0),
            denied=counts.get((purpose, "denied"), 0),
            withdrawn=counts.get((purpose, "withdrawn"), 0),
        )
        for purpose in CONTACT_PURPOSES
    }


def has_statements(warehouse: Warehouse, purpose: Purpose, day: dt.date) -> bool:
    """Whether anybody ever said anything about the purpose before the day.

    True for a purpose that contacts nobody: it needs no consent.
    """
    check_purpose(purpose)
    return not is_contact(purpose) or stated(warehouse, day)[purpose].people > 0


def states(warehouse: Warehouse, purpose: Purpose, day: dt.date) -> pd.DataFrame:
    """One row a person who said something about the purpose: customer_id, purpose, status, said_at (NaT where a
    customer list says it without a day), words and source_system of the statement that counts.
    """
    check_purpose(purpose)
    return warehouse.query(STATES, {"day": day, "purpose": purpose})
