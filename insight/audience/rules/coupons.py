"""Coupons people hold, let expire or use."""

from insight.audience.rule import Fact, Rule
from insight.fields import Days
from insight.i18n import _

_DAYS = Days(name="days", label=_("Days"), default=30)
_EXPIRY = Fact(
    """
SELECT chosen.customer_id, min(coupons.expires_at) AS fact
FROM chosen
JOIN core.coupons ON coupons.customer_id = chosen.customer_id
WHERE coalesce(coupons.issued_at < $as_of::DATE, TRUE)
    AND coalesce(coupons.redeemed_at >= $as_of::DATE, TRUE)
    AND coupons.expires_at >= $as_of::DATE
GROUP BY chosen.customer_id
""",
    _("next coupon expires {fact:day}"),
)

COUPONS = (
    Rule(
        name="holds_coupon",
        subject="coupons",
        label=_("Holds a coupon"),
        sentence=_("holds a coupon that can still be used"),
        negation=_("holds no coupon that can still be used"),
        fact=_EXPIRY,
        statement="""
SELECT DISTINCT customer_id
FROM core.coupons
WHERE customer_id IS NOT NULL
    AND coalesce(issued_at < $as_of::DATE, TRUE)
    AND coalesce(redeemed_at >= $as_of::DATE, TRUE)
    AND coalesce(expires_at >= $as_of::DATE, TRUE)
""",
    ),
    Rule(
        name="coupon_expires_within",
        subject="coupons",
        label=_("A coupon expires soon"),
        sentence=_("a coupon expires within the next {days:count} days"),
        negation=_("no coupon expires within the next {days:count} days"),
        fields=(_DAYS,),
        fact=_EXPIRY,
        statement="""
SELECT DISTINCT customer_id
FROM core.coupons
WHERE customer_id IS NOT NULL
    AND coalesce(issued_at < $as_of::DATE, TRUE)
    AND coalesce(redeemed_at >= $as_of::DATE, TRUE)
    AND expires_at >= $as_of::DATE
    AND expires_at < $as_of::DATE + $days::INTEGER
""",
    ),
    Rule(
        name="coupon_used_within",
        subject="coupons",
        label=_("Used a coupon lately"),
        sentence=_("used a coupon within the last {days:count} days"),
        negation=_("used no coupon within the last {days:count} days"),
        fields=(_DAYS,),
        statement="""
SELECT DISTINCT customer_id
FROM core.coupons
WHERE customer_id IS NOT NULL AND redeemed_at < $as_of::DATE AND redeemed_at >= $as_of::DATE - $days::INTEGER
""",
    ),
)
