"""Results are computed once per state of the data, whoever asks."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from insight.govern.small_cells import hide_few, without_small_cells
from insight.results import Frame
from insight.segments import Segment
from insight.ui.kit.role import is_manager
from insight.warehouse import Warehouse

_ENTRIES = 256

P = TypeVar("P")
R = TypeVar("R")
W = TypeVar("W", bound=Warehouse)


class _Unhashed:
    """Carries what the key already stands for past the cache's hashing."""

    def __init__(self, compute: Callable[[], Any]) -> None:
        self.compute = compute


def analyse(function: Callable[[W, P], R], warehouse: W, params: P, *, columns: Frame | None = None) -> R:
    """The result of an analysis.

    The key is the state of the data (which differs between workspaces), the analysis and its frozen parameters; the
    warehouse itself is not part of it, so nobody can be shown another workspace's numbers. A manager gets it without
    its small numbers, by what the result declares; `columns` says it for a frame by itself. Raises RoleError where a
    manager asks for a result about single persons.
    """
    result = _computed(
        warehouse.fingerprint, _name(function), repr(params), _Unhashed(lambda: function(warehouse, params))
    )
    if not is_manager():
        return result  # type: ignore[no-any-return]
    if columns is not None:
        return hide_few(result, columns)  # type: ignore[return-value]
    return without_small_cells(result)  # type: ignore[no-any-return]


def of_segment(function: Callable[..., R], warehouse: Warehouse, segment: Segment, *more: Any) -> R:
    """What a function says about the people of a segment, kept as an analysis is; `more` are its further arguments,
    plain values or frozen parameters."""
    key = repr((segment.statement, sorted((name, repr(value)) for name, value in segment.values.items()), more))
    return _computed(  # type: ignore[no-any-return]
        warehouse.fingerprint, _name(function), key, _Unhashed(lambda: function(warehouse, segment, *more))
    )


def of_data(function: Callable[[W], R], warehouse: W) -> R:
    """What a function says about the whole workspace, kept as an analysis is."""
    return _computed(  # type: ignore[no-any-return]
        warehouse.fingerprint, _name(function), "", _Unhashed(lambda: function(warehouse))
    )


def _name(function: Any) -> str:
    return f"{function.__module__}.{function.__qualname__}"


@st.cache_data(max_entries=_ENTRIES, show_spinner=False, hash_funcs={_Unhashed: lambda _: ""})
def _computed(fingerprint: str, function: str, params: str, unhashed: _Unhashed) -> Any:  # noqa: ARG001
    return unhashed.compute()
