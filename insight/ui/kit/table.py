"""A table of declared columns: numbers stay numbers, so that they sort as such, and are written in local form."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from babel.numbers import get_currency_symbol
from streamlit.elements.lib.column_types import ColumnConfig

from insight.i18n import Text
from insight.results import Frame, Kind
from insight.ui.kit import state
from insight.ui.kit.language import say

Words = Mapping[str, Sequence[str]]
"""Column -> what stands in it in place of its values."""

_COUNTS: tuple[Kind, ...] = ("people", "count", "days", "one")


def show_table(
    rows: pd.DataFrame,
    declared: Frame,
    columns: Mapping[str, Text],
    *,
    currency: str = "",
    words: Words | None = None,
    kinds: Mapping[str, Kind] | None = None,
    alt: str | None = None,
) -> None:
    """The `columns` of `rows` under their labels, each in the form of its declared kind.

    Where `words` has a column it stands as text, also one that is not in `rows`; `kinds` says what a column holds that
    is declared for several kinds of rows. Hidden and undefined numbers are a dash.
    """
    told, known = words or {}, kinds or {}
    forms: dict[str, Kind] = {
        name: "text" if name in told else known.get(name) or _kind(declared, name) for name in columns
    }
    values = {name: told[name] if name in told else _values(rows[name], forms[name]) for name in columns}
    st.dataframe(
        pd.DataFrame({say(columns[name]): list(values[name]) for name in columns}),
        hide_index=True,
        placeholder="–",
        alt=alt,
        column_config={say(columns[name]): _config(say(columns[name]), forms[name], currency) for name in columns},
    )


def show_frame(frame: pd.DataFrame, **options: Any) -> None:
    """A frame that is no declared one, as `st.dataframe` takes it: whole numbers with the thousands set apart."""
    wholes = [name for name in frame.columns if pd.api.types.is_integer_dtype(frame[name])]
    forms = {name: st.column_config.NumberColumn(format="localized") for name in wholes}
    st.dataframe(frame, column_config=forms | options.pop("column_config", {}), **options)


def _kind(declared: Frame, name: str) -> Kind:
    column = declared.column(name)
    return column.kind if column is not None else "text"


def _values(values: "pd.Series[Any]", kind: Kind) -> "pd.Series[Any]":
    if kind in ("day", "flag", "text", "key"):
        return values
    numbers = pd.to_numeric(values.astype(object), errors="coerce")
    if kind in ("rate", "share"):
        return numbers * 100
    if kind in _COUNTS and (numbers.dropna() % 1 == 0).all():
        return numbers.astype("Int64")
    return numbers if kind == "money" else numbers.map(_readable)


def _readable(number: float) -> float:
    """Three figures that count, and no part of one beyond hundred: 441, 4.97, 0.0349."""
    if pd.isna(number) or not number:
        return number
    return round(number, max(2 - math.floor(math.log10(abs(number))), 0))


def _config(label: str, kind: Kind, currency: str) -> ColumnConfig:
    if kind in ("rate", "share"):
        return st.column_config.NumberColumn(label, format="%.1f%%")
    if kind == "money":
        return st.column_config.NumberColumn(f"{label} ({sign_of(currency)})", format="accounting")
    if kind in _COUNTS:
        return st.column_config.NumberColumn(label, format="localized")
    if kind == "day":
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    return st.column_config.Column(label)


def sign_of(currency: str) -> str:
    """The sign that stands before amounts in a currency."""
    return get_currency_symbol(currency, locale=state.language()).replace("CN¥", "¥")


def intervals(low: Iterable[Any], high: Iterable[Any]) -> list[str]:
    """Shares from – to, for a column of words."""
    return [
        "–" if pd.isna(one) or pd.isna(other) else f"{one:.1%} – {other:.1%}"
        for one, other in zip(low, high, strict=True)
    ]
