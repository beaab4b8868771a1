"""When, how often, where and for how much people ordered: orders that count, before the day."""

from insight.audience.rule import Fact, Rule
from insight.fields import Amount, Currency, Day, Days, Whole, Words
from insight.i18n import _

DAYS = Days(name="days", label=_("Days"), default=90)
SINCE, UNTIL = Day(name="since", label=_("From")), Day(name="until", label=_("Up to, not counted"))
CHANNELS = Words(
    name="channels",
    label=_("Channels"),
    offered="""
SELECT channel AS value, count(DISTINCT customer_id) AS people
FROM mart.purchases
WHERE channel IS NOT NULL
GROUP BY channel
ORDER BY people DESC, value
""",
)

LAST_ORDER = Fact(
    """
SELECT chosen.customer_id, max(purchases.ordered_at) AS fact
FROM chosen
JOIN mart.purchases ON purchases.customer_id = chosen.customer_id
WHERE purchases.ordered_at < $as_of::DATE
GROUP BY chosen.customer_id
""",
    _("last order {fact:day}"),
)
ORDERS_SO_FAR = Fact(
    """
SELECT chosen.customer_id, count(*) AS fact
FROM chosen
JOIN mart.purchases ON purchases.customer_id = chosen.customer_id
WHERE purchases.ordered_at < $as_of::DATE
GROUP BY chosen.customer_id
""",
    _("orders so far: {fact:count}"),
)
_SPENT_SO_FAR = Fact(
    """
SELECT chosen.customer_id, sum(takings.net_amount)::DOUBLE AS fact
FROM chosen
JOIN mart.takings ON takings.customer_id = chosen.customer_id
WHERE takings.taken_at < $as_of::DATE AND takings.currency = $currency
GROUP BY chosen.customer_id
""",
    _("spent so far: {fact:money}"),
)

