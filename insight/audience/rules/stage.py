"""Stages of the customer's life as conditions: with the limits that the shop's own repurchase gaps propose."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insight.analysis.lifecycle import FREQUENCY, LABELS, PEOPLE, RECENCY, STAGES
from insight.audience.rule import Rule
from insight.audience.rules.labelled import has_label
from insight.audience.rules.orders import LAST_ORDER, ORDERS_SO_FAR
from insight.fields import Choices, Values
from insight.i18n import _
from insight.settings import settings
from insight.warehouse import Warehouse
from insight.warehouse.steps import steps

_STAGED = steps(staged_people=PEOPLE)
_NUMBERS = {stage.key: stage.number for stage in STAGES} | {name.key: name.number for name in (*FREQUENCY, *RECENCY)}


def _bound_to(warehouse: Warehouse, values: Values, as_of: dt.date) -> Mapping[str, Any]:
    """The limits as of the day, and the numbers by which the statement calls what was chosen."""
    numbers = [_NUMBERS[key] for key in values["stages"]]
    return {**LABELS.values(warehouse, as_of, settings().currency), "numbers": numbers}


STAGE = (
    Rule(
        name="stage",
        subject="stage",
        label=_("Stage of life"),
        sentence=_("stage {stages}"),
        negation=_("stage not {stages}"),
        fields=(Choices(name="stages", label=_("Stages"), options=dict(LABELS.columns["stage"].words)),),
        values=_bound_to,
        as_shown=True,
        fact=LAST_ORDER,
        statement=has_label(LABELS, "stage", "SELECT unnest($numbers::INTEGER[])"),
    ),
    Rule(
        name="frequency_label",
        subject="stage",
        label=_("Label by frequency"),
        sentence=_("by frequency {stages}"),
        negation=_("by frequency not {stages}"),
        fields=(Choices(name="stages", label=_("Labels"), options={one.key: one.label for one in FREQUENCY}),),
        values=_bound_to,
        as_shown=True,
        fact=ORDERS_SO_FAR,
        statement=_STAGED.select(
            "SELECT customer_id FROM staged_people WHERE frequency_label IN (SELECT unnest($numbers::INTEGER[]))"
        ),
    ),
    Rule(
        name="recency_label",
        subject="stage",
        label=_("Label by recency"),
        sentence=_("by recency {stages}"),
        negation=_("by recency not {stages}"),
        fields=(Choices(name="stages", label=_("Labels"), options={one.key: one.label for one in RECENCY}),),
        values=_bound_to,
        as_shown=True,
        fact=LAST_ORDER,
        statement=_STAGED.select(
            "SELECT customer_id FROM staged_people WHERE recency_label IN (SELECT unnest($numbers::INTEGER[]))"
        ),
    ),
)
