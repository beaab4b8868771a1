"""What the overview found, who is behind each number, and how it was computed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import pandas as pd

from insight.analysis.known_people import NEVER_ORDERED
from insight.analysis.overview import findings as sentences
from insight.analysis.overview import statements as sql
from insight.analysis.overview.cells import cells
from insight.analysis.overview.month_statements import PERIOD_BUYERS, PERIODS
from insight.analysis.overview.params import OverviewParams
from insight.analysis.overview.tables import COLUMNS as _COLUMNS
from insight.analysis.overview.tables import next_month
from insight.analysis.overview.tiles import Compared, compared
from insight.errors import ParameterError
from insight.i18n import Text, _
from insight.results import Cell, Declared, Finding, Method
from insight.segments import Segment
from insight.warehouse import ORDER_TRUTH

_BUYER_GROUPS: dict[str, tuple[Text, int, int | None]] = {
    "buyers": (_("People with an order that counts"), 1, None),
    "repeat_buyers": (_("People who ordered on two or more days"), 2, None),
    "one_time_buyers": (_("People who ordered on one day only"), 1, 1),
}
_PERIOD_BUYERS = _("Everybody who bought in {period:month}")
_PERIOD_GROUPS: dict[str, Text] = {
    "new": _("New customers of {period:month}: they bought for the first time"),
    "returning": _("Returning customers of {period:month}: they had bought in an earlier month"),
}
_MONTH_GROUPS: dict[str, Text] = {
    "new": _("People whose first order that counts was in {period:month}"),
    "returning": _("People who ordered in {period:month} and in an earlier month"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewResult:
    """People and orders of all currencies; amounts (net_amount, average_order_value) in `params.currency`.

    `people` = `buyers` + `members_without_orders`. `orders` are those that count, with the ones that name no person.
    `average_order_value` is nan without orders; `last_ordered_at` is None then. Undefined rates are nan.
    `rates`: group (repeat: buyers who ordered on 2 or more days; refund: paid orders refunded at least partly;
    refund_amount: refunded of all money paid), rate, low, high, n, part (repeat buyers, or refunded orders, of n).
    `revenue`: by currency ("" where none is stated): currency, orders, orders_without_person, paid_orders,
    refunded_orders, net_amount, net_amount_without_person, gross_amount, refunded_amount, average_order_value.
    `months`: period (first day), group (new, returning), customers, orders, net_amount, is_complete; orders without a
    person are not in it. `periods`: the same months in the chosen currency alone: period, is_complete, customers,
    new_customers, orders, net_amount, returning_net_amount.
    `channels`: channel ("" where none is stated), customers, share (of buyers), orders, net_amount, net_amount_share;
    the last two are undefined for a channel without orders in the currency.
    `missing`: key, text, weakens, count, n, share: what is not there, and what that weakens.
    """

    COLUMNS: ClassVar[Declared] = _COLUMNS

    params: OverviewParams
    people: int
    buyers: int
    repeat_buyers: int
    members_without_orders: int
    orders: int
    orders_without_person: int
    net_amount: float
    average_order_value: float
    first_ordered_at: dt.datetime | None
    last_ordered_at: dt.datetime | None
    rates: pd.DataFrame
    revenue: pd.DataFrame
    months: pd.DataFrame
    periods: pd.DataFrame
    channels: pd.DataFrame
    missing: pd.DataFrame

    @property
    def one_time_buyers(self) -> int:
        """People who ordered on one day only."""
        return self.buyers - self.repeat_buyers

    @property
    def repeat_rate(self) -> float:
        """Share of buyers who ordered on two or more days."""
        return float(self.rate("repeat")["rate"])

    @property
    def refund_rate(self) -> float:
        """Share of paid orders that were refunded at least partly."""
        return float(self.rate("refund")["rate"])

    def rate(self, group: str) -> pd.Series:
        """One row of `rates`."""
        return self.rates[self.rates["group"] == group].iloc[0]

    def main_revenue(self) -> pd.Series | None:
        """The row of `revenue` in the chosen currency; None where no order counts in it."""
        rows = self.revenue[(self.revenue["currency"] == self.params.currency) & (self.revenue["orders"] > 0)]
        return None if rows.empty else rows.iloc[0]

    def compared(self) -> Compared | None:
        """The last whole month beside the one before and the one of last year; None where no month is over."""
        first = self.first_ordered_at
        return compared(self.periods, None if first is None else first.date())

    def findings(self) -> list[Finding]:
        """The sentences worth saying: the last month and why it differs, who comes back, then the whole."""
        return sentences.findings(self)

    def cells(self) -> Iterator[Cell]:
        """Every number of people that can be asked for."""
        return cells(self)

    def segment(
        self,
        *,
        group: str | None = None,
        period: dt.date | str | None = None,
        channel: str | None = None,
        in_currency: bool = False,
    ) -> Segment:
        """The people of a group (buyers, repeat_buyers, one_time_buyers, members_without_orders), of a month (period
        and group new or returning; `in_currency`: who bought in the chosen currency, without a group all of them), or
        the buyers of a channel.

        Raises ParameterError for anything else.
        """
        if in_currency:
            return self._period(group, period, channel)
        if channel is not None and group is None and period is None:
            return self._channel(channel)
        if group in _MONTH_GROUPS and period is not None and channel is None:
            return self._month(group, _first_day(period))
        if period is None and channel is None and group is not None:
            return self._group(group)
        cell = {"group": group, "period": period, "channel": channel}
        raise ParameterError("cell", _plain(cell), _("a group, or new or returning with a period, or a channel"))

    def method(self) -> Method:
        """Definition, statements and limits."""
        return Method(
            definition=(*_DEFINITION, *ORDER_TRUTH),
            limits=_LIMITS,
            statements=(sql.TOTALS, sql.LOYALTY, NEVER_ORDERED, sql.MONTHS, PERIODS, sql.CHANNELS),
            values=self.params.values(),
        )

    def _group(self, group: str) -> Segment:
        if group == "members_without_orders":
            sentence = _("People without an order that counts, as of {as_of:last_day}", as_of=self.params.as_of)
            return self._segment(sentence, NEVER_ORDERED, {}, {"group": group})
        if group not in _BUYER_GROUPS:
            names = ", ".join((*_BUYER_GROUPS, "members_without_orders"))
            raise ParameterError("group", group, _("one of {names}", names=names))
        who, least, most = _BUYER_GROUPS[group]
        sentence = _("{who}, as of {as_of:last_day}", who=who, as_of=self.params.as_of)
        return self._segment(sentence, sql.BUYERS, {"least_visits": least, "most_visits": most}, {"group": group})

    def _month(self, group: str, period: dt.date) -> Segment:
        who = Text(_MONTH_GROUPS[group].key, (("period", period),))
        sentence = _("{who}, as of {as_of:last_day}", who=who, as_of=self.params.as_of)
        values = {"period": period, "next_period": next_month(period), "is_new": group == "new"}
        return self._segment(sentence, sql.MONTH_BUYERS, values, {"group": group, "period": period})

    def _period(self, group: str | None, period: dt.date | str | None, channel: str | None) -> Segment:
        if period is None or channel is not None or group not in (None, *_PERIOD_GROUPS):
            cell = {"group": group, "period": period, "channel": channel}
            raise ParameterError("cell", _plain(cell), _("a period, or new or returning with a period"))
        day = _first_day(period)
        values = {"period": day, "next_period": next_month(day), "currency": self.params.currency}
        values["is_new"] = None if group is None else group == "new"
        who = Text(_PERIOD_GROUPS.get(group or "", _PERIOD_BUYERS).key, (("period", day),))
        return self._segment(who, PERIOD_BUYERS, values, {"group": group, "period": day, "in_currency": True})

    def _channel(self, channel: str) -> Segment:
        if channel not in set(self.channels["channel"]):
            names = ", ".join(self.channels["channel"])
            raise ParameterError("channel", channel, _("one of {names}", names=names))
        sentence = _("Buyers in channel {channel}, as of {as_of:last_day}", channel=channel, as_of=self.params.as_of)
        return self._segment(sentence, sql.CHANNEL_BUYERS, {"channel": channel}, {"channel": channel})

    def _segment(self, sentence: Text, statement: str, values: dict[str, Any], cell: dict[str, Any]) -> Segment:
        return Segment(
            sentence=sentence,
            statement=statement,
            values={"as_of": self.params.as_of, **values},
            as_of=self.params.as_of,
            analysis="overview",
            parameters=asdict(self.params) | cell,
        )


def _first_day(period: dt.date | str) -> dt.date:
    try:
        day = dt.date.fromisoformat(period) if isinstance(period, str) else period
    except ValueError as error:
        raise ParameterError("period", period, _("a day such as 2025-12-31")) from error
    return dt.date(day.year, day.month, 1)


def _plain(cell: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in cell.items() if value is not None)


_DEFINITION = (
    _("People: everybody known before the as-of day by a customer list or an order."),
    _("Repeat rate: people who ordered on two or more days, of people with at least one order that counts."),
    _("Refund rate: orders refunded at least partly, of orders once paid; in money, refunded of what was paid."),
    _("Average order value: net amount divided by orders that count, in the chosen currency."),
    _("New: the first order that counts was in that month. Returning: it was in an earlier month."),
)

_LIMITS = (
    _("A person who uses different names on different platforms is counted once for each name."),
    _("A month that is not over by the as-of day is marked: its numbers will still grow."),
    _("Someone who bought before the data begin looks new."),
)
