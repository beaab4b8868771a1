"""Why somebody moved between two days: what is said of each score that changed, and of who came in."""

import datetime as dt
from functools import partial

from insight.analysis.rfm_core.reasons import Part, Row
from insight.analysis.rfm_movement.params import RfmMovementParams
from insight.i18n import Money, Text, _


def movement_parts(params: RfmMovementParams) -> tuple[Part, ...]:
    """Between two days. The amount is a reason only in the scheme that looks at it."""
    recency = Part("r", ("from_r", "r", "judged_r", "recency_days"), partial(_recency, params.as_of))
    frequency = Part(
        "f", ("from_f", "f", "judged_f", "from_orders", "orders", "recency_days"), partial(_frequency, params.as_of)
    )
    monetary = Part("m", ("from_m", "m", "judged_m", "more_amount"), partial(_monetary, params.currency))
    return (recency, frequency, monetary) if params.scheme == "eight" else (recency, frequency)


def entrance_part(params: RfmMovementParams) -> Part:
    """Of those who had no scores on the earlier day."""
    return Part("entered", ("from_group", "orders", "recency_days"), partial(_entrance, params.as_of, params.currency))


def _is_own(row: Row, score: str) -> bool:
    """Whether the boundaries of the earlier day say the same: then it is the person who moved, not the boundaries."""
    before, now, judged = row[f"from_{score}"], row[score], row[f"judged_{score}"]
    return bool((judged - before) * (now - before) > 0)


def _scores(row: Row, score: str) -> dict[str, int]:
    return {"before": int(row[f"from_{score}"]), "now": int(row[score])}


def _recency(as_of: dt.date, row: Row) -> Text:
    days, scores = int(row["recency_days"]), _scores(row, "r")
    has_fallen = scores["now"] < scores["before"]
    if not _is_own(row, "r"):
        if has_fallen:
            return _(
                "R {before} → {now}: others ordered more lately; {days:count} days without an order",
                days=days,
                **scores,
            )
        return _(
            "R {before} → {now}: others ordered longer ago; {days:count} days without an order", days=days, **scores
        )
    if has_fallen:
        return _("R {before} → {now}: {days:count} days without an order", days=days, **scores)
    return _("R {before} → {now}: ordered again on {day:day}", day=_last_day(as_of, days), **scores)


def _frequency(as_of: dt.date, row: Row) -> Text:
    scores, orders = _scores(row, "f"), int(row["orders"])
    more, day = orders - int(row["from_orders"]), _last_day(as_of, int(row["recency_days"]))
    if not _is_own(row, "f"):
        if scores["now"] < scores["before"]:
            return _("F {before} → {now}: others order more often; {orders:count} orders", orders=orders, **scores)
        return _("F {before} → {now}: others order less often; {orders:count} orders", orders=orders, **scores)
    if more == 1:
        return _("F {before} → {now}: one more order on {day:day}", day=day, **scores)
    return _("F {before} → {now}: {more:count} more orders, the last on {day:day}", more=more, day=day, **scores)


def _monetary(currency: str, row: Row) -> Text:
    scores, amount = _scores(row, "m"), Money(float(row["more_amount"]), currency)
    if not _is_own(row, "m"):
        if scores["now"] < scores["before"]:
            return _("M {before} → {now}: others spend more", **scores)
        return _("M {before} → {now}: others spend less", **scores)
    return _("M {before} → {now}: spent {amount:money} more", amount=amount, **scores)


def _entrance(as_of: dt.date, currency: str, row: Row) -> Text:
    day, orders = _last_day(as_of, int(row["recency_days"])), int(row["orders"])
    if row["from_group"] == "elsewhere":
        return _("first counted order in {currency:currency} on {day:day} or before", currency=currency, day=day)
    if orders == 1:
        return _("first order on {day:day}", day=day)
    return _("first {orders:count} orders, the last on {day:day}", orders=orders, day=day)


def _last_day(as_of: dt.date, recency_days: int) -> dt.date:
    return as_of - dt.timedelta(days=recency_days)
