"""Numbers about fewer than five people, hidden from whoever must not recognise anybody by them.

A manager reads sums, not people: a number of one to four could name somebody, so it becomes undefined, and so does
every measure of those people. What is hidden must not follow from what is shown: of numbers that add up to a known one
either none is hidden, or at least two that are five people or more together; where it is otherwise the next smallest is
hidden too, and at last the sum itself (primary and complementary suppression: Hundepool and others, Statistical
Disclosure Control, 2012, chapter 4). Which numbers count people, what speaks of them and what adds up is declared by
each result (`COLUMNS`); what is not declared is hidden. Zero is no person and stays.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from insight.govern.gate import Asker, RoleError
from insight.govern.sums import LEAST_PEOPLE, Cells, is_few
from insight.i18n import Text, _
from insight.results import NAMES, SINGLE, Declared, Frame, Spans, Steps, said_fields

__all__ = ["LEAST_PEOPLE", "TOO_FEW", "hide_few", "is_few", "seen_by", "whole", "without_small_cells"]

R = TypeVar("R")

_UNITS = ("days", "months", "weeks", "cohorts", "goods", "scores", "bins", "sources", "rules", "pages", "places")
"""What a whole number in a sentence may count without speaking of people."""


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


def whole(people: float) -> int | float:
    """A number of people from a frame as a whole number; a hidden or undefined one as it is."""
    return people if people != people else int(people)


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


def without_small_cells(result: R) -> R:
    """The result with its small numbers hidden, and only those findings that follow from what is still shown.

    A result is a frozen dataclass with `findings()` that declares its `COLUMNS`; a frame without a declaration loses
    all of it, anything else stays as it is. Raises RoleError for a result about single persons.
    """
    if isinstance(result, pd.DataFrame):
        return hide_few(result, Frame(columns=()))  # type: ignore[return-value]
    if not dataclasses.is_dataclass(result) or isinstance(result, type) or not hasattr(result, "findings"):
        return result
    if getattr(result, "SHOWS_PERSONS", False):
        raise RoleError(_("This page shows single persons"))
    if getattr(result, "is_nested", False):
        # Numbers that hold each other tell single persons by subtraction, whichever of them is hidden.
        raise RoleError(_("Counted “on or after”, the periods hold each other: two of them tell single persons apart"))
    declared: Declared = getattr(result, "COLUMNS", {})
    hidden = _hidden({name: getattr(result, name) for name in said_fields(result)}, declared)
    copy: R = object.__new__(_with_findings(type(result)))
    for field in dataclasses.fields(result):
        object.__setattr__(copy, field.name, hidden.get(field.name, getattr(result, field.name)))
    object.__setattr__(copy, "_kept", _told_alike(result, copy))
    return copy


def seen_by(asker: Asker, result: R) -> R:
    """The result as whoever asks may see it. Raises RoleError where a manager asks for one about single persons."""
    return without_small_cells(result) if asker.is_manager else result


def hide_few(frame: pd.DataFrame, declared: Frame) -> pd.DataFrame:
    """A frame by itself with its small numbers hidden, and every column that is not declared."""
    return _hidden({"frame": frame}, {"frame": declared})["frame"]  # type: ignore[no-any-return]


def _hidden(values: Mapping[str, Any], declared: Declared) -> dict[str, Any]:
    frames = {name: _as_frame(value) for name, value in values.items() if _is_table(value)}
    single = {name: value for name, value in values.items() if name not in frames}
    frames[SINGLE] = pd.DataFrame({name: pd.Series([value], dtype=object) for name, value in single.items()}, index=[0])
    frames |= {name: _thinned(frame, declared[name]) for name, frame in frames.items() if name in declared}
    cells = Cells(frames, declared)
    cells.protect()
    shown = {name: _shown(frame, name, declared.get(name), cells) for name, frame in frames.items()}
    row = shown.pop(SINGLE)
    return {name: row[name].iloc[0] for name in single} | {
        name: frame if isinstance(values[name], pd.DataFrame) else _as_value(frame, values[name])
        for name, frame in shown.items()
    }


def _is_table(value: object) -> bool:
    is_numbers = isinstance(value, tuple) and bool(value) and all(isinstance(each, int) for each in value)
    return isinstance(value, pd.DataFrame | Mapping) or is_numbers


def _as_frame(value: Any) -> pd.DataFrame:
    """Numbers by name are one row, numbers in a row are one column, by their place."""
    if isinstance(value, pd.DataFrame):
        return value
    return (
        pd.DataFrame([dict(value)])
        if isinstance(value, Mapping)
        else pd.DataFrame({"place": range(len(value)), "customers": list(value)})
    )


def _as_value(frame: pd.DataFrame, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: frame[name].iloc[0] for name in frame}
    return tuple(frame["customers"])


def _shown(frame: pd.DataFrame, field: str, declared: Frame | None, cells: Cells) -> pd.DataFrame:
    """The frame as it may be seen; itself where nothing in it is hidden."""
    hidden = {name: mask for name in frame.columns if (mask := _mask(frame, field, declared, name, cells)).any()}
    if not hidden:
        return frame
    copy = FewerCells(frame)
    for name, mask in hidden.items():
        values = [TOO_FEW if is_hidden else value for value, is_hidden in zip(frame[name], mask, strict=True)]
        copy[name] = pd.Series(values, index=frame.index, dtype=object)
    return copy


def _mask(frame: pd.DataFrame, field: str, declared: Frame | None, name: str, cells: Cells) -> "np.ndarray[Any, Any]":
    column = declared.column(name) if declared else None
    if declared is None or column is None or column.kind == "one":
        return np.full(len(frame), fill_value=True)
    nothing = np.zeros(len(frame), dtype=bool)
    if column.is_safe or column.kind in NAMES:
        return nothing
    about = (name,) if column.kind == "people" else declared.speaks_of(column)
    mask: np.ndarray[Any, Any] = np.logical_or.reduce(
        [nothing, *(cells.hidden(field, each) for each in about if each in frame)]
    )
    return mask


def _thinned(frame: pd.DataFrame, declared: Frame) -> pd.DataFrame:
    """Of a curve, and of spans that hold each other, the rows between which nobody or enough people have gone."""
    steps, spans = declared.steps, declared.spans
    if frame.empty or (steps is None and spans is None):
        return frame
    kept = [
        row
        for rule in (steps, spans)
        if rule is not None
        for rows in _groups(frame, rule.within)
        for row in (_kept_rows(frame, rule, rows) if isinstance(rule, Steps) else _kept_spans(frame, rule, rows))
    ]
    return frame if len(kept) == len(frame) else frame.iloc[sorted(kept)].reset_index(drop=True)


def _groups(frame: pd.DataFrame, within: tuple[str, ...]) -> list[list[int]]:
    if not within:
        return [list(range(len(frame)))]
    return [list(rows) for rows in frame.groupby(list(within), sort=False).indices.values()]


def _kept_rows(frame: pd.DataFrame, steps: Steps, rows: list[int]) -> Iterator[int]:
    left, gone = frame[steps.left].to_numpy()[rows], frame[steps.gone].to_numpy()[rows]
    before, since = None, 0
    for row, still, went in zip(rows, left, gone, strict=True):
        since += went
        if is_few(still) or is_few(since) or (before is not None and is_few(before - still)):
            continue
        yield row
        before, since = still, 0


def _kept_spans(frame: pd.DataFrame, spans: Spans, rows: list[int]) -> Iterator[int]:
    before: list[float] | None = None
    for row in rows:
        people = [float(frame[name].iloc[row]) for name in spans.numbers]
        if before is None or not any(is_few(abs(now - then)) for now, then in zip(people, before, strict=True)):
            yield row
            before = people


def _told_alike(result: Any, copy: Any) -> list[Any]:
    """The findings that come out the same when only what is shown is known: they can give nothing else away."""
    try:
        told = list(type(result).findings(copy))
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError):
        return []
    known = {_words(finding) for finding in told}
    return [finding for finding in result.findings() if _words(finding) in known and not _speaks_of_few(finding)]


def _words(finding: Any) -> tuple[object, ...]:
    return tuple(_plain(each) for each in (finding.text, finding.value, finding.n, finding.low, finding.high))


def _plain(value: object) -> object:
    """A number is the same whatever type it has; an undefined one is like no other."""
    if isinstance(value, Text):
        return value.key, tuple((name, _plain(each)) for name, each in value.values)
    if isinstance(value, int | float | np.integer | np.floating):
        return float(value)
    return repr(value)


def _speaks_of_few(finding: Any) -> bool:
    return is_few(finding.n) or any(_numbers_of_few(finding.text))


def _numbers_of_few(text: object) -> Iterator[bool]:
    """Whether each number in a sentence is one of few people; a whole number without a unit is taken for people."""
    if not isinstance(text, Text):
        return
    values = dict(text.values)
    for _literal, name, form, _how in Formatter().parse(text.key):
        value = values.get(name or "")
        yield from _numbers_of_few(value)
        yield form == "count" and is_few(value) and not any(unit in (name or "") for unit in _UNITS)


@cache
def _with_findings(kind: type[Any]) -> type[Any]:
    """A class like the given one that says only the findings which were kept."""
    keep: Callable[[Any], list[Any]] = lambda result: list(result._kept)  # noqa: E731
    return type(kind.__name__, (kind,), {"__slots__": ("_kept",), "findings": keep, "__module__": kind.__module__})
