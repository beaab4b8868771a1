"""What is worth saying about one person."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from insight.i18n import Money, _
from insight.results import Finding

if TYPE_CHECKING:
    from insight.analysis.customer.result import CustomerResult

_SURE_GAPS = 5
_SILENT = 2.0


def findings(result: "CustomerResult") -> list[Finding]:
    """What they bought, whether they are late, and from how many names they were put together."""
    return [*_bought(result), *_late(result), *_joined(result)]


def _bought(result: "CustomerResult") -> Iterator[Finding]:
    if result.last_ordered_at is None or result.first_ordered_at is None or result.recency_days is None:
        yield Finding(text=_("This customer has no order that counts before the as-of day"), value=0, n=0)
        return
    yield Finding(
        text=_(
            "This customer has placed {orders:count} orders since {first:day} for {amount:money} after refunds; the "
            "last was {days:count} days before the as-of day",
            orders=result.orders,
            first=result.first_ordered_at.date(),
            amount=Money(result.net_amount, result.params.currency),
            days=result.recency_days,
        ),
        value=result.net_amount,
        n=result.orders,
    )


def _late(result: "CustomerResult") -> Iterator[Finding]:
    gap, days = result.average_gap_days, result.recency_days
    if gap and days is not None and days > _SILENT * gap:
        yield Finding(
            text=_(
                "Silent for {ratio:.1f} times the customer's usual gap of {gap:.0f} days between orders",
                ratio=days / gap,
                gap=gap,
            ),
            value=days / gap,
            n=result.orders - 1,
            certain=result.orders - 1 >= _SURE_GAPS,
        )


def _joined(result: "CustomerResult") -> Iterator[Finding]:
    names = result.identifiers[["kind", "value"]].drop_duplicates()
    if len(names):
        yield Finding(
            text=_(
                "Identifiers of this customer: {names:count}; sources that use them: {sources:count}; shared by too "
                "many customers to join anybody: {hubs:count}",
                names=len(names),
                sources=result.identifiers["source_system"].nunique(),
                hubs=len(result.identifiers[result.identifiers["is_hub"]][["kind", "value"]].drop_duplicates()),
            ),
            value=len(names),
            n=len(names),
        )
