"""What is worth saying of a campaign: the verdict in a manager's words, and what to beware of."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.judge.tables import cost_per_order, effect_of, row_of
from insight.analysis.judge.verdict import GRADES
from insight.analysis.judge.words import group_words
from insight.i18n import Money, Text, _
from insight.results import Finding

if TYPE_CHECKING:
    from insight.analysis.judge.result import JudgeResult

_MOST_GROUPS = 3
_TREATED = {"arm": "treated"}


def findings(result: "JudgeResult") -> list[Finding]:
    """The verdict, what it is worth or what could have been seen, who responded, and warnings."""
    return [
        *_verdict(result),
        *(_worth(result) if result.verdict in ("effective", "harmful") else _could_be_seen(result)),
        *_recalled(result),
        *_responded(result),
        *_beware(result),
        *_before_after(result),
    ]


def _verdict(result: "JudgeResult") -> Iterator[Finding]:
    treated = row_of(result.arms, "arm", "treated")
    assert treated is not None
    n = int(treated["customers"])
    if result.verdict == "refused" or result.way is None:
        text = _("{campaign}: no verdict. {why}", campaign=result.group.name, why=result.why)
        yield Finding(text=text, value=None, n=n, certain=False, cell=_TREATED)
        return
    row = row_of(result.comparisons, "way", result.way)
    assert row is not None
    yield Finding(
        text=_said(result, row),
        value=float(row["difference"]),
        n=n,
        low=float(row["low"]),
        high=float(row["high"]),
        certain=result.verdict != "none",
        cell=_TREATED,
    )


def _said(result: "JudgeResult", row: dict[str, Any]) -> Text:
    assert result.grade is not None
    values = {
        "campaign": result.group.name,
        "days": result.span.days,
        "rate": row["rate"],
        "other": row["other_rate"],
        "whom": _WHOM[result.way or "matched"],
        "grade": GRADES[result.grade],
    }
    if result.way == "series":
        return _series_said(result, row)
    if result.verdict == "effective":
        return _(
            "{campaign} worked: {rate:percent} of the people contacted bought within {days} days, against "
            "{other:percent} of {whom} ({grade})",
            **values,
        )
    if result.verdict == "harmful":
        return _(
            "{campaign} did harm: {rate:percent} of the people contacted bought within {days} days, against "
            "{other:percent} of {whom} ({grade})",
            **values,
        )
    return _(
        "{campaign}: no difference can be seen. {rate:percent} of the people contacted bought within {days} days, and "
        "{other:percent} of {whom}",
        **values,
    )


_WHOM: dict[str, Text] = {
    "control": _("those held back"),
    "matched": _("people alike who were not contacted"),
    "propensity": _("people as likely to be contacted who were not"),
    "series": _("what was to be expected"),
}


def _series_said(result: "JudgeResult", row: dict[str, Any]) -> Text:
    values = {"who": result.group.name, "days": result.span.days, "share": abs(row["difference"] / row["other_rate"])}
    if result.verdict == "effective":
        return _(
            "{who}: in the {days} days since the start {share:percent} more bought a day than trend, weekdays and "
            "festivals made expect (weak evidence: nobody to compare with)",
            **values,
        )
    if result.verdict == "harmful":
        return _(
            "{who}: in the {days} days since the start {share:percent} fewer bought a day than trend, weekdays and "
            "festivals made expect (weak evidence: nobody to compare with)",
            **values,
        )
    return _("{who}: no difference can be seen to what trend, weekdays and festivals made expect", **values)


def _worth(result: "JudgeResult") -> Iterator[Finding]:
    people, orders, money = (effect_of(result.effects, outcome) for outcome in ("people", "orders", "money"))
    cost = cost_per_order(result.cost, orders)
    values = {
        "people": abs(people["value"]),
        "orders": abs(orders["value"]),
        "money": Money(abs(money["value"]), result.params.currency),
    }
    if people["value"] < 0:
        text = _("It cost about {people:count} buyers, {orders:count} orders and {money:short_money}", **values)
    else:
        text = _(
            "It brought about {people:count} buyers, {orders:count} orders and {money:short_money} that would not have "
            "come without it",
            **values,
        )
    if cost is not None:
        each = Money(cost[0], result.params.currency)
        text = _("{said}; each of these orders cost {each:money}", said=text, each=each)
    yield Finding(
        text=text,
        value=float(orders["value"]),
        n=int(orders["customers"]),
        certain=bool(orders["low"] > 0 or orders["high"] < 0),
        cell={"arm": "treated", "bought": True},
    )


def _could_be_seen(result: "JudgeResult") -> Iterator[Finding]:
    row = row_of(result.comparisons, "way", result.way or "control")
    if row is None or not math.isfinite(row["smallest_seen"]) or result.way == "series":
        return
    lowest = min(float(row["other_rate"]) + float(row["smallest_seen"]), 1.0)
    yield Finding(
        text=_(
            "With so few people only a rise from {other:percent} to {lowest:percent} or more would have been seen; a "
            "smaller one may be there all the same",
            other=row["other_rate"],
            lowest=lowest,
        ),
        value=float(row["smallest_seen"]),
        n=int(row["customers"]),
        cell=None,
    )


def _recalled(result: "JudgeResult") -> Iterator[Finding]:
    """Whether old customers were won back, where a verdict is given and enough of them were contacted."""
    if result.way is None or result.way == "series":
        return
    for row in result.recall.to_dict("records"):
        said = {"n": int(row["customers"]), "rate": row["rate"], "other": row["other_rate"]}
        yield Finding(
            text=_recall_said(result, row, said),
            value=float(row["difference"]),
            n=int(row["customers"]),
            low=float(row["low"]),
            high=float(row["high"]),
            certain=bool(row["certain"]),
            cell={"arm": "treated", "asleep": True, "bought": True},
        )


def _recall_said(result: "JudgeResult", row: dict[Any, Any], said: dict[str, Any]) -> Text:
    if not row["certain"]:
        return _(
            "Old customers: no difference can be seen. Of {n:count} contacted who had not bought for half a year "
            "{rate:percent} came back, and {other:percent} without contact",
            **said,
        )
    if row["difference"] < 0:
        return _(
            "Old customers: of {n:count} contacted who had not bought for half a year only {rate:percent} came back, "
            "against {other:percent} without contact",
            **said,
        )
    text = _(
        "Old customers won back: of {n:count} contacted who had not bought for half a year {rate:percent} came back, "
        "against {other:percent} without contact: about {more:count} people and {money:short_money} more",
        more=row["more"],
        money=Money(float(row["money"]), result.params.currency),
        **said,
    )
    if math.isfinite(row["cost_each"]):
        each = Money(float(row["cost_each"]), result.params.currency)
        text = _("{said}; each won back cost {each:money}", said=text, each=each)
    return text


def _responded(result: "JudgeResult") -> Iterator[Finding]:
    certain = result.groups[result.groups["certain"].astype(bool)]
    best = certain.sort_values(["difference", "group"], ascending=[False, True]).head(_MOST_GROUPS)
    for row in best.to_dict("records"):
        yield Finding(
            text=_(
                "{group}: {rate:percent} bought, against {other:percent} without contact",
                group=group_words(row),  # type: ignore[arg-type]
                rate=row["rate"],
                other=row["other_rate"],
            ),
            value=float(row["difference"]),
            n=int(row["customers"]),
            low=float(row["low"]),
            high=float(row["high"]),
            cell={"arm": "treated", str(row["kind"]): str(row["group"])},
        )


def _beware(result: "JudgeResult") -> Iterator[Finding]:
    treated = row_of(result.arms, "arm", "treated")
    n = int(treated["customers"]) if treated else 0
    if not result.span.is_over:
        text = _(
            "Only {days} of {all} days are over: whoever looks early and often finds effects that are none",
            days=result.span.days,
            all=result.span.asked_days,
        )
        yield Finding(text=text, value=None, n=n, certain=False)
    row = row_of(result.comparisons, "way", result.way) if result.way else None
    if row is not None and result.verdict == "effective" and row["difference"] < row["smallest_seen"]:
        text = _(
            "The effect is as small as can just be seen: such effects look larger than they are, and a repeat will "
            "likely do less"
        )
        yield Finding(text=text, value=float(row["difference"]), n=n, certain=False)
    if result.group.unknown:
        text = _("{rows:count} contacts name nobody who is known, and are left out", rows=result.group.unknown)
        yield Finding(text=text, value=float(result.group.unknown), n=n)
    for other in result.overlaps.head(1).to_dict("records"):
        text = _(
            "{other} reached {people:count} of the same people in the same days",
            other=other["campaign_id"],
            people=other["customers"],
        )
        yield Finding(text=text, value=float(other["customers"]), n=int(other["customers"]))


def _before_after(result: "JudgeResult") -> Iterator[Finding]:
    row = row_of(result.comparisons, "way", "before_after")
    if row is None or row["state"] == "impossible":
        return
    text = _(
        "Before the start {other:percent} of the same people bought in as many days, afterwards {rate:percent}: by "
        "itself that proves nothing",
        other=row["other_rate"],
        rate=row["rate"],
    )
    if result.span.year_before is not None:
        text = _(
            "Around {festival} a year before {other:percent} of the same people bought in as many days, now "
            "{rate:percent}: by itself that proves nothing",
            festival=result.span.festival,
            other=row["other_rate"],
            rate=row["rate"],
        )
    yield Finding(text=text, value=float(row["difference"]), n=int(row["customers"]), certain=False)
