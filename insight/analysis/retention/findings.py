"""What is worth saying about retention."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from insight.analysis.retention.words import in_period, value_name
from insight.i18n import Text, _
from insight.results import Finding
from insight.statistics.intervals import SMALL

if TYPE_CHECKING:
    from insight.analysis.retention.result import RetentionResult

_MOST_WINDOWS, _MOST_COHORTS, _MOST_VALUES = 3, 2, 3


def findings(result: "RetentionResult") -> list[Finding]:
    """How many come back at first and at last, which of those won differ, which values differ, and what still runs."""
    return [*_averages(result), *_won(result), *_values(result), *_running(result)]


def _averages(result: "RetentionResult") -> Iterator[Finding]:
    rows = result.average[result.average["period_no"] > 0]
    last = rows[(rows["n"] >= SMALL) & (rows["period_no"] > 1)].tail(1)
    for row in [*rows.head(1).to_dict("records"), *last.to_dict("records")]:
        if row["rate"] == row["rate"]:
            yield Finding(
                text=_average_text(result, row),
                value=float(row["rate"]),
                n=int(row["n"]),
                low=_defined(row["low"]),
                high=_defined(row["high"]),
                certain=int(row["n"]) >= SMALL,
            )


def _average_text(result: "RetentionResult", row: dict[Any, Any]) -> Text:
    values = {
        "when": in_period(result.params, int(row["period_no"])),
        "rate": float(row["rate"]),
        "cohorts": int(row["cohorts"]),
    }
    if result.params.returns == "amount":
        return _(
            "{rate:percent} of the money of the first period is spent again {when}, over {cohorts:count} cohorts whose "
            "period is over",
            **values,
        )
    return _(
        "{rate:percent} come back {when}: {returned:count} of {n:count} people, over {cohorts:count} cohorts whose "
        "period is over",
        returned=int(row["returned"]),
        n=int(row["n"]),
        **values,
    )


def _won(result: "RetentionResult") -> Iterator[Finding]:
    tested = result.won[result.won["p_value"].notna()]
    differing = tested[tested["differs"]]
    differing = differing.assign(gap=(differing["rate"] - differing["others_rate"]).abs())
    differing = differing.sort_values(["p_value", "gap", "key"], ascending=[True, False, True])
    is_cohort = differing["kind"] == "cohort"
    for row in [
        *differing[~is_cohort].head(_MOST_WINDOWS).to_dict("records"),
        *differing[is_cohort].head(_MOST_COHORTS).to_dict("records"),
    ]:
        yield _window(result, row)
    if len(tested) and differing.empty:
        yield Finding(
            text=_(
                "No difference can be seen between festivals, campaigns and cohorts in who comes back within {days} "
                "days: {compared:count} compared, corrected for their number",
                days=result.params.return_days,
                compared=len(tested),
            ),
            value=None,
            n=result.people,
        )


def _window(result: "RetentionResult", row: dict[Any, Any]) -> Finding:
    values = {
        "name": row["name"],
        "rate": float(row["rate"]),
        "returned": int(row["returned"]),
        "n": int(row["n"]),
        "days": result.params.return_days,
        "others_rate": float(row["others_rate"]),
        "others": int(row["others_n"]),
    }
    if row["rate"] < row["others_rate"]:
        text = _(
            "Won at {name}: only {rate:percent} come back within {days} days ({returned:count} of {n:count}); of the "
            "{others:count} won on other days {others_rate:percent} do",
            **values,
        )
    else:
        text = _(
            "Won at {name}: {rate:percent} come back within {days} days ({returned:count} of {n:count}), more than the "
            "{others_rate:percent} of the {others:count} won on other days",
            **values,
        )
    return Finding(
        text=text, value=float(row["rate"]), n=int(row["n"]), low=_defined(row["low"]), high=_defined(row["high"])
    )


def _values(result: "RetentionResult") -> Iterator[Finding]:
    tested = result.curves[result.curves["p_value"].notna()]
    if tested.empty:
        yield from _not_tested(result)
        return
    differing = tested[tested["differs"]].sort_values(["p_value", "period_no"])
    strongest = differing.drop_duplicates("value").head(_MOST_VALUES)
    for row in strongest.to_dict("records"):
        yield _value(result, row)
    if differing.empty:
        yield Finding(
            text=_(
                "No difference can be seen between the groups by {breakdown}: {compared:count} compared within their "
                "cohorts, corrected for their number",
                breakdown=BREAKDOWNS[str(result.params.breakdown)],
                compared=len(tested),
            ),
            value=None,
            n=int(result.values["customers"].sum()),
        )


def _not_tested(result: "RetentionResult") -> Iterator[Finding]:
    if result.params.breakdown == "tier":
        yield Finding(
            text=_(
                "Tiers are known as of today only, and who comes back rises: their curves are shown, but not compared"
            ),
            value=None,
            n=result.people,
        )


def _value(result: "RetentionResult", row: dict[Any, Any]) -> Finding:
    text = _(
        "{value}: {rate:percent} come back {when} ({returned:count} of {n:count}); of all people of the same cohorts "
        "{expected:percent} do: more of a difference than chance explains",
        value=value_name(row["value"], result.params),
        when=in_period(result.params, int(row["period_no"])),
        rate=float(row["rate"]),
        returned=int(row["returned"]),
        n=int(row["n"]),
        expected=float(row["expected_rate"]),
    )
    return Finding(
        text=text, value=float(row["rate"]), n=int(row["n"]), low=_defined(row["low"]), high=_defined(row["high"])
    )


def _running(result: "RetentionResult") -> Iterator[Finding]:
    open_cells = result.matrix[~result.matrix["is_complete"]]
    cohorts = open_cells["cohort"].nunique()
    if cohorts:
        yield Finding(
            text=_(
                "{cohorts:count} cohorts have a period that is still running and counts in no average; the next one is "
                "over on {day:day}",
                cohorts=cohorts,
                day=min(open_cells["completes_on"]),
            ),
            value=float(cohorts),
            n=int(result.matrix["cohort"].nunique()),
        )


def _defined(number: Any) -> float | None:
    return None if number != number else float(number)


BREAKDOWNS: dict[str, Text] = {
    "channel": _("channel at entry"),
    "tier": _("tier as of today"),
    "province": _("province at entry"),
    "first_product": _("first product"),
    "first_coupon": _("first coupon"),
}
