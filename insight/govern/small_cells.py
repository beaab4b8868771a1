"""Numbers about fewer than five people, hidden from whoever must not recognise anybody by them.

A manager reads sums, not people: a cell of one to four could name somebody. Its measures become undefined. Where one
cell alone is hidden and the total is known, the hidden number would be the difference; then the next smallest cell is
hidden too (primary and complementary suppression: Hundepool and others, Statistical Disclosure Control, 2012, chapter
4). Zero is no person and stays.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from insight.i18n import Text

LEAST_PEOPLE = 5

_PEOPLE = ("customers", "people", "n")
_PEOPLE_FIELDS = ("customers", "people", "buyers", "prospects", "members", "entered", "left")
_REACH = ("phone", "wecom", "email", "consent", "reachable")
_MOST_KINDS = 60

R = TypeVar("R")


class TooFew(float):
    """A number about too few people: undefined like nan, and taken for nobody where a program wants a whole number."""

    def __new__(cls) -> "TooFew":
        return super().__new__(cls, "nan")

    def __reduce__(self) -> tuple[type["TooFew"], tuple[()]]:
        return TooFew, ()

    def __deepcopy__(self, memo: object) -> "TooFew":
        return self

    def __int__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __round__(self, digits: Any = None) -> "TooFew":  # type: ignore[override]
        return self


TOO_FEW = TooFew()


class FewerCells(pd.DataFrame):
    """A frame with hidden cells: what it hands out row by row is `TOO_FEW` where a plain frame would hand out nan."""

    @property
    def _constructor(self) -> Callable[..., "FewerCells"]:
        return FewerCells

    def to_dict(self, orient: Any = "dict", **more: Any) -> Any:
        found = super().to_dict(orient, **more)
        if orient != "records":
            return found
        return [{name: TOO_FEW if _is_nan(value) else value for name, value in row.items()} for row in found]


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and value != value


def is_few(number: object) -> bool:
    """Whether a number of people is one that must not be shown: 1 to 4."""
    return isinstance(number, int | float | np.integer | np.floating) and 0 < float(number) < LEAST_PEOPLE


def without_small_cells(result: R) -> R:
    """The result with its small cells hidden and the findings about them left out; anything else as it is.

    A result is a frozen dataclass with `findings()`. In its frames every row whose `customers`, `people` or `n` is 1
    to 4 keeps its names and loses its measures; single counts of people of that size become undefined as well.
    """
    if not is_dataclass(result) or isinstance(result, type) or not hasattr(result, "findings"):
        return result
    totals = set(_totals(result))
    kept = [finding for finding in result.findings() if not _speaks_of_few(finding)]
    copy: R = object.__new__(_with_findings(type(result)))
    for field in fields(result):
        object.__setattr__(copy, field.name, _hidden(field.name, getattr(result, field.name), totals))
    object.__setattr__(copy, "_kept", kept)
    return copy


def hide_few(frame: pd.DataFrame, totals: set[int] | None = None) -> pd.DataFrame:
    """A frame with its small cells hidden; `totals` are the sums that are known elsewhere."""
    counted = [name for name in _PEOPLE if name in frame]
    if not counted or frame.empty:
        return frame
    is_hidden = np.logical_or.reduce([[is_few(value) for value in frame[name]] for name in counted])
    reach = [name for name in _REACH if name in frame]
    if not is_hidden.any() and not any(is_few(value) for name in reach for value in frame[name]):
        return frame
    if counted[0] != "n":
        is_hidden = _complemented(frame, counted[0], is_hidden, totals or set())
    copy = FewerCells(frame)
    for name in (name for name in frame.columns if _is_measure(frame, name)):
        shown = [
            TOO_FEW if hidden or (name in reach and is_few(value)) else value
            for value, hidden in zip(frame[name], is_hidden, strict=True)
        ]
        copy[name] = pd.Series(shown, index=frame.index, dtype=object)
    return copy


def _complemented(frame: pd.DataFrame, name: str, is_hidden: "np.ndarray[Any, Any]", totals: set[int]) -> Any:
    """Where one row alone of a known total is hidden, the next smallest too."""
    numbers = frame[name].to_numpy(dtype="float64", na_value=np.nan)
    hidden = is_hidden.copy()
    for rows in _partitions(frame):
        if hidden[rows].sum() == 1 and int(np.nansum(numbers[rows])) in totals:
            others = [row for row in rows if not hidden[row] and numbers[row] > 0]
            if others:
                hidden[min(others, key=lambda row: (numbers[row], row))] = True
    return hidden


def _partitions(frame: pd.DataFrame) -> "Iterator[np.ndarray[Any, Any]]":
    """The rows that may add up to something known: all of them, and those alike in one name or key."""
    yield np.arange(len(frame))
    for name in frame.columns:
        if not _is_measure(frame, name):
            kinds = frame[name].astype(str)
            if 1 < kinds.nunique() <= _MOST_KINDS:
                yield from (np.flatnonzero(kinds == kind) for kind in kinds.unique())


def _is_measure(frame: pd.DataFrame, name: str) -> bool:
    """Counts are named in the plural, or say who can be reached how; other whole numbers are keys; what is not whole is
    a measure."""
    kind = frame[name].dtype
    if pd.api.types.is_bool_dtype(kind) or not pd.api.types.is_numeric_dtype(kind):
        return False
    if pd.api.types.is_integer_dtype(kind):
        return name == "n" or name in _REACH or (name.endswith("s") and not name.endswith("days") and name != "bins")
    return True


def _totals(result: Any) -> Iterator[int]:
    """Every number of people that the result tells anywhere."""
    for field in fields(result):
        value = getattr(result, field.name)
        if isinstance(value, pd.DataFrame):
            for name in (name for name in _PEOPLE if name in value):
                yield from (int(number) for number in value[name].dropna())
        elif isinstance(value, int) and not isinstance(value, bool):
            yield value


def _hidden(name: str, value: Any, totals: set[int]) -> Any:
    if isinstance(value, pd.DataFrame):
        return hide_few(value, totals)
    is_count = isinstance(value, int) and not isinstance(value, bool)
    if is_count and any(word in name for word in _PEOPLE_FIELDS) and is_few(value):
        return TOO_FEW
    return value


def _speaks_of_few(finding: Any) -> bool:
    values = dict(finding.text.values) if isinstance(finding.text, Text) else {}
    told = [value for name, value in values.items() if any(word in name for word in _PEOPLE_FIELDS) or name == "n"]
    return is_few(finding.n) or any(is_few(value) for value in told)


@cache
def _with_findings(kind: type[Any]) -> type[Any]:
    """A class like the given one that says only the findings which were kept."""
    keep: Callable[[Any], list[Any]] = lambda result: list(result._kept)  # noqa: E731
    return type(kind.__name__, (kind,), {"__slots__": ("_kept",), "findings": keep, "__module__": kind.__module__})
