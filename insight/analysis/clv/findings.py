"""What is worth saying about predictions."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.clv.exam import SILENT_DAYS
from insight.analysis.clv.models import PEOPLE_MODEL
from insight.i18n import Money, Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL, share_of, wilson

if TYPE_CHECKING:
    from insight.analysis.clv.result import ClvResult


def findings(result: "ClvResult") -> list[Finding]:
    """What known buyers will bring; how the exam went, and why; who brings most; who is likely gone."""
    return [*_ahead(result), held(result), *_why(result), *_best(result), *_gone(result), *_fading(result)]


_NEAR = 0.25
"""A forecast whose sum is further from what came than this share of it has the right people, but not the right sum."""


def is_passed(result: "ClvResult") -> bool:
    """Whether the model that values people did better on held-out days than the plain guess, and its sum was near."""
    rows = result.exam[result.exam["model"] == PEOPLE_MODEL]
    return bool(len(rows)) and bool(rows["is_better"].iloc[0]) and _is_near(rows.iloc[0])


def _is_near(row: Any) -> bool:
    return bool(abs(float(row["predicted_orders"]) - row["orders"]) <= _NEAR * float(row["orders"]))


def _ahead(result: "ClvResult") -> Iterator[Finding]:
    row = result.forecast.iloc[-1]
    money = {name: Money(float(row[name]), result.params.currency) for name in ("net_amount", "low", "high")}
    yield Finding(
        text=_(
            "Today's {n:count} buyers are expected to bring {amount:short_money} in the next {days} days, somewhere "
            "between {low:short_money} and {high:short_money}, with {orders:count} orders",
            n=result.customers,
            amount=money["net_amount"],
            low=money["low"],
            high=money["high"],
            days=int(row["days"]),
            orders=round(float(row["orders"])),
        ),
        value=float(row["net_amount"]),
        n=result.customers,
        certain=is_passed(result),
        is_forecast=True,
    )


def held(result: "ClvResult") -> Finding:
    """Whether such forecasts held when they were tried, or cannot be tried yet."""
    if result.exam.empty:
        return Finding(
            text=_(
                "Whether such forecasts hold cannot be tried yet: before the last {days} days there are too few people "
                "who bought again",
                days=result.params.hold_out_days,
            ),
            value=None,
            n=result.customers,
            certain=False,
            is_forecast=True,
        )
    rows = result.exam.set_index("model")
    row: Any = rows.loc[PEOPLE_MODEL]
    return Finding(
        text=_verdict(result, row),
        value=float(row["difference"]),
        n=int(row["n"]),
        certain=is_passed(result),
        is_forecast=True,
    )


def _verdict(result: "ClvResult", row: Any) -> Text:
    numbers = {
        "days": result.params.hold_out_days,
        "predicted": round(float(row["predicted_orders"])),
        "came": int(row["orders"]),
    }
    if row["is_better"] and not _is_near(row):
        return _(
            "Tried on the past, half right: who buys was told better than by simple guesses (everybody as before, "
            "everybody alike), but for the last {days} days {predicted:count} orders were forecast and {came:count} "
            "came: trust who comes first, not the sums",
            **numbers,
        )
    if row["is_better"]:
        return _(
            "Tried on the past, right: for the last {days} days {predicted:count} orders were forecast and "
            "{came:count} came; person by person the error is smaller than that of simple guesses (everybody as "
            "before, everybody alike)",
            **numbers,
        )
    return _(
        "Tried on the past, wrong: for the last {days} days {predicted:count} orders were forecast and {came:count} "
        "came, and a simple guess (everybody as before, or everybody alike) is no worse person by person: use that",
        **numbers,
    )


def _why(result: "ClvResult") -> Iterator[Finding]:
    """Where more was forecast than came: of whom, those who had bought lately or those who had been silent."""
    found = {int(row["from_days"]): row for row in result.exam_by_silence.to_dict("records")}
    if len(found) < 2 or is_passed(result):
        return
    silent, others = found[SILENT_DAYS], found[0]
    if not silent["orders"] < (1 - _NEAR) * silent["predicted_orders"]:
        return
    is_silence = silent["orders"] * others["predicted_orders"] < others["orders"] * silent["predicted_orders"]
    yield Finding(
        text=_(
            "Of people silent for {days} days or longer {predicted:count} orders were forecast and {came:count} came, "
            "of all others {other_predicted:count} and {other_came:count}: {meaning}",
            days=SILENT_DAYS,
            predicted=round(float(silent["predicted_orders"])),
            came=int(silent["orders"]),
            other_predicted=round(float(others["predicted_orders"])),
            other_came=int(others["orders"]),
            meaning=_("who falls silent here is gone sooner than the model takes for granted")
            if is_silence
            else _("everybody bought less than before"),
        ),
        value=float(silent["orders"] / silent["predicted_orders"]),
        n=int(silent["n"]),
    )


def _best(result: "ClvResult") -> Iterator[Finding]:
    for row in result.deciles[result.deciles["decile"] == 1].to_dict("records"):
        yield Finding(
            text=_(
                "The best tenth, {customers:count} people, is expected to bring {share:percent} of that money",
                customers=int(row["customers"]),
                share=float(row["share"]),
            ),
            value=float(row["share"]),
            n=int(row["customers"]),
            certain=is_passed(result) and row["customers"] >= SMALL,
            is_forecast=True,
            cell={"decile": 1},
        )


def _gone(result: "ClvResult") -> Iterator[Finding]:
    for row in result.bands[(result.bands["band"] == 1) & (result.bands["customers"] > 0)].to_dict("records"):
        low, high = wilson(int(row["customers"]), result.customers)
        yield Finding(
            text=_(
                "{customers:count} people are most likely gone (chance to be still a customer below 20 %); "
                "{one_time:count} of them bought only once",
                customers=int(row["customers"]),
                one_time=int(row["one_time"]),
            ),
            value=share_of(int(row["customers"]), result.customers),
            n=result.customers,
            low=low,
            high=high,
            certain=is_passed(result),
            is_forecast=True,
            cell={"band": 1},
        )


def _fading(result: "ClvResult") -> Iterator[Finding]:
    rows = result.bands[result.bands["band"].isin((2, 3)) & (result.bands["customers"] > 0)]
    if rows.empty:
        return
    row = max(rows.to_dict("records"), key=lambda one: float(one["net_amount"]))
    yield Finding(
        text=_(
            "{customers:count} people hang in the balance (chance to be still a customer {low:percent} to "
            "{high:percent}): {amount:short_money} is expected of them, here a message can still change something",
            customers=int(row["customers"]),
            low=float(row["from_share"]),
            high=float(row["to_share"]),
            amount=Money(float(row["net_amount"]), result.params.currency),
        ),
        value=float(row["net_amount"]),
        n=int(row["customers"]),
        certain=is_passed(result) and int(row["customers"]) >= SMALL,
        is_forecast=True,
        cell={"band": int(row["band"])},
    )
