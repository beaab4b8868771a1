"""The as-of date and the currency: they hold for the whole app."""

import datetime as dt
from contextlib import AbstractContextManager

import streamlit as st

from insight.analysis.scope import currencies, default_as_of, main_currency
from insight.errors import NotEnoughDataError
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.cache import of_data
from insight.ui.kit.language import plain, say, shown
from insight.ui.kit.workspace import opened, workspace_title
from insight.warehouse import DuckWarehouse

_FIRST, _LAST = dt.date(2000, 1, 1), dt.date(2100, 1, 1)
"""Between which days the as-of day can be chosen."""


def at_hand_card() -> AbstractContextManager[object]:
    """The one place that says which workspace, up to which day, in which currency; opened, where they are chosen."""
    warehouse = opened()
    _follow(warehouse)
    label = _("**{workspace}**", workspace=workspace_title(warehouse.workspace))
    if _newest(warehouse) is not None:
        label = _(
            "{at_hand} · up to {day:day} · {currency:currency}",
            at_hand=label,
            day=last_day(as_of(warehouse)),
            currency=currency(warehouse),
        )
    return st.popover(say(label), icon=":material/storefront:", width="stretch", wrap=True, key="at_hand_card")


def _follow(warehouse: DuckWarehouse) -> None:
    """Let day and currency be what their pickers will show: what the address says, and not another workspace's."""
    newest = _newest(warehouse)
    if newest is None:
        return
    state.follow(state.AS_OF, newest)
    state.follow(state.CURRENCY, of_data(main_currency, warehouse))
    if state.recall(state.AS_OF) is None and (day := _day_asked()) is not None:
        state.remember(state.AS_OF, day)
    asked = state.asked(state.CURRENCY)
    if state.recall(state.CURRENCY) is None and asked in of_data(currencies, warehouse):
        state.remember(state.CURRENCY, asked)


def _day_asked() -> dt.date | None:
    """The day that the address names, where it is one that can be chosen."""
    try:
        day = dt.date.fromisoformat(state.asked(state.AS_OF) or "")
    except ValueError:
        return None
    return day if _FIRST <= day <= _LAST else None


def last_day(as_of: dt.date) -> dt.date:
    """The last day that is counted."""
    return as_of - dt.timedelta(days=1)


def pick_scope(warehouse: DuckWarehouse) -> None:
    """The as-of date, and the currency where the workspace holds several."""
    default = _newest(warehouse)
    if default is None:
        return
    state.follow(state.AS_OF, default)
    st.date_input(
        say(_("As of")),
        value=default,
        min_value=_FIRST,
        max_value=_LAST,
        key=state.AS_OF,
        bind="query-params",
        format="YYYY-MM-DD",
        help=say(_("The whole app shows the state before this day: the first day that is not counted.")),
    )
    known = of_data(currencies, warehouse)
    if len(known) > 1:
        main = of_data(main_currency, warehouse)
        state.follow(state.CURRENCY, main)
        names = {code: shown(code, "currency") for code in known}
        chosen = st.selectbox(
            say(_("Currency")),
            known,
            index=known.index(main),
            format_func=lambda code: names.get(code, str(code)),
            key=state.CURRENCY,
            help=say(_("Amounts in different currencies are never added.")),
        )
        state.publish(state.CURRENCY, chosen, main)


def as_of(warehouse: DuckWarehouse) -> dt.date:
    """The first day that is not counted."""
    chosen = state.recall(state.AS_OF)
    return chosen if isinstance(chosen, dt.date) else of_data(default_as_of, warehouse)


def currency(warehouse: DuckWarehouse) -> str:
    """The one currency that amounts are in."""
    known = of_data(currencies, warehouse)
    chosen = state.recall(state.CURRENCY)
    return chosen if chosen in known else of_data(main_currency, warehouse)


def _newest(warehouse: DuckWarehouse) -> dt.date | None:
    """The default as-of day; None for a workspace without data."""
    try:
        return of_data(default_as_of, warehouse)
    except NotEnoughDataError:
        return None


def describe_scope(warehouse: DuckWarehouse) -> None:
    """The line under the headline: which data, before which day, in which currency."""
    if _newest(warehouse) is None:
        return
    st.caption(
        plain(
            say(
                _(
                    "Counted up to {day:day} · {currency:currency} · {workspace}",
                    workspace=workspace_title(warehouse.workspace),
                    day=last_day(as_of(warehouse)),
                    currency=currency(warehouse),
                )
            )
        )
    )
