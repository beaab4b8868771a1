"""Pickers for the values of a rule: they offer what the data hold."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import streamlit as st

from insight.analysis.scope import currencies
from insight.audience import saved_segments
from insight.audience.offers import Offer, OfferParams, offered
from insight.audience.rule import Rule
from insight.audience.rules.lists import ON_LIST
from insight.audience.rules.numbers import OF_SEGMENTS
from insight.audience.uploads import uploaded_lists
from insight.fields import Amount, Choice, Choices, Currency, Day, Field, Number, Whole, Word, Words
from insight.i18n import _
from insight.ui.kit.cache import analyse, of_data
from insight.ui.kit.language import say, shown
from insight.ui.kit.role import shown_to_role
from insight.ui.kit.scope import as_of, currency
from insight.warehouse import DuckWarehouse

_NUMBER, _WORD, _WORDS = 130, 230, 330


def pick_values(warehouse: DuckWarehouse, rule: Rule, given: Mapping[str, Any], key: str) -> dict[str, Any]:
    """The values of a rule, a picker for each field; those not given yet are left out."""
    values: dict[str, Any] = {}
    for field in rule.fields:
        value = _pick(warehouse, rule, field, given.get(field.name, field.default), values, f"{key}_{field.name}")
        if value is not None and value not in ((), []):
            values[field.name] = value
    return values


def _pick(warehouse: DuckWarehouse, rule: Rule, field: Field, value: Any, before: Mapping[str, Any], key: str) -> Any:
    if rule.name in OF_SEGMENTS and field.name == "segment":
        return _named(field, {saved.segment_id: saved.name for saved in saved_segments(warehouse)}, value, key)
    if rule.name == ON_LIST:
        return _named(field, {each.list_id: each.name for each in uploaded_lists(warehouse)}, value, key)
    if isinstance(field, Currency):
        return _currency(warehouse, field, value, key)
    if isinstance(field, Word | Words):
        given = tuple((name, each) for name, each in before.items() if isinstance(each, str | int | float | tuple))
        offers = analyse(offered, warehouse, OfferParams(rule=rule.name, field=field.name, given=given))
        return _words(field, offers, value, key)
    return _plain(warehouse, field, value, key)


def _plain(warehouse: DuckWarehouse, field: Field, value: Any, key: str) -> Any:
    label = say(field.label)
    if isinstance(field, Whole):
        return st.number_input(
            label, field.least, field.most, value=value or field.least, key=key, persist_state="session", width=_NUMBER
        )
    if isinstance(field, Amount):
        return st.number_input(
            label, 0.0, value=float(value or 0), step=50.0, key=key, persist_state="session", width=_NUMBER
        )
    if isinstance(field, Number):
        return st.number_input(label, value=float(value or 0), key=key, persist_state="session", width=_NUMBER)
    if isinstance(field, Day):
        start = value or as_of(warehouse) - dt.timedelta(days=0 if field.name == "until" else 90)
        return st.date_input(label, value=start, key=key, format="YYYY-MM-DD", persist_state="session", width=_NUMBER)
    if isinstance(field, Choice):
        codes = list(field.options)
        return st.selectbox(
            label,
            codes,
            index=codes.index(value) if value in codes else 0,
            format_func=lambda code: say(field.options[code]) if code in field.options else str(code),
            key=key,
            persist_state="session",
            width=_WORD,
        )
    return _choices(field, value, key) if isinstance(field, Choices) else None


def _choices(field: Choices, value: Any, key: str) -> tuple[str, ...]:
    chosen = st.multiselect(
        say(field.label),
        list(field.options),
        default=list(value or ()),
        format_func=lambda code: say(field.options[code]) if code in field.options else str(code),
        key=key,
        placeholder=say(_("Choose one or more")),
        persist_state="session",
        width=_WORDS,
    )
    return tuple(chosen)


def _words(field: Word | Words, offers: tuple[Offer, ...], value: Any, key: str) -> Any:
    """What the data hold, the commonest first; another word can be typed."""
    names = {offer.value: _with_people(offer, field) for offer in offers}
    if isinstance(field, Words):
        chosen = st.multiselect(
            say(field.label),
            list(dict.fromkeys([*names, *(value or ())])),
            default=list(value or ()),
            format_func=lambda word: names.get(word, word),
            key=key,
            placeholder=say(_("Choose one or more")),
            accept_new_options=True,
            persist_state="session",
            width=_WORDS,
        )
        return tuple(chosen)
    words = list(dict.fromkeys([*names, *([value] if value else [])]))
    return st.selectbox(
        say(field.label),
        words,
        index=words.index(value) if value in words else None,
        format_func=lambda word: names.get(word, word),
        key=key,
        placeholder=say(_("Choose or type")),
        accept_new_options=True,
        persist_state="session",
        width=_WORDS,
    )


def _with_people(offer: Offer, field: Word | Words) -> str:
    called = field.called(offer.value)
    value = called if isinstance(called, str) else say(called)
    name = value if not offer.label else f"{value} · {offer.label}"
    return name if offer.people is None else f"{name} · {shown(shown_to_role(offer.people), 'count')}"


def _currency(warehouse: DuckWarehouse, field: Field, value: Any, key: str) -> str:
    known = of_data(currencies, warehouse) or [currency(warehouse)]
    wanted = value if value in known else currency(warehouse)
    chosen: str = st.selectbox(
        say(field.label),
        known,
        index=known.index(wanted) if wanted in known else 0,
        key=key,
        persist_state="session",
        width=100,
    )
    return chosen


def _named(field: Field, names: Mapping[int, str], value: Any, key: str) -> int | None:
    numbers = list(names)
    return st.selectbox(
        say(field.label),
        numbers,
        index=numbers.index(value) if value in numbers else None,
        format_func=lambda number: names.get(number, str(number)),
        key=key,
        placeholder=say(_("Choose or type")),
        persist_state="session",
        width=_WORDS,
    )
