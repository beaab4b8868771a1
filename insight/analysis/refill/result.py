"""How long goods last, who runs out of them when, who is behind each number, and how it was computed."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.people_read import EVERYBODY
from insight.analysis.refill import findings as sentences
from insight.analysis.refill.cells import STATES, cells
from insight.analysis.refill.method import DEFINITION, LIMITS
from insight.analysis.refill.params import WINDOWS, RefillParams
from insight.analysis.refill.statements import COUNTED, GOODS, MEMBERS, WAITS
from insight.analysis.refill.tables import COLUMNS as _COLUMNS
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

MOST_DAYS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RefillResult:
    """`goods` are told apart by their codes, `categories` where lines or product lists state them. Rhythms are read off
    `people_share` of all people (1.0 but in very large workspaces), run-out days are everybody's.

    `rhythms`: item, name, category, source ("stated", "found" in the data, "none": not told from chance), rhythm_days
    (a piece, what is reckoned with; nan for "none"), stated_days, median_days, quarter_days, three_quarter_days (of
    those who come back; nan where too few did), near_share (of gaps within a quarter of the median), near_low,
    near_high (95 % for all goods at once), chance_share (what chance would put there), certain, n (gaps), customers
    (people who bought at least twice). Goods with too few such people are in it only where their days are stated.
    `gaps`: item, days (a piece), n. `due`: item, name, due_7, due_14, due_30, later, overdue, long_overdue, customers.
    `totals`: the same counts for any good, everybody once in each.
    `days`: run_out_on, item (None: any good), customers; every one of the next thirty days for any good.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: RefillParams
    goods: int
    categories: int
    people_share: float
    totals: Mapping[str, int]
    rhythms: pd.DataFrame
    gaps: pd.DataFrame
    due: pd.DataFrame
    days: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The sentences worth saying, the most useful first."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        window: int | None = None,
        day: dt.date | str | None = None,
        state: str | None = None,
        item: str | None = None,
    ) -> Segment:
        """Who is due to buy again within the next 7, 14 or 30 days (`window`), on one day, or is overdue,
        long_overdue, later; of one product or category (`item`), or of any.

        Raises ParameterError for a cell that does not exist.
        """
        given = {"window": window, "day": day, "state": state}
        chosen = {name: value for name, value in given.items() if value is not None}
        if len(chosen) != 1:
            raise ParameterError("cell", ", ".join(chosen), _("one of {names}", names=", ".join(given)))
        rhythms = self.rhythms[self.rhythms["rhythm_days"].notna()]
        if item is not None:
            rhythms = rhythms[rhythms["item"] == item]
            if rhythms.empty:
                raise ParameterError("item", item, _("a product or category whose rhythm is known"))
        what = _("Any product") if item is None else _("{name}", name=rhythms["name"].iloc[0])
        runs_out = item is not None and rhythms["source"].iloc[0] == "stated"
        cell, when, sentence = self._cell(window, day, state, what, runs_out=runs_out)
        return Segment(
            sentence=sentence,
            statement=MEMBERS[self.params.level],
            values=bound(self.params, rhythms) | when | {"item": item},
            as_of=self.params.as_of,
            analysis="refill",
            parameters=asdict(self.params) | cell | ({} if item is None else {"item": item}),
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        level = self.params.level
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=LIMITS,
            statements=(GOODS, WAITS[level], COUNTED[level], MEMBERS[level]),
            values=bound(self.params, self.rhythms),
        )

    def _cell(
        self, window: int | None, day: dt.date | str | None, state: str | None, what: Text, *, runs_out: bool
    ) -> tuple[dict[str, Any], dict[str, Any], Text]:
        """The names of the cell, the values that choose its people, and its sentence.

        Only of goods that state how long they last it is said that they run out: a cake bought every 68 days does not.
        """
        as_of = self.params.as_of
        if window is not None:
            if window not in WINDOWS:
                raise ParameterError("window", window, _("one of {names}", names=", ".join(map(str, WINDOWS))))
            values: dict[str, Any] = {"what": what, "days": window, "as_of": as_of}
            sentence = _("{what}: due to buy again within {days} days, as of {as_of:last_day}", **values)
            if runs_out:
                sentence = _("{what} runs out within {days} days, as of {as_of:last_day}", **values)
            return {"window": window}, _when("due", 0, window), sentence
        if day is not None:
            ahead = _days_ahead(day, as_of)
            on = as_of + dt.timedelta(days=ahead)
            sentence = _(
                "{what}: due to buy again on {day:day}, as of {as_of:last_day}", what=what, day=on, as_of=as_of
            )
            if runs_out:
                sentence = _("{what} runs out on {day:day}, as of {as_of:last_day}", what=what, day=on, as_of=as_of)
            return {"day": on.isoformat()}, _when("due", ahead, ahead + 1), sentence
        if state not in STATES:
            raise ParameterError("state", state, _("one of {names}", names=", ".join(STATES)))
        sentence = _("{what}: {state}, as of {as_of:last_day}", what=what, state=STATES[state], as_of=as_of)
        return {"state": state}, _when(state, -MOST_DAYS, MOST_DAYS), sentence


def bound(params: RefillParams, rhythms: pd.DataFrame) -> dict[str, Any]:
    """What the statements about running out are bound to, for goods with a rhythm among these."""
    reckoned = rhythms[rhythms["rhythm_days"].notna()]
    return {
        "as_of": params.as_of,
        "look_back_days": params.look_back_days,
        "last_digits": EVERYBODY,
        "items": [str(item) for item in reckoned["item"]],
        "names": [str(name) for name in reckoned["name"]],
        "rhythm_days": [int(days) for days in reckoned["rhythm_days"]],
    }


def _when(state: str, least: int, most: int) -> dict[str, Any]:
    return {"state": state, "least_days": least, "most_days": most}


def _days_ahead(day: object, as_of: dt.date) -> int:
    try:
        on = dt.date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        on = None
    if not isinstance(on, dt.date) or isinstance(on, dt.datetime) or not 0 <= (on - as_of).days < WINDOWS[-1]:
        last = as_of + dt.timedelta(days=WINDOWS[-1] - 1)
        raise ParameterError("day", day, _("a day from {first:day} to {last:day}", first=as_of, last=last))
    return (on - as_of).days
