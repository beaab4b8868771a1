"""How far the arms of a test are apart, who was in them, and how it was computed."""

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.ab_test.params import AbTestParams
from insight.analysis.ab_test.statements import MEASURED, MEMBERS
from insight.analysis.ab_test.tables import COLUMNS as _COLUMNS
from insight.errors import ParameterError
from insight.i18n import Money, Text, _
from insight.results import Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

MISMATCH = 0.0005
"""Arms of other sizes than planned are told when chance brings them less often than this (Fabijan et al. 2019)."""

_DEFINITION = (
    _("Everybody dealt to an arm counts in it, whether or not the message arrived; who is in two arms is left out."),
    _(
        "Shares: Newcombe's interval and chi-square or Fisher's test. Means: Welch. Money an order: the delta method, "
        "because people are drawn and not orders. p is Holm's, over all pairs of arms."
    ),
    _("Arms of other sizes than planned (chi-square, p below 0.0005) were not dealt by lot: nothing is said of them."),
    _("People needed: for equal arms, 5 % and a power of 80 %, by the arcsine transformation."),
)
_LIMITS = (
    _("The winner of several arms looks better than it is: repeat it before much is spent on it."),
    _("Whoever looks every day and stops when it looks good finds winners that are none."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AbTestResult:
    """`campaign` whose arms they are, None for counts given by hand. `p_dealt`: of arms of these sizes, dealt as
    planned; nan where no plan is known. `mixed` people were in several arms. `people_needed` in each arm for the test
    that is planned. `is_over`: whether the days have gone by.

    `arms`, the one that others are compared with first: arm, customers, buyers, value, low, high. `pairs`: arm,
    against, customers, others, difference, low, high, p (Holm), smallest_seen, certain.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: AbTestParams
    name: Text
    campaign: str | None
    p_dealt: float
    mixed: int
    is_over: bool
    people_needed: int | None
    arms: pd.DataFrame
    pairs: pd.DataFrame

    @property
    def is_sound(self) -> bool:
        """Whether the arms have the sizes that were planned."""
        return not self.p_dealt < MISMATCH

    def findings(self) -> list[Finding]:
        """Which arm did best, or that none can be told; what to beware of; what a test would need."""
        return [*self._verdict(), *self._beware(), *self._planned()]

    def segment(self, *, arm: str | None = None, bought: bool | None = None) -> Segment:
        """The people of an arm; of them those who bought, or did not.

        Raises ParameterError for an arm that is not there, and for counts given by hand, which name nobody.
        """
        names = [str(name) for name in self.arms["arm"]]
        arm = arm or names[0]
        if self.campaign is None:
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
            statement=MEMBERS,
            values=self._bound() | {"arm": arm, "is_buyer": bought},
            as_of=self.params.as_of,
            analysis="ab_test",
            parameters=asdict(self.params) | cell,
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        statements = () if self.campaign is None else (MEASURED, MEMBERS)
        return Method(
            definition=(*_DEFINITION, *ORDER_TRUTH), limits=_LIMITS, statements=statements, values=self._bound()
        )

    def _bound(self) -> dict[str, Any]:
        return asdict(self.params) | {"campaign": self.campaign}

    def _verdict(self) -> Iterator[Finding]:
        n = int(self.arms["customers"].sum())
        if not self.is_sound:
            sizes = " : ".join(str(size) for size in self.arms["customers"])
            text = _(
                "{test}: no verdict. The arms have {sizes} people, not as planned: they were not dealt by lot",
                test=self.name,
                sizes=sizes,
            )
            yield Finding(text=text, value=self.p_dealt, n=n, certain=False)
            return
        sure = self.pairs[self.pairs["certain"].astype(bool)]
        if sure.empty:
            yield from self._nothing(n)
            return
        best = self.arms.sort_values(["value", "arm"], ascending=[False, True]).iloc[0]
        over = self._beaten(str(best["arm"]))
        others = ", ".join(over)
        if not over:
            yield from self._worst(sure.iloc[0], n)
            return
        yield Finding(
            text=_(
                "{test}: {arm} did better than {others} ({value})",
                test=self.name,
                arm=best["arm"],
                others=others,
                value=self._shown(best["value"]),
            ),
            value=float(best["value"]),
            n=int(best["customers"]),
            low=float(best["low"]),
            high=float(best["high"]),
            cell=self._cell(str(best["arm"])),
        )

    def _beaten(self, best: str) -> list[str]:
        """The arms that the best one is surely better than."""
        sure = self.pairs[self.pairs["certain"].astype(bool)].to_dict("records")
        found = [row["against"] for row in sure if row["arm"] == best and row["difference"] > 0]
        return found + [row["arm"] for row in sure if row["against"] == best and row["difference"] < 0]

    def _worst(self, row: pd.Series, n: int) -> Iterator[Finding]:
        worse, better = (row["against"], row["arm"]) if row["difference"] > 0 else (row["arm"], row["against"])
        text = _("{test}: {arm} did better than {others}", test=self.name, arm=better, others=worse)
        yield Finding(text=text, value=abs(float(row["difference"])), n=n, cell=self._cell(str(better)))

    def _nothing(self, n: int) -> Iterator[Finding]:
        yield Finding(
            text=_("{test}: no difference between the arms can be seen", test=self.name), value=None, n=n, certain=False
        )
        seen = self.pairs["smallest_seen"].min()
        if math.isfinite(seen):
            base = self.arms["value"].iloc[0]
            yield Finding(
                text=_(
                    "Only a rise from {base} to {lowest} or more would have been seen",
                    base=self._shown(base),
                    lowest=self._shown(base + seen),
                ),
                value=float(seen),
                n=n,
            )

    def _beware(self) -> Iterator[Finding]:
        n = int(self.arms["customers"].sum())
        if not self.is_over:
            yield Finding(
                text=_(
                    "The {days} days are not over yet: whoever stops when it looks good finds winners that are none",
                    days=self.params.days,
                ),
                value=None,
                n=n,
                certain=False,
            )
        if len(self.arms) > 2 and self.pairs["certain"].any():
            text = _(
                "The best of {count} arms looks better than it is: repeat it before much is spent on it",
                count=len(self.arms),
            )
            yield Finding(text=text, value=None, n=n, certain=False)
        if self.mixed:
            yield Finding(
                text=_("{n:count} people were in several arms and are left out", n=self.mixed), value=None, n=self.mixed
            )

    def _planned(self) -> Iterator[Finding]:
        if self.people_needed is None:
            return
        baseline = self.params.baseline or float(self.arms["value"].iloc[0])
        yield Finding(
            text=_(
                "To tell {baseline:percent} from {rate:percent}, a test needs {people:count} people in each arm",
                baseline=baseline,
                rate=baseline * (1 + self.params.lift),
                people=self.people_needed,
            ),
            value=float(self.people_needed),
            n=self.people_needed,
        )

    def _cell(self, arm: str) -> dict[str, str] | None:
        return None if self.campaign is None else {"arm": arm}

    def _shown(self, value: float) -> Text:
        if self.params.measure == "people":
            return _("{share:percent}", share=min(float(value), 1.0))
        if self.params.measure == "orders":
            return _("{number:.2f}", number=float(value))
        return _("{amount:money}", amount=Money(float(value), self.params.currency))
