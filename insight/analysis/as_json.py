"""A result as plain JSON values: the contract of the command line."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any, cast

import numpy as np
import pandas as pd

from insight.analysis.declaration import Result
from insight.analysis.registry import ANALYSES
from insight.i18n import Language, Text
from insight.results import Finding, said_fields


def to_json(result: Result, *, generation: int, language: Language = "en") -> dict[str, Any]:
    """`{"analysis", "params", "generation", "findings", "result"}`; frames become records, undefined numbers None.

    `generation` is the one of the warehouse that the result was computed from.
    """
    name = next(analysis.name for analysis in ANALYSES.values() if isinstance(result.params, analysis.params))
    return {
        "analysis": name,
        "params": _said(result.params, [each.name for each in fields(result.params)], language),
        "generation": generation,
        "findings": [_finding(finding, language) for finding in result.findings()],
        "result": _said(result, said_fields(result), language),
    }


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    return {name: plain(getattr(finding, name), language) for name in ("text", "value", "n", "low", "high", "certain")}


def _said(record: Any, names: list[str], language: Language) -> dict[str, Any]:
    return {name: plain(getattr(record, name), language) for name in names}


def plain(value: Any, language: Language) -> Any:
    """One value, or one frame, as what JSON can hold."""
    if isinstance(value, pd.DataFrame):
        rows = cast("list[dict[str, Any]]", value.astype(object).to_dict("records"))
        return [{name: plain(cell, language) for name, cell in row.items()} for row in rows]
    if isinstance(value, Text):
        return value.render(language)
    if isinstance(value, tuple | list | np.ndarray):
        return [plain(item, language) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item, language) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name), language) for field in fields(value)}
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Decimal):
        value = float(value)
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    if isinstance(value, dt.date):
        return value.isoformat()
    return value
