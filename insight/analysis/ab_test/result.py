"""How far the arms of a test are apart, who was in them, and how it was computed."""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.ab_test.arms import Compared, bound
from insight.analysis.ab_test.cells import cells
from insight.analysis.ab_test.findings import findings
from insight.analysis.ab_test.method import method
from insight.analysis.ab_test.params import AbTestParams
from insight.analysis.ab_test.plan import lowest_seen, planned
from insight.analysis.ab_test.statements import MEMBERS
from insight.analysis.ab_test.tables import COLUMNS as _COLUMNS
from insight.errors import ParameterError
from insight.i18n import Money, Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment

MISMATCH = 0.0005
"""Arms of other sizes than planned are told when chance brings them less often than this (Fabijan et al. 2019)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbTestResult:
    """`campaign` whose arms they are; None for lists and for numbers given by hand. `compared`: None where nobody is
    named. `p_dealt`: of arms of these sizes, dealt as planned; nan where no plan is known. `mixed` people were in
    several arms. `is_over`: whether the days have gone by.

    `arms`, the one that others are compared with first: arm, customers, buyers, clicked, value, deviation, low, high;
    no row of a test that is only planned. `pairs`: arm, against, customers, others, difference, low, high, p (Holm),
    smallest_seen, certain.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar[tuple[str, ...]] = ("compared",)

    params: AbTestParams
    name: Text
    campaign: str | None
    starts_on: dt.date | None
    compared: Compared | None
    p_dealt: float
    mixed: int
    is_over: bool
    arms: pd.DataFrame
    pairs: pd.DataFrame

    @property
    def is_sound(self) -> bool:
        """Whether the arms have the sizes that were planned."""
        return not self.p_dealt < MISMATCH

    @property
    def versions(self) -> int:
        """How many arms there are, or shall be."""
        return len(self.arms) or self.params.versions

    @property
    def usual(self) -> tuple[float, float]:
        """What a rise is counted from, and how far single persons are from it: as given, else as the first arm shows
        it; nan where neither is."""
        if self.params.baseline is not None:
            return self.params.baseline, self.params.deviation or math.nan
        if self.arms.empty:
            return math.nan, math.nan
        return float(self.arms["value"].iloc[0]), float(self.arms["deviation"].iloc[0])

    def plan(self) -> pd.DataFrame:
        """lift, value, needed (people in each arm), needed_in_all; by lift."""
        return planned(self.params, *self.usual, self.versions)

    def lowest_seen(self) -> float | None:
        """The lowest value above the usual one that `people` in each arm tell from it."""
        return lowest_seen(self.params, *self.usual, self.versions)

    def shown(self, value: float) -> Text:
        """A value of what is compared, in words; an undefined or hidden one is a dash."""
        if value != value:
            return _("{share:percent}", share=None)
        if self.params.is_share:
            return _("{share:percent}", share=min(float(value), 1.0))
        if self.params.measure == "orders":
            return _("{number:.2f}", number=float(value))
        return _("{amount:money}", amount=Money(float(value), self.params.currency))

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def findings(self) -> list[Finding]:
        """Which arm did best, or that none can be told; what to beware of; what a test would need."""
        return list(findings(self))

    def segment(self, *, arm: str | None = None, bought: bool | None = None) -> Segment:
        """The people of an arm; of them those who bought, or did not.

        Raises ParameterError for an arm that is not there, and for numbers given by hand, which name nobody.
        """
        names = [str(name) for name in self.arms["arm"]]
        arm = arm or next(iter(names), "–")
        if self.compared is None:
            raise ParameterError("arm", arm, _("a campaign: counts given by hand name nobody"))
        if arm not in names:
            raise ParameterError("arm", arm, _("one of {names}", names=", ".join(names)))
        sentence = _("{campaign}: {who}", campaign=self.name, who=arm)
        if bought is not None:
            did, did_not = (
                _("bought within {days} days", days=self.params.days),
                _("did not buy within {days} days", days=self.params.days),
            )
            sentence = _("{who} · {trait}", who=sentence, trait=did if bought else did_not)
        cell = {"arm": arm} | ({} if bought is None else {"bought": bought})
        return Segment(
            sentence=sentence,
            statement=MEMBERS[self.compared.source],
            values=self._bound(self.compared) | {"arm": arm, "is_buyer": bought},
            as_of=self.params.as_of,
            analysis="ab_test",
            parameters=asdict(self.params) | cell,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        if self.compared is None:
            return method(None, {})
        return method(self.compared.source, self._bound(self.compared))

    def _bound(self, compared: Compared) -> dict[str, Any]:
        return bound(self.params, compared)
