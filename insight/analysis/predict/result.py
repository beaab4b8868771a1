"""Who will order and who will leave, who is behind each number, and how it was computed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

import pandas as pd

from insight.analysis.people_read import EVERYBODY
from insight.analysis.predict import findings as sentences
from insight.analysis.predict.cells import cells
from insight.analysis.predict.columns import COLUMNS as _COLUMNS
from insight.analysis.predict.exam import BANDS, TENTHS
from insight.analysis.predict.method import DEFINITION, LIMITS
from insight.analysis.predict.models import Learnt, Model
from insight.analysis.predict.params import PredictParams
from insight.analysis.predict.reference import Reference
from insight.analysis.predict.statements import COUNTED, LEARN, MEMBERS
from insight.analysis.predict.words import BUYS_FROM, LEAVES_TO, OUTLOOKS
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

Outlook = Literal["buys", "leaves", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictResult:
    """`customers` with a purchase; `expected` of them (the sum of their chances) to order within the horizon, between
    `expected_low` and `expected_high` (95 %; nan where too few earlier days say how unlike days are). `buys`: a chance
    of 50 % or more; `active` bought within as many days before, of them `leaves`: a chance below 30 %.

    `model_used`: the simplest that no less simple one beat in the trial, which began `tried_on`. `people_share`: the
    part of the people that is learnt from.

    `bands` of the chance: band (1 to 10), from_share, to_share, customers, active, expected, rate (mean chance).
    `deciles`: decile (1 has the highest chances) and the same. `models`, the simplest first: model ("last_year" and
    "lately" give everybody the same chance), n, expected, came, brier and auc each with _low and _high (95 %),
    difference of Brier scores to the model used until then with low and high, is_better, is_used. `calibration`:
    band, from_share, to_share, n, predicted, bought, rate, low, high, may_low and may_high (where the rate was to be
    expected, as unlike each other as earlier days were; nan with fewer than three of them), is_kept. `backtest`:
    decile, n, expected, came, rate, low, high, lift. `drivers`: feature, moves (log odds, on average), share. `shapes`:
    feature, from_value, to_value, adds (log odds): all that boosting has learnt; empty where it is not used.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS
    INNER: ClassVar[tuple[str, ...]] = ("learnt", "reference")

    params: PredictParams
    customers: int
    active: int
    expected: float
    expected_low: float
    expected_high: float
    buys: int
    leaves: int
    model_used: Model
    tried_on: dt.date
    people_share: float
    bands: pd.DataFrame
    deciles: pd.DataFrame
    models: pd.DataFrame
    calibration: pd.DataFrame
    backtest: pd.DataFrame
    drivers: pd.DataFrame
    shapes: pd.DataFrame
    learnt: Learnt
    reference: Reference

    @property
    def is_told(self) -> bool:
        """Whether people differ in their chance: not where everybody alike is the best that can be said."""
        return self.model_used in ("rhythm", "boosting")

    def findings(self) -> list[Finding]:
        """The sentences worth saying: who comes, who leaves, and whether such chances came true."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        band: int | None = None,
        decile: int | None = None,
        active: bool | None = None,
        outlook: Outlook | None = None,
    ) -> Segment:
        """The people of a band of chances (10 is the highest), of a tenth (1 has the highest chances), of an outlook;
        `active`: only who bought within as many days before as are looked ahead, or only the others.

        Raises ParameterError for a cell that does not exist.
        """
        cell = {"band": band, "decile": decile, "active": active, "outlook": outlook}
        _check(band, decile, outlook)
        return Segment(
            sentence=_(
                "{who}, as of {as_of:last_day}", who=self._who(band, decile, active, outlook), as_of=self.params.as_of
            ),
            statement=MEMBERS,
            values=self.bound() | cell | {"buys_from": BUYS_FROM, "leaves_to": LEAVES_TO},
            as_of=self.params.as_of,
            analysis="predict",
            parameters=asdict(self.params) | {name: value for name, value in cell.items() if value is not None},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        values = {name: value for name, value in self.bound().items() if not isinstance(value, list)}
        return Method(definition=(*DEFINITION, *ORDER_TRUTH), limits=LIMITS, statements=(LEARN, COUNTED), values=values)

    def bound(self) -> dict[str, Any]:
        """What the statements about single people are bound to."""
        asked = asdict(self.params) | {"until": self.params.as_of, "last_digits": EVERYBODY}
        return asked | self.learnt.bound(self.model_used)

    def _who(self, band: int | None, decile: int | None, active: bool | None, outlook: str | None) -> Text:
        days, parts = self.params.horizon_days, []
        if outlook is not None:
            parts.append(OUTLOOKS[outlook])
        if band is not None:
            parts.append(self._band(band))
        if decile is not None:
            parts.append(_("group {decile} of ten by the chance to order, 1 the highest", decile=decile))
        if active is not None:
            bought = _("bought within {days} days before", days=days)
            parts.append(bought if active else _("did not buy within {days} days before", days=days))
        whole = parts[0] if parts else _("everybody who ever bought")
        for part in parts[1:]:
            whole = _("{one}; {two}", one=whole, two=part)
        return _("Orders of the next {days} days: {who}", days=days, who=whole)

    def _band(self, band: int) -> Text:
        """With what came of such chances when they were tried."""
        said = _("chance {low:percent} to {high:percent}", low=(band - 1) / BANDS, high=band / BANDS)
        tried = self.calibration[self.calibration["band"] == band].to_dict("records")
        if not tried:
            return said
        return _(
            "{chance} (when tried, {rate:percent} of {n:count} such people came)",
            chance=said,
            rate=float(tried[0]["rate"]),
            n=int(tried[0]["n"]),
        )


def _check(band: int | None, decile: int | None, outlook: str | None) -> None:
    for name, value, most in (("band", band, BANDS), ("decile", decile, TENTHS)):
        if value is not None and not 1 <= value <= most:
            raise ParameterError(name, value, _("a whole number from {least} to {most}", least=1, most=most))
    if outlook is not None and outlook not in OUTLOOKS:
        raise ParameterError("outlook", outlook, _("one of {names}", names=", ".join(OUTLOOKS)))
