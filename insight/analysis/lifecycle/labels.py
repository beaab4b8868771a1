"""The stage of everybody known: a rule of segments and a column of every list."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from insight.analysis.declaration import Label, Labels
from insight.analysis.lifecycle import tables
from insight.analysis.lifecycle.limits import settle
from insight.analysis.lifecycle.params import LifecycleParams
from insight.analysis.lifecycle.result import LifecycleResult, bound
from insight.analysis.lifecycle.run import customers
from insight.analysis.lifecycle.stages import FREQUENCY, RECENCY, STAGES
from insight.analysis.lifecycle.statements import GAPS, PEOPLE
from insight.i18n import Language, _
from insight.results import MoreColumns
from insight.segments import Segment
from insight.statistics.return_curve import return_curve
from insight.warehouse import Warehouse


def usual(warehouse: Warehouse, as_of: dt.date, currency: str) -> Mapping[str, Any]:
    """What the statement about everybody is bound to: the limits that the shop's own repurchase gaps propose."""
    params = LifecycleParams(as_of=as_of, currency=currency)
    limits, _table = settle(return_curve(*tables.waits(warehouse.query(GAPS, {"as_of": as_of}))), params)
    return bound(params, limits, as_of) | {"day_0": as_of}


LABELS = Labels(
    statement=PEOPLE,
    values=usual,
    columns={
        "stage": Label(
            title=_("Stage now"),
            words={stage.key: stage.label for stage in STAGES},
            codes={stage.key: stage.number for stage in STAGES},
        )
    },
)


def reasons(warehouse: Warehouse, result: LifecycleResult, _segment: Segment, language: Language) -> MoreColumns:
    """What a list of people behind a number of lifecycle says of each."""
    return stage_columns(warehouse, result, language)


def stage_columns(warehouse: Warehouse, result: LifecycleResult, language: Language) -> MoreColumns:
    """The stage by the limits of the result, and both labels."""
    table = customers(warehouse, result.params, result.limits)
    for column, names in (("stage", STAGES), ("frequency_label", FREQUENCY), ("recency_label", RECENCY)):
        words = pa.array([None, *(name.label.render(language) for name in names)], pa.string())
        table = table.set_column(table.column_names.index(column), column, words.take(table[column].combine_chunks()))
    return MoreColumns(
        table=table.select(["customer_id", "stage", "recency_days", "frequency_label", "recency_label"]),
        labels={
            "stage": _("Stage now"),
            "recency_days": _("Days since the last order"),
            "frequency_label": _("Label by frequency"),
            "recency_label": _("Label by recency"),
        },
    )
