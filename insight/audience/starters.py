"""Segments to begin with: what marketers ask for most, to be changed at will."""

from collections.abc import Mapping

from insight.audience.expression import AllOf, AnyOf, Expression, Not, condition
from insight.i18n import Text, _

STARTERS: Mapping[str, Text] = {
    "new": _("New buyers of the last 30 days"),
    "second": _("Bought once, 30 to 120 days ago"),
    "sleeping": _("Good customers who fell asleep"),
    "birthday": _("Birthday soon, reachable, not contacted lately"),
    "tried": _("Tried to order lately, never bought"),
    "coupon": _("A coupon expires soon, unused"),
}
"""Code -> name, in the order in which they are offered."""


def starter(code: str, currency: str) -> Expression:
    """The conditions of a starter; amounts in the currency."""
    starters: dict[str, Expression] = {
        "new": condition("first_ordered_within", days=30),
        "second": AllOf(
            (
                condition("orders_between", least=1, most=1),
                condition("last_ordered_between", least=30, most=120),
                Not(condition("refunded_within", days=120)),
            )
        ),
        "sleeping": AllOf(
            (
                AnyOf(
                    (
                        condition("spent_at_least", amount=500, currency=currency),
                        condition("orders_at_least", orders=4),
                    )
                ),
                condition("last_ordered_between", least=90, most=365),
                Not(condition("contacted_within", days=7)),
            )
        ),
        "birthday": AllOf(
            (
                condition("birthday_within", days=30),
                condition("reachable_by", ways=["phone", "wecom"]),
                Not(condition("contacted_within", days=7)),
            )
        ),
        "tried": AllOf((condition("unpaid_within", days=14), Not(condition("ever_ordered")))),
        "coupon": AllOf((condition("coupon_expires_within", days=14), Not(condition("ordered_within", days=14)))),
    }
    return starters[code]
