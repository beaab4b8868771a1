"""The numbers of people in the customers' lives."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.analysis.lifecycle.stages import FREQUENCY, MOVEMENTS, RECENCY, STAGES, UNKNOWN
from insight.govern.small_cells import whole
from insight.i18n import Text, _
from insight.results import Cell

if TYPE_CHECKING:
    from insight.analysis.lifecycle.result import LifecycleResult

STAGE_NAMES: dict[str, Text] = {stage.key: stage.label for stage in (UNKNOWN, *STAGES)}
LABEL_NAMES: dict[str, Text] = {label.key: label.label for label in (*FREQUENCY, *RECENCY)}


def cells(result: "LifecycleResult") -> Iterator[Cell]:
    """The stages now, pairs of labels, movements by month, ways within a month, and stages at the end of each month."""
    yield from _now(result)
    yield from _moved(result)
    for row in result.flows.to_dict("records"):
        way = {name: row[name] for name in ("from_stage", "to_stage")}
        start, end = STAGE_NAMES[row["from_stage"]], STAGE_NAMES[row["to_stage"]]
        month = row["period"].isoformat()
        yield Cell(
            key={"month": month, **way},
            label=_("{month:month} · {start} → {end}", month=row["period"], start=start, end=end),
            people=whole(row["customers"]),
            picker="lives",
            point=("flow", month, *way.values()),
        )
    for row in result.sizes.iloc[::-1].to_dict("records"):
        month = row["period"].isoformat()
        yield Cell(
            key={"month": month, "stage": row["stage"]},
            label=_("{month:month} · {stage}", month=row["period"], stage=STAGE_NAMES[row["stage"]]),
            people=whole(row["customers"]),
            picker="lives",
            point=("month", month, row["stage"]),
        )


def _now(result: "LifecycleResult") -> Iterator[Cell]:
    for row in result.stages.to_dict("records"):
        yield Cell(
            key={"stage": row["stage"]},
            label=row["label"],
            people=whole(row["customers"]),
            picker="lives",
            point=("stage", row["stage"]),
        )
    for row in result.labels.to_dict("records"):
        pair = {name: row[name] for name in ("frequency_label", "recency_label")}
        often, lately = (LABEL_NAMES[name] for name in pair.values())
        yield Cell(
            key=pair,
            label=_("{often} × {lately}", often=often, lately=lately),
            people=whole(row["customers"]),
            picker="lives",
            point=("labels", *pair.values()),
        )


def _moved(result: "LifecycleResult") -> Iterator[Cell]:
    for row in result.pulse.iloc[::-1].to_dict("records"):
        month = row["period"].isoformat()
        for movement, (label, *_ends) in MOVEMENTS.items():
            yield Cell(
                key={"month": month, "movement": movement},
                label=_("{month:month} · {movement}", month=row["period"], movement=label),
                people=whole(row[movement]),
                picker="lives",
                point=("moved", month, movement),
            )
