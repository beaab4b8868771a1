"""What is asked of saved segments on a page: by parameters that are frozen, so that an answer can be kept."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from insight.audience.changes import Changes, changes
from insight.audience.history import Step, past_days, sizes
from insight.audience.kept import as_segment
from insight.audience.saved import SavedSegment, find_saved
from insight.audience.sets import Overlap, overlap
from insight.fields import AsOf
from insight.i18n import _
from insight.results import SINGLE, Declared, Finding, Frame, Method, declare
from insight.warehouse import Warehouse

_VERSION = """
WITH meant AS (
    SELECT 'segment ' || segment_id AS what, name || ' ' || expression AS meaning
    FROM app.segments
    WHERE deleted_at IS NULL
    UNION ALL
    SELECT 'list ' || list_id, name
    FROM app.uploaded_lists
    WHERE deleted_at IS NULL
)
SELECT md5(coalesce(string_agg(what || ' ' || meaning, ';' ORDER BY what), '')) AS version
FROM meant
"""


def version(warehouse: Warehouse) -> str:
    """Changes whenever a saved segment or an uploaded list does: they are no data, so the fingerprint does not."""
    return str(warehouse.query(_VERSION)["version"].iloc[0])


_HISTORY: Declared = {
    SINGLE: Frame(columns=declare("key", "saved")),
    "sizes": Frame(columns=(*declare("day", "as_of"), *declare("people", "customers"))),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryParams:
    """A saved segment by its number, and how many steps back from the as-of day. `version` as of `version()`."""

    segment: int
    as_of: AsOf
    version: str
    step: Step = "month"
    steps: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """`sizes`: as_of, customers (nan where it cannot be said), the earliest day first."""

    COLUMNS: ClassVar[Declared] = _HISTORY

    params: HistoryParams
    saved: SavedSegment
    sizes: pd.DataFrame

    def findings(self) -> list[Finding]:
        """How large it is against a year, a quarter, a month before."""
        known = self.sizes.dropna()
        if len(known) < 2 or not known["customers"].iloc[0]:
            return []
        first, last = known.iloc[0], known.iloc[-1]
        return [
            Finding(
                text=_(
                    "“{name}” has {customers:count} people; on {day:day} it had {before:count}",
                    name=self.saved.name,
                    customers=int(last["customers"]),
                    day=first["as_of"],
                    before=int(first["customers"]),
                ),
                value=float(last["customers"] - first["customers"]),
                n=int(last["customers"]),
            )
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesParams:
    """A saved segment by its number, on two days. `version` as of `version()`."""

    segment: int
    earlier: dt.date
    later: dt.date
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapParams:
    """One to three saved segments by their numbers, as of a day. `version` as of `version()`."""

    segments: tuple[int, ...]
    as_of: dt.date
    currency: str
    version: str


def history_of(warehouse: Warehouse, params: HistoryParams) -> History:
    """The size of a saved segment over time."""
    saved = find_saved(warehouse, params.segment)
    days = past_days(params.as_of, step=params.step, steps=params.steps)
    return History(params=params, saved=saved, sizes=sizes(warehouse, saved, days))


def changes_of(warehouse: Warehouse, params: ChangesParams) -> Changes:
    """Who came into a saved segment and who left it."""
    return changes(warehouse, find_saved(warehouse, params.segment), params.earlier, params.later)


def overlap_of(warehouse: Warehouse, params: OverlapParams) -> Overlap:
    """How saved segments lie over each other."""
    chosen = [find_saved(warehouse, number) for number in params.segments]
    named = [(saved.name, as_segment(warehouse, saved, params.as_of, params.currency)) for saved in chosen]
    return overlap(warehouse, named)


def method(statement: str) -> Method:
    """How segments are found; `statement` is that of the one at hand."""
    return Method(definition=_DEFINITION, limits=_LIMITS, statements=(statement,) if statement else ())


_DEFINITION = (
    _("A segment is a meaning, not a list: it is found anew whenever the data or the as-of day change."),
    _("Conditions look at what happened before the as-of day: “within the last 30 days” ends with the day before it."),
    _("“Not” means everybody who was known before the as-of day, without those for whom the condition holds."),
    _("Orders and amounts are those that count; conditions on money look at one currency."),
    _("A number of another page is worked out anew with the as-of day; the day it compares with moves along."),
    _("Who came and who left: the segment on both days from the same data, with the conditions that changed."),
    _("An uploaded list is matched with the data each time; an id that several people have names nobody."),
)

_LIMITS = (
    _("Province, tier, tags and contacts are as known today, also for an earlier as-of day."),
    _("RFM scores have five levels, stages the limits that the shop's own repurchase gaps propose."),
    _("What is imported later changes earlier days too: a size in the past is what today's data say of that day."),
)