ORDERS = (
    Rule(
        name="ordered_within",
        subject="orders",
        label=_("Ordered lately"),
        sentence=_("ordered within the last {days:count} days"),
        negation=_("did not order within the last {days:count} days"),
        fields=(DAYS,),
        of_buyers=True,
        fact=LAST_ORDER,
        statement="""
SELECT DISTINCT customer_id
FROM mart.purchases
WHERE ordered_at < $as_of::DATE AND ordered_at >= $as_of::DATE - $days::INTEGER
""",
    ),
    Rule(
        name="last_ordered_between",
        subject="orders",
        label=_("Last order so many days ago"),
        sentence=_("last order {least:count} to {most:count} days ago"),
        negation=_("last order not {least:count} to {most:count} days ago"),
        fields=(
            Days(name="least", label=_("At least this many days"), default=90),
            Days(name="most", label=_("At most this many days"), default=365),
        ),
        of_buyers=True,
        fact=LAST_ORDER,
        statement="""
SELECT customer_id
FROM mart.purchases
WHERE ordered_at < $as_of::DATE
GROUP BY customer_id
HAVING max(ordered_at) >= $as_of::DATE - $most::INTEGER AND max(ordered_at) < $as_of::DATE - $least::INTEGER + 1
""",
    ),
    Rule(
        name="ordered_between",
        subject="orders",
        label=_("Ordered in a period"),
        sentence=_("ordered from {since:day} to before {until:day}"),
        negation=_("did not order from {since:day} to before {until:day}"),
        fields=(SINCE, UNTIL),
        of_buyers=True,
        fact=LAST_ORDER,
        statement="""
SELECT DISTINCT customer_id
FROM mart.purchases
WHERE ordered_at < $as_of::DATE AND ordered_at >= $since::DATE AND ordered_at < $until::DATE
""",
    ),
    Rule(
        name="first_ordered_between",
        subject="orders",
        label=_("First order in a period"),
        sentence=_("first order from {since:day} to before {until:day}"),
        negation=_("no first order from {since:day} to before {until:day}"),
        fields=(SINCE, UNTIL),
        of_buyers=True,
        statement="""
SELECT customer_id
FROM mart.purchases
WHERE purchase_no = 1 AND ordered_at < $as_of::DATE AND ordered_at >= $since::DATE AND ordered_at < $until::DATE
""",
    ),
    Rule(
        name="first_ordered_within",
        subject="orders",
        label=_("First order lately"),
        sentence=_("first order within the last {days:count} days"),
        negation=_("no first order within the last {days:count} days"),
        fields=(DAYS,),
        of_buyers=True,
        statement="""
SELECT customer_id
FROM mart.purchases
WHERE purchase_no = 1 AND ordered_at < $as_of::DATE AND ordered_at >= $as_of::DATE - $days::INTEGER
""",
    ),
    Rule(
        name="orders_at_least",
        subject="orders",
        label=_("At least so many orders"),
        sentence=_("number of orders at least {orders:count}"),
        negation=_("number of orders below {orders:count}"),
        fields=(Whole(name="orders", label=_("Number of orders"), least=1, most=100_000, default=2),),
        of_buyers=True,
        fact=ORDERS_SO_FAR,
        statement="""
SELECT customer_id
FROM mart.purchases
WHERE purchase_no = $orders AND ordered_at < $as_of::DATE
""",
    ),
    Rule(
        name="orders_between",
        subject="orders",
        label=_("From so many to so many orders"),
        sentence=_("number of orders {span}"),
        negation=_("number of orders not {span}"),
        fields=(
            Whole(name="least", label=_("At least this many orders"), least=1, most=100_000, default=1),
            Whole(name="most", label=_("At most this many orders"), least=1, most=100_000, default=1),
        ),
        of_buyers=True,
        fact=ORDERS_SO_FAR,
        statement="""
SELECT customer_id
FROM mart.purchases
WHERE purchase_no IN ($least, $most::BIGINT + 1) AND ordered_at < $as_of::DATE
GROUP BY customer_id
HAVING max(purchase_no) = $least AND $least <= $most
""",
    ),
    Rule(
        name="orders_within",
        subject="orders",
        label=_("At least so many orders lately"),
        sentence=_("at least {orders:count} orders within the last {days:count} days"),
        negation=_("fewer than {orders:count} orders within the last {days:count} days"),
        fields=(Whole(name="orders", label=_("Number of orders"), least=1, most=100_000, default=2), DAYS),
        of_buyers=True,
        fact=LAST_ORDER,
        statement="""
SELECT customer_id
FROM mart.purchases
WHERE ordered_at < $as_of::DATE AND ordered_at >= $as_of::DATE - $days::INTEGER
GROUP BY customer_id
HAVING count(*) >= $orders
""",
    ),
    Rule(
        name="spent_at_least",
        subject="orders",
        label=_("Spent at least so much"),
        sentence=_("spent at least {amount:money} in all"),
        negation=_("spent less than {amount:money} in all"),
        fields=(Amount(name="amount", label=_("Amount"), default=1000.0), Currency()),
        of_buyers=True,
        fact=_SPENT_SO_FAR,
        statement="""
SELECT customer_id
FROM mart.takings
WHERE taken_at < $as_of::DATE AND currency = $currency
GROUP BY customer_id
HAVING sum(purchases) > 0 AND sum(net_amount) >= $amount::DECIMAL(18,2)
""",
    ),
    Rule(
        name="spent_between",
        subject="orders",
        label=_("Spent from so much to so much"),
        sentence=_("spent {least:money} to {most:money} in all"),
        negation=_("did not spend {least:money} to {most:money} in all"),
        fields=(
            Amount(name="least", label=_("At least this amount"), default=200.0),
            Amount(name="most", label=_("At most this amount"), default=1000.0),
            Currency(),
        ),
        of_buyers=True,
        fact=_SPENT_SO_FAR,
        statement="""
SELECT customer_id
FROM mart.takings
WHERE taken_at < $as_of::DATE AND currency = $currency
GROUP BY customer_id
HAVING sum(purchases) > 0 AND sum(net_amount) >= $least::DECIMAL(18,2) AND sum(net_amount) <= $most::DECIMAL(18,2)
""",
    ),
    Rule(
        name="spent_within",
        subject="orders",
        label=_("Spent at least so much lately"),
        sentence=_("spent at least {amount:money} within the last {days:count} days"),
        negation=_("spent less than {amount:money} within the last {days:count} days"),
        fields=(Amount(name="amount", label=_("Amount"), default=500.0), Currency(), DAYS),
        of_buyers=True,
        fact=LAST_ORDER,
        statement="""
SELECT customer_id
FROM mart.takings
WHERE taken_at < $as_of::DATE AND taken_at >= $as_of::DATE - $days::INTEGER AND currency = $currency
GROUP BY customer_id
HAVING sum(purchases) > 0 AND sum(net_amount) >= $amount::DECIMAL(18,2)
""",
    ),
    Rule(
        name="average_order_at_least",
        subject="orders",
        label=_("Average order of at least so much"),
        sentence=_("average order at least {amount:money}"),
        negation=_("average order below {amount:money}, or no order"),
        fields=(Amount(name="amount", label=_("Amount"), default=200.0), Currency()),
        of_buyers=True,
        fact=_SPENT_SO_FAR,
        statement="""
SELECT customer_id
FROM mart.takings
WHERE taken_at < $as_of::DATE AND currency = $currency
GROUP BY customer_id
HAVING sum(purchases) > 0 AND sum(net_amount) >= $amount::DECIMAL(18,2) * sum(purchases)
""",
    ),
    Rule(
        name="ordered_in_channel",
        subject="orders",
        label=_("Ordered in a channel"),
        sentence=_("ordered in {channels}"),
        negation=_("never ordered in {channels}"),
        fields=(CHANNELS,),
        of_buyers=True,
        statement="""
SELECT DISTINCT customer_id
FROM mart.purchases
WHERE ordered_at < $as_of::DATE AND channel IN (SELECT unnest($channels::VARCHAR[]))
""",
    ),
    Rule(
        name="first_ordered_in_channel",
        subject="orders",
        label=_("First order in a channel"),
        sentence=_("first order in {channels}"),
        negation=_("no first order in {channels}"),
        fields=(CHANNELS,),
        of_buyers=True,
        statement="""
SELECT customer_id
FROM mart.purchases
WHERE purchase_no = 1 AND ordered_at < $as_of::DATE AND channel IN (SELECT unnest($channels::VARCHAR[]))
""",
    ),
)
