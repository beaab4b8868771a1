"""What else is known of orders: codes used, money paid back, and people who tried to order or never did."""

from insight.audience.rule import Rule
from insight.audience.rules.orders import ORDERS_SO_FAR
from insight.fields import Days, Words
from insight.i18n import _

_DAYS = Days(name="days", label=_("Days"), default=90)

ORDER_DETAILS = (
    Rule(
        name="ever_ordered",
        subject="orders",
        label=_("Ever ordered"),
        sentence=_("ordered at least once"),
        negation=_("never ordered"),
        of_buyers=True,
        fact=ORDERS_SO_FAR,
        statement="""
SELECT customer_id
FROM mart.purchases
WHERE purchase_no = 1 AND ordered_at < $as_of::DATE
""",
    ),
    Rule(
        name="used_code",
        subject="orders",
        label=_("Ordered with a coupon code"),
        sentence=_("ordered with the code {codes}"),
        negation=_("never ordered with the code {codes}"),
        fields=(
            Words(
                name="codes",
                label=_("Coupon codes"),
                offered="""
SELECT coupon AS value, count(DISTINCT customer_id) AS people
FROM core.orders
WHERE coupon IS NOT NULL AND is_valid AND customer_id IS NOT NULL
GROUP BY coupon
ORDER BY people DESC, value
LIMIT 500
""",
            ),
        ),
        of_buyers=True,
        statement="""
SELECT DISTINCT customer_id
FROM core.orders
WHERE is_valid
    AND customer_id IS NOT NULL
    AND ordered_at < $as_of::DATE
    AND coupon IN (SELECT unnest($codes::VARCHAR[]))
""",
    ),
    Rule(
        name="refunded_within",
        subject="orders",
        label=_("Was refunded lately"),
        sentence=_("refunded for an order of the last {days:count} days"),
        negation=_("not refunded for an order of the last {days:count} days"),
        fields=(_DAYS,),
        statement="""
SELECT DISTINCT customer_id
FROM core.orders
WHERE customer_id IS NOT NULL
    AND ordered_at < $as_of::DATE
    AND ordered_at >= $as_of::DATE - $days::INTEGER
    AND (refund_amount <> 0 OR status = 'refunded' OR refund_status = 'refunded')
""",
    ),
    Rule(
        name="unpaid_within",
        subject="orders",
        label=_("Ordered lately without paying"),
        sentence=_("an order unpaid or closed within the last {days:count} days"),
        negation=_("no order unpaid or closed within the last {days:count} days"),
        fields=(_DAYS,),
        statement="""
SELECT DISTINCT customer_id
FROM core.orders
WHERE customer_id IS NOT NULL
    AND ordered_at < $as_of::DATE
    AND ordered_at >= $as_of::DATE - $days::INTEGER
    AND status IN ('unpaid', 'closed')
""",
    ),
)
