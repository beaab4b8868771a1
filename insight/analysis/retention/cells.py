"""The numbers of people in retention."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from insight.analysis.retention.words import in_period, value_name
from insight.calendar.periods import period_name
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.retention.result import RetentionResult

AVERAGE = "average"
"""In place of a cohort, a click on the average means all cohorts whose period is over."""


def cells(result: "RetentionResult") -> Iterator[Cell]:
    """The average and the cohorts by period, the newest first; values of the breakdown by period; festivals, campaigns
    and cohorts. Each is everybody who entered; with `returned` in its key those who came back, or who did not."""
    for row in result.average.to_dict("records"):
        period_no = int(row["period_no"])
        yield _told(result, "cohort_cell", (AVERAGE, period_no), {"period_no": period_no}, _("Average"), row)
    for row in result.matrix.iloc[::-1].to_dict("records"):
        cohort, period_no = row["cohort"].isoformat(), int(row["period_no"])
        key, name = {"cohort": cohort, "period_no": period_no}, period_name(row["cohort"], result.params.period)
        yield _told(result, "cohort_cell", (cohort, period_no), key, name, row)
    yield from _values(result)
    for row in result.won.iloc[::-1].to_dict("records"):
        yield Cell(
            key={"won": row["key"]},
            label=_(
                "{name} · {returned:count} of {n:count} back within {days} days",
                name=row["name"],
                returned=whole(row["returned"]),
                n=whole(row["n"]),
                days=result.params.return_days,
            ),
            people=whole(row["n"]),
            picker="cohort_won",
            point=("won", row["key"]),
            says_people=True,
        )


def _values(result: "RetentionResult") -> Iterator[Cell]:
    values = result.values["value"].tolist()
    for row in result.curves.to_dict("records"):
        number = next(place for place, value in enumerate(values) if _same(value, row["value"]))
        is_rest, period_no = _same(values[number], None), int(row["period_no"])
        named = {"is_rest": True} if is_rest else {"value": values[number]}
        name = value_name(None if is_rest else values[number], result.params, result.apart)
        yield _told(result, "cohort_value", ("value", number, period_no), {**named, "period_no": period_no}, name, row)


def _told(
    result: "RetentionResult",
    picker: str,
    point: tuple[Any, ...],
    key: Mapping[str, Any],
    name: Text,
    row: Mapping[Any, Any],
) -> Cell:
    label = _(
        "{cohort} · {when} · {returned:count} of {n:count}",
        cohort=name,
        when=in_period(result.params, int(row["period_no"])),
        returned=whole(row["returned"]),
        n=whole(row["n"]),
    )
    return Cell(key=key, label=label, people=whole(row["n"]), picker=picker, point=point, says_people=True)


def _same(one: object, other: object) -> bool:
    return (pd.isna(one) and pd.isna(other)) or one == other  # type: ignore[call-overload]
