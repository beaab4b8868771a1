"""What the columns of chances to order are about."""

from collections.abc import Mapping
from typing import Any

from insight.analysis.predict.words import BUYS_FROM, LEAVES_TO
from insight.results import SINGLE, Declared, Frame, Total, among, declare

_CELLS = (
    *declare("people", "customers"),
    *declare("people", "active", part_of="customers", is_aside=True),
    *declare("number", "expected"),
    *declare("rate", "rate"),
)


def _is_high(row: Mapping[str, Any]) -> bool:
    return int(row["band"]) >= BUYS_FROM


def _is_low(row: Mapping[str, Any]) -> bool:
    return int(row["band"]) <= LEAVES_TO


_OF_ALL = tuple(Total(column=name, to=(SINGLE, name, ())) for name in ("customers", "active"))

COLUMNS: Declared = {
    SINGLE: Frame(
        columns=(
            *declare("people", "customers"),
            *declare("people", "active", "buys", part_of="customers", is_aside=True),
            *declare("people", "leaves", part_of="active", is_aside=True),
            *declare("number", "expected", "expected_low", "expected_high"),
            *declare("text", "model_used"),
            *declare("day", "tried_on"),
            *declare("share", "people_share", is_safe=True),
        )
    ),
    "bands": Frame(
        columns=(*declare("key", "band", "from_share", "to_share"), *_CELLS),
        totals=(
            *_OF_ALL,
            Total(column="customers", alike=among(lambda _row: (), _is_high), to=(SINGLE, "buys", ())),
            Total(column="active", alike=among(lambda _row: (), _is_low), to=(SINGLE, "leaves", ())),
        ),
    ),
    "deciles": Frame(columns=(*declare("key", "decile"), *_CELLS), totals=_OF_ALL),
    "models": Frame(
        columns=(
            *declare("key", "model"),
            *declare("people", "n"),
            *declare("people", "came", part_of="n"),
            *declare("number", "expected", "brier", "brier_low", "brier_high", "auc", "auc_low", "auc_high"),
            *declare("number", "difference", "low", "high"),
            *declare("flag", "is_better", "is_used"),
        )
    ),
    "calibration": Frame(
        columns=(
            *declare("key", "band", "from_share", "to_share"),
            *declare("people", "n"),
            *declare("people", "bought", part_of="n"),
            *declare("rate", "predicted", "rate", "low", "high", "may_low", "may_high"),
            *declare("flag", "is_kept"),
        )
    ),
    "backtest": Frame(
        columns=(
            *declare("key", "decile"),
            *declare("people", "n"),
            *declare("people", "came", part_of="n"),
            *declare("number", "expected", "lift"),
            *declare("rate", "rate", "low", "high"),
        )
    ),
    "drivers": Frame(
        columns=(
            *declare("key", "feature"),
            *declare("number", "moves", is_safe=True),
            *declare("share", "share", is_safe=True),
        )
    ),
    "shapes": Frame(
        columns=(*declare("key", "feature"), *declare("number", "from_value", "to_value", "adds", is_safe=True))
    ),
}
"""Shapes and what moves chances rest on at least a hundred people."""
