"""RFM scores and names as conditions: with five scores, cut at equal parts of buyers, as the RFM page has them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insight.analysis.rfm import EIGHT, LABELS, SCORES, RfmParams
from insight.audience.rule import Rule
from insight.audience.rules.labelled import has_label
from insight.audience.rules.orders import LAST_ORDER, ORDERS_SO_FAR
from insight.fields import Choices, Currency, Field, Values, Whole
from insight.i18n import _
from insight.warehouse import Warehouse
from insight.warehouse.steps import steps

_SCORED = steps(scored_buyers=SCORES)
_SCORE_FIELDS: tuple[Field, ...] = (
    Whole(name="least", label=_("Lowest score"), least=1, most=5, default=4),
    Whole(name="most", label=_("Highest score"), least=1, most=5, default=5),
    Currency(),
)


def _bound_to(warehouse: Warehouse, values: Values, as_of: dt.date) -> Mapping[str, Any]:  # noqa: ARG001
    return RfmParams(as_of=as_of, currency=values["currency"]).values()


RFM = (
    Rule(
        name="rfm_recency",
        subject="rfm",
        label=_("Recency score (R)"),
        sentence=_("recency score {span} of 5 ({currency})"),
        negation=_("recency score not {span} of 5 ({currency})"),
        fields=_SCORE_FIELDS,
        values=_bound_to,
        of_buyers=True,
        fact=LAST_ORDER,
        statement=_SCORED.select("SELECT customer_id FROM scored_buyers WHERE r BETWEEN $least AND $most"),
    ),
    Rule(
        name="rfm_frequency",
        subject="rfm",
        label=_("Frequency score (F)"),
        sentence=_("frequency score {span} of 5 ({currency})"),
        negation=_("frequency score not {span} of 5 ({currency})"),
        fields=_SCORE_FIELDS,
        values=_bound_to,
        of_buyers=True,
        fact=ORDERS_SO_FAR,
        statement=_SCORED.select("SELECT customer_id FROM scored_buyers WHERE f BETWEEN $least AND $most"),
    ),
    Rule(
        name="rfm_monetary",
        subject="rfm",
        label=_("Monetary score (M)"),
        sentence=_("monetary score {span} of 5 ({currency})"),
        negation=_("monetary score not {span} of 5 ({currency})"),
        fields=_SCORE_FIELDS,
        values=_bound_to,
        of_buyers=True,
        fact=ORDERS_SO_FAR,
        statement=_SCORED.select("SELECT customer_id FROM scored_buyers WHERE m BETWEEN $least AND $most"),
    ),
    Rule(
        name="rfm_group",
        subject="rfm",
        label=_("RFM group"),
        sentence=_("RFM group {groups} ({currency})"),
        negation=_("RFM group not {groups} ({currency})"),
        fields=(
            Choices(
                name="groups",
                label=_("Group"),
                options=dict(LABELS.columns["rfm_group"].words),
            ),
            Currency(),
        ),
        values=_bound_to,
        of_buyers=True,
        fact=LAST_ORDER,
        statement=has_label(LABELS, "rfm_group", "SELECT unnest($groups::VARCHAR[])"),
    ),
    Rule(
        name="rfm_class",
        subject="rfm",
        label=_("RFM class"),
        sentence=_("RFM class {groups} ({currency})"),
        negation=_("RFM class not {groups} ({currency})"),
        fields=(
            Choices(name="groups", label=_("Class"), options={group.key: group.label for group in EIGHT}),
            Currency(),
        ),
        values=_bound_to,
        of_buyers=True,
        fact=LAST_ORDER,
        statement=_SCORED.select(
            "SELECT customer_id FROM scored_buyers WHERE eight IN (SELECT unnest($groups::VARCHAR[]))"
        ),
    ),
)
