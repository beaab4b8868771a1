"""What customers are expected to bring, who is behind each number, and how it was computed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.clv import findings as sentences
from insight.analysis.clv.cells import cells
from insight.analysis.clv.columns import COLUMNS as _COLUMNS
from insight.analysis.clv.method import DEFINITION, LIMITS
from insight.analysis.clv.models import bound
from insight.analysis.clv.params import ClvParams
from insight.analysis.clv.statements import AMOUNTS, COUNTED, EXAM, HISTORIES, MEMBERS
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

TENTHS = 10
BANDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ClvResult:
    """`customers` with an order in the currency, `one_time` of them with a single purchase day, `orders` purchase days
    worth `mean_amount` each. `is_own_amount`: Gamma-Gamma could be fitted, so that people differ in what one is worth.

    `parameters`: model (bg_nbd, mbg_nbd, pareto_nbd, gamma_gamma), name, value, error (standard error), low, high
    (95 %; nan where the data do not say), log_likelihood. alpha and beta are in the params' unit.
    `forecast`: days, orders, orders_low, orders_high, net_amount, low, high (95 %) of all known buyers together.
    `deciles`: decile (1 is expected to bring most), customers, one_time, alive (average), orders, net_amount (expected
    within horizon_days), share (of the money). `bands` of the chance to be alive: band (1 to 5), from_share, to_share
    and the same columns. `silence`: days since the only purchase, alive, n (one-time buyers silent for so long, to the
    next row). `exam`: model ("as_before" and "all_alike" are the simple guesses), n, predicted_orders, orders,
    predicted_amount, net_amount, error (root mean squared, orders a person), difference (of mean squared errors to the
    best plain guess) with low and high, is_better. `backtest`: decile, n, predicted_orders, orders, before_orders,
    predicted_amount, net_amount. `calibration`: band, from_share, to_share, n, predicted, bought, rate, low, high.
    `exam_by_silence`: from_days (0, or 90 for people who had not bought for so long), n, predicted_orders, orders. The
    last four are empty where the history is too short for an exam. `people_share`: part of the people that parameters
    are read off.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: ClvParams
    customers: int
    one_time: int
    orders: int
    people_share: float
    is_own_amount: bool
    mean_amount: float
    parameters: pd.DataFrame
    forecast: pd.DataFrame
    deciles: pd.DataFrame
    bands: pd.DataFrame
    silence: pd.DataFrame
    exam: pd.DataFrame
    backtest: pd.DataFrame
    calibration: pd.DataFrame
    exam_by_silence: pd.DataFrame

    def findings(self) -> list[Finding]:
        """The sentences worth saying: what is to come, and whether such forecasts held."""
        return sentences.findings(self)

    def held(self) -> Finding:
        """Whether such forecasts held."""
        return sentences.held(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(self, *, decile: int | None = None, band: int | None = None, one_time: bool | None = None) -> Segment:
        """The people of a tenth of expected value (1 brings most), of a band of the chance to be alive (5 is highest),
        or of both; with `one_time` only those with one purchase, or only the others.

        Raises ParameterError for a cell that does not exist.
        """
        for name, value, most in (("decile", decile, TENTHS), ("band", band, BANDS)):
            if value is not None and not 1 <= value <= most:
                raise ParameterError(name, value, _("a whole number from {least} to {most}", least=1, most=most))
        if decile is None and band is None:
            raise ParameterError("cell", "–", _("one of {names}", names="decile, band"))
        cell = {"decile": decile, "band": band, "one_time": one_time}
        return Segment(
            sentence=_(
                "{who}, as of {as_of:last_day}",
                who=_who(decile, band, one_time, self.params.horizon_days),
                as_of=self.params.as_of,
            ),
            statement=MEMBERS,
            values=self.bound() | cell,
            as_of=self.params.as_of,
            analysis="clv",
            parameters=asdict(self.params) | {name: value for name, value in cell.items() if value is not None},
        )

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*DEFINITION, *ORDER_TRUTH),
            limits=LIMITS,
            statements=(HISTORIES, AMOUNTS, EXAM, COUNTED),
            values={name: value for name, value in self.bound().items() if not isinstance(value, list)},
        )

    def bound(self) -> dict[str, Any]:
        """What the statements about single people are bound to."""
        return bound(self.params, self.parameters, self.mean_amount)


def _who(decile: int | None, band: int | None, one_time: bool | None, days: int) -> Text:
    parts = []
    if decile is not None:
        parts.append(
            _("Group {decile} of ten by expected value in {days} days, 1 the highest", decile=decile, days=days)
        )
    if band is not None:
        low, high = (band - 1) / BANDS, band / BANDS
        parts.append(_("chance to be still a customer {low:percent} to {high:percent}", low=low, high=high))
    if one_time is not None:
        parts.append(_("bought once") if one_time else _("bought more than once"))
    whole = parts[0]
    for part in parts[1:]:
        whole = _("{one}; {two}", one=whole, two=part)
    return whole
