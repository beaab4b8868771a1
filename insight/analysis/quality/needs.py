"""What each page needs, and what of it is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from insight.i18n import Text, _
from insight.schema import TABLES

State = Literal["ok", "weak", "missing"]

ENOUGH = 0.5
"""A column filled in fewer rows than this share is weak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Need:
    """`tables`: without one of them the page is empty. `columns`: (table, column) that make it better.

    A table may stand with others between bars: any of them will do.
    """

    page: str
    title: Text
    tables: tuple[str, ...]
    columns: tuple[tuple[str, str], ...] = ()


_NEEDS = (
    _Need(
        page="overview",
        title=_("Overview: revenue, buyers, who comes back"),
        tables=("orders",),
        columns=(
            ("orders", "customer_id"),
            ("orders", "channel"),
            ("orders", "paid_amount"),
            ("customers", "joined_at"),
        ),
    ),
    _Need(
        page="rfm",
        title=_("RFM, lifecycle, retention and repurchase"),
        tables=("orders",),
        columns=(("orders", "customer_id"), ("orders", "paid_amount")),
    ),
    _Need(
        page="lists",
        title=_("Lists of people: whom a message can reach, and may"),
        tables=("customers|orders",),
        columns=(("customers", "reach"), ("consents", "status")),
    ),
    _Need(
        page="personas",
        title=_("Personas and tags: who they are"),
        tables=("customers|orders",),
        columns=(
            ("customers", "gender"),
            ("customers", "birthday"),
            ("customers", "city"),
            ("customers", "tier"),
            ("order_items", "category"),
        ),
    ),
    _Need(
        page="refill",
        title=_("Products: baskets, preferences, when a product runs out"),
        tables=("order_items", "orders"),
        columns=(("order_items", "product_id"), ("order_items", "category"), ("order_items", "quantity")),
    ),
    _Need(
        page="behaviour",
        title=_("Behaviour, funnels and paths"),
        tables=("events",),
        columns=(("events", "customer_id"), ("events", "session_id"), ("events", "channel")),
    ),
    _Need(
        page="channels",
        title=_("Channels: where people come from and where they buy"),
        tables=("orders",),
        columns=(("orders", "channel"), ("orders", "store"), ("customers", "channel")),
    ),
    _Need(
        page="survey",
        title=_("Surveys: answers, crosstabs, what drives satisfaction"),
        tables=("survey_responses", "survey_answers"),
        columns=(
            ("survey_responses", "customer_id"),
            ("survey_responses", "submitted_at"),
            ("survey_answers", "question_type"),
        ),
    ),
    _Need(
        page="voice",
        title=_("Voice: reviews, chats, complaints and wishes"),
        tables=("feedback",),
        columns=(("feedback", "customer_id"), ("feedback", "at"), ("feedback", "kind")),
    ),
    _Need(
        page="campaign",
        title=_("Campaigns: did the contact work?"),
        tables=("touches", "orders"),
        columns=(("touches", "customer_id"), ("touches", "arm"), ("touches", "delivered"), ("campaigns", "starts_at")),
    ),
    _Need(
        page="coupons",
        title=_("Coupons: given, used, expired"),
        tables=("coupons",),
        columns=(("coupons", "customer_id"), ("coupons", "issued_at"), ("coupons", "face_value")),
    ),
    _Need(
        page="points",
        title=_("Points and referrals"),
        tables=("points_ledger|referrals",),
        columns=(("points_ledger", "customer_id"), ("points_ledger", "balance_after"), ("referrals", "at")),
    ),
    _Need(
        page="market",
        title=_("Market and regions"),
        tables=("market|regions",),
        columns=(("market", "value"), ("regions", "value")),
    ),
)


_OF_RULES = {"customer_id": _("the person"), "reach": _("a way to reach the person")}
"""What rows may have besides columns, found by a rule."""


def needs(present: set[str], filled: dict[tuple[str, str], float]) -> pd.DataFrame:
    """One row a page: page, title, state (ok, weak, missing), lacks (tuple of Text), tables (names that would fill it).

    `filled`: (table, column) -> share of rows that have it.
    """
    return pd.DataFrame(
        [_state_of(need, present, filled) for need in _NEEDS], columns=["page", "title", "state", "lacks", "tables"]
    )


def _state_of(need: _Need, present: set[str], filled: dict[tuple[str, str], float]) -> tuple[object, ...]:
    absent = [choice for choice in need.tables if not present & set(choice.split("|"))]
    if absent:
        lacks = tuple(_("no rows in {tables}", tables=_named(choice)) for choice in absent)
        return need.page, need.title, "missing", lacks, tuple(name for choice in absent for name in choice.split("|"))
    weak = list(_weak(need, present, filled))
    tables = tuple(dict.fromkeys(table for table, _text in weak))
    return need.page, need.title, "weak" if weak else "ok", tuple(text for _table, text in weak), tables


def _weak(need: _Need, present: set[str], filled: dict[tuple[str, str], float]) -> Iterator[tuple[str, Text]]:
    for table in dict.fromkeys(table for table, _column in need.columns if table not in present):
        yield table, _("no rows in {tables}", tables=TABLES[table].label)
    for table, column in need.columns:
        share = filled.get((table, column), 0.0)
        if table in present and share < ENOUGH:
            what = _OF_RULES[column] if column in _OF_RULES else TABLES[table][column].label
            yield (
                table,
                _("{table}: {column} in {share:percent} of rows", table=TABLES[table].label, column=what, share=share),
            )


def _named(choice: str) -> Text:
    one, *others = (TABLES[name].label for name in choice.split("|"))
    return _("{one} or {other}", one=one, other=others[0]) if others else one
