"""What is worth saying about chances to order."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.predict.features import TITLES
from insight.i18n import Text, _
from insight.results import Finding
from insight.results.defined import defined
from insight.statistics.intervals import SMALL, share_of, wilson

if TYPE_CHECKING:
    from insight.analysis.predict.result import PredictResult

NEAR = 0.25
"""Where more or fewer came than was said, by this share or more, the order of people holds, but not the sum."""


def findings(result: "PredictResult") -> list[Finding]:
    """Who comes, and how many it may be; who leaves; whether such chances came true, which comes first where they did
    not; why it may be more or fewer; where to look first; what moves chances."""
    trial, leaving = list(_trial(result)), list(_leaving(result))
    first = [*leaving, *trial] if is_near(result) else [*trial, *leaving]
    return [*_ahead(result), *first, *_between(result), *_best(result), *_moves(result)]


def is_near(result: "PredictResult") -> bool:
    """Whether about as many came in the trial as was said."""
    row = used(result)
    return bool(abs(float(row["expected"]) - row["came"]) <= NEAR * float(row["came"]))


def used(result: "PredictResult") -> Any:
    """The row of the model that is used."""
    return result.models[result.models["is_used"].astype(bool)].to_dict("records")[0]


def _ahead(result: "PredictResult") -> Iterator[Finding]:
    numbers = {"n": result.customers, "expected": round(result.expected), "days": result.params.horizon_days}
    if not result.is_told:
        yield Finding(
            text=_(
                "Of {n:count} known buyers about {expected:count} will order within {days} days, but which ones cannot "
                "be told: nothing did better than giving everybody the same chance",
                **numbers,
            ),
            value=result.expected,
            n=result.customers,
            certain=False,
            is_forecast=True,
        )
        return
    yield Finding(
        text=_told_ahead(result, numbers),
        value=result.expected,
        n=result.customers,
        certain=is_near(result),
        is_forecast=True,
        cell={"outlook": "buys"},
    )


def _told_ahead(result: "PredictResult", numbers: dict[str, Any]) -> Text:
    between = _ends(result)
    if between is None:
        return _(
            "Of {n:count} known buyers about {expected:count} will order within {days} days; {buys:count} of them will "
            "rather come than not",
            **numbers,
            buys=result.buys,
        )
    return _(
        "Of {n:count} known buyers about {expected:count} ({low:count} to {high:count}) will order within {days} days; "
        "{buys:count} of them will rather come than not",
        **numbers,
        low=between[0],
        high=between[1],
        buys=result.buys,
    )


def _ends(result: "PredictResult") -> tuple[int, int] | None:
    """Between how many it may be; None where earlier spans do not say how unlike they are."""
    low, high = defined(result.expected_low), defined(result.expected_high)
    return None if low is None or high is None else (round(low), round(high))


def _between(result: "PredictResult") -> Iterator[Finding]:
    between = _ends(result)
    if not result.is_told or between is None:
        return
    yield Finding(
        text=_(
            "No {days} days are like the last: as far as earlier ones lay apart, {low:count} to {high:count} people "
            "may order",
            days=result.params.horizon_days,
            low=between[0],
            high=between[1],
        ),
        value=result.expected,
        n=result.customers,
        certain=is_near(result),
        is_forecast=True,
    )


def _trial(result: "PredictResult") -> Iterator[Finding]:
    row = used(result)
    yield Finding(
        text=_trial_in_words(result, row),
        value=float(row["difference"]),
        n=int(row["n"]),
        low=float(row["low"]),
        high=float(row["high"]),
        certain=result.is_told and is_near(result),
        is_forecast=True,
    )


def _trial_in_words(result: "PredictResult", row: Any) -> Text:
    best = result.backtest.to_dict("records")[0]
    numbers = {
        "days": result.params.horizon_days,
        "expected": round(row["expected"]),
        "came": int(row["came"]),
        "n": int(row["n"]),
    }
    if not result.is_told:
        return _(
            "Tried on the last {days} days: {came:count} of {n:count} came; neither the buying rhythm nor boosting "
            "told them apart better than chance, so no list is better than another",
            **numbers,
        )
    told = {"best": float(best["rate"]), "lift": f"{best['lift']:.1f}"}
    if is_near(result):
        return _(
            "Tried on the last {days} days, right: {expected:count} people were expected and {came:count} of {n:count} "
            "came; of the tenth with the highest chances {best:percent} came, {lift} times as many as of everybody",
            **numbers,
            **told,
        )
    return _(
        "Tried on the last {days} days, half right: {expected:count} people were expected and {came:count} of "
        "{n:count} came; of the tenth with the highest chances {best:percent} came, {lift} times as many as of "
        "everybody: trust who comes first, not the sums",
        **numbers,
        **told,
    )


def _leaving(result: "PredictResult") -> Iterator[Finding]:
    if not result.is_told or not result.leaves:
        return
    low, high = wilson(result.leaves, result.active)
    yield Finding(
        text=_(
            "{n:count} of {active:count} people who bought within the last {days} days are about to leave: their "
            "chance to order within the next {days} is below 30 %",
            n=result.leaves,
            active=result.active,
            days=result.params.horizon_days,
        ),
        value=share_of(result.leaves, result.active),
        n=result.active,
        low=low,
        high=high,
        certain=is_near(result) and result.leaves >= SMALL,
        is_forecast=True,
        cell={"outlook": "leaves"},
    )


def _best(result: "PredictResult") -> Iterator[Finding]:
    row = result.deciles.to_dict("records")[0]
    if not result.is_told or not row["customers"] or not result.expected:
        return
    yield Finding(
        text=_(
            "The tenth with the highest chances, {customers:count} people, holds {share:percent} of all who will order",
            customers=int(row["customers"]),
            share=float(row["expected"]) / result.expected,
        ),
        value=float(row["expected"]) / result.expected,
        n=int(row["customers"]),
        certain=int(row["customers"]) >= SMALL,
        is_forecast=True,
        cell={"decile": 1},
    )


def _moves(result: "PredictResult") -> Iterator[Finding]:
    rows = result.drivers.to_dict("records")[:2]
    if not result.is_told or len(rows) < 2:
        return
    yield Finding(
        text=_(
            "What moves the chance most: {first} ({share:percent} of all that moves it), then {second}",
            first=TITLES[rows[0]["feature"]],
            share=float(rows[0]["share"]),
            second=TITLES[rows[1]["feature"]],
        ),
        value=float(rows[0]["share"]),
        n=result.customers,
        is_forecast=True,
    )
