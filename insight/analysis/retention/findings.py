"""What is worth saying about retention."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from insight.analysis.retention.words import by_what, in_period, value_name
from insight.i18n import Text, _
from insight.results import Finding
from insight.results.defined import defined
from insight.statistics.intervals import SMALL

if TYPE_CHECKING:
    from insight.analysis.retention.result import RetentionResult

_MOST_WINDOWS, _MOST_COHORTS, _MOST_VALUES = 3, 2, 3


def findings(result: "RetentionResult") -> list[Finding]:
    """Those won who were lost, most people first; how many come back; who differs for the better; what still runs."""
    lost, kept = _won(result)
    averages = [*_averages(result)]
    rest = [*lost[1:], *kept, *_values(result), *averages[1:], *_running(result)]
    return [*lost[:1], *averages[:1], *rest]


def _averages(result: "RetentionResult") -> Iterator[Finding]:
    rows = result.average[result.average["period_no"] > 0]
    last = rows[(rows["n"] >= SMALL) & (rows["period_no"] > 1)].tail(1)
    for row in [*rows.head(1).to_dict("records"), *last.to_dict("records")]:
        if row["rate"] == row["rate"]:
            yield Finding(
                text=_average_text(result, row),
                value=float(row["rate"]),
                n=int(row["n"]),
                low=defined(row["low"]),
                high=defined(row["high"]),
                certain=int(row["n"]) >= SMALL,
                cell={"period_no": int(row["period_no"]), "returned": False},
            )


def _average_text(result: "RetentionResult", row: dict[Any, Any]) -> Text:
    values = {
        "when": in_period(result.params, int(row["period_no"])),
        "rate": float(row["rate"]),
    }
    if result.params.returns == "amount":
        return _("{rate:percent} of the money of the first period is spent again {when}", **values)
    return _(
        "Of everybody who was won, {rate:percent} come back {when}: {returned:count} of {n:count} people",
        returned=int(row["returned"]),
        n=int(row["n"]),
        **values,
    )


def _won(result: "RetentionResult") -> tuple[list[Finding], list[Finding]]:
    """Those who come back less than the others, most people missing first; and the rest worth saying."""
    tested = result.won[result.won["p_value"].notna()]
    differing = tested[tested["differs"]]
    differing = differing.assign(missing=(differing["others_rate"] - differing["rate"]) * differing["n"])
    differing = differing.sort_values(["missing", "key"], ascending=[False, True])
    is_cohort = differing["kind"] == "cohort"
    named = pd.concat([differing[~is_cohort].head(_MOST_WINDOWS), differing[is_cohort].head(_MOST_COHORTS)])
    said = [(row["missing"] > 0, _window(result, row)) for row in named.to_dict("records")]
    lost, kept = ([finding for is_lost, finding in said if is_lost == wanted] for wanted in (True, False))
    if len(tested) and differing.empty:
        kept.append(_no_difference(result, len(tested)))
    return lost, kept


def _no_difference(result: "RetentionResult", compared: int) -> Finding:
    return Finding(
        text=_(
            "No difference can be seen between festivals, campaigns and cohorts in who comes back within {days} days: "
            "{compared:count} compared, corrected for their number",
            days=result.params.return_days,
            compared=compared,
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
        text=text,
        value=float(row["rate"]),
        n=int(row["n"]),
        low=defined(row["low"]),
        high=defined(row["high"]),
        cell={"won": row["key"], "returned": not row["rate"] < row["others_rate"]},
        watch="differs" if row["rate"] < row["others_rate"] else None,
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
                breakdown=by_what(result.params, result.apart),
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
    if result.apart is not None and not result.apart.is_lasting:
        yield Finding(
            text=_(
                "{trait} is known as of today only, and coming back may have changed it: the curves are shown, but "
                "not compared",
                trait=result.apart.quoted,
            ),
            value=None,
            n=result.people,
        )


def _value(result: "RetentionResult", row: dict[Any, Any]) -> Finding:
    text = _(
        "{value}: {rate:percent} come back {when} ({returned:count} of {n:count}); of all people of the same cohorts "
        "{expected:percent} do: more of a difference than chance explains",
        value=value_name(row["value"], result.params, result.apart),
        when=in_period(result.params, int(row["period_no"])),
        rate=float(row["rate"]),
        returned=int(row["returned"]),
        n=int(row["n"]),
        expected=float(row["expected_rate"]),
    )
    is_rest = row["value"] is None or row["value"] != row["value"]
    return Finding(
        text=text,
        value=float(row["rate"]),
        n=int(row["n"]),
        low=defined(row["low"]),
        high=defined(row["high"]),
        cell={
            "value": None if is_rest else row["value"],
            "is_rest": is_rest,
            "period_no": int(row["period_no"]),
            "returned": not row["rate"] < row["expected_rate"],
        },
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
