"""Points, by the ledger before the day: the balance it states last, else the sum of its changes."""

from insight.audience.rule import Fact, Rule
from insight.fields import Days, Whole
from insight.i18n import _
from insight.warehouse.steps import steps

_BALANCES = steps(
    entry="""
        SELECT
            customer_id,
            balance_after,
            sum(delta) OVER (PARTITION BY customer_id) AS changes,
            row_number() OVER (
                PARTITION BY customer_id
                ORDER BY ledger.at DESC, batch_id DESC, source_row DESC, row_key DESC
            ) AS place
        FROM core.points_ledger AS ledger
        WHERE customer_id IS NOT NULL AND ledger.at < $as_of::DATE
    """,
    balance="""
        SELECT customer_id, coalesce(balance_after, changes) AS points
        FROM entry
        WHERE place = 1
    """,
)
_BALANCE = Fact(
    _BALANCES.select("""
SELECT chosen.customer_id, balance.points AS fact
FROM chosen
JOIN balance ON balance.customer_id = chosen.customer_id
"""),
    _("points {fact:count}"),
)
_POINTS = Whole(name="points", label=_("Points"), default=100)
_DAYS = Days(name="days", label=_("Days"), default=90)

POINTS = (
    Rule(
        name="points_at_least",
        subject="points",
        label=_("At least so many points"),
        sentence=_("at least {points:count} points"),
        negation=_("fewer than {points:count} points"),
        fields=(_POINTS,),
        fact=_BALANCE,
        statement=_BALANCES.select("SELECT customer_id FROM balance WHERE points >= $points"),
    ),
    Rule(
        name="points_earned_within",
        subject="points",
        label=_("Points earned lately"),
        sentence=_("earned at least {points:count} points within the last {days:count} days"),
        negation=_("earned fewer than {points:count} points within the last {days:count} days"),
        fields=(_POINTS, _DAYS),
        fact=_BALANCE,
        statement="""
SELECT customer_id
FROM core.points_ledger AS ledger
WHERE customer_id IS NOT NULL
    AND delta > 0
    AND ledger.at < $as_of::DATE
    AND ledger.at >= $as_of::DATE - $days::INTEGER
GROUP BY customer_id
HAVING sum(delta) >= $points
""",
    ),
    Rule(
        name="points_spent_within",
        subject="points",
        label=_("Points spent lately"),
        sentence=_("spent points within the last {days:count} days"),
        negation=_("spent no points within the last {days:count} days"),
        fields=(_DAYS,),
        fact=_BALANCE,
        statement="""
SELECT DISTINCT customer_id
FROM core.points_ledger AS ledger
WHERE customer_id IS NOT NULL
    AND delta < 0
    AND coalesce(kind, 'burn') <> 'expire'
    AND ledger.at < $as_of::DATE
    AND ledger.at >= $as_of::DATE - $days::INTEGER
""",
    ),
    Rule(
        name="points_expired_within",
        subject="points",
        label=_("Points expired lately"),
        sentence=_("points expired within the last {days:count} days"),
        negation=_("no points expired within the last {days:count} days"),
        fields=(_DAYS,),
        fact=_BALANCE,
        statement="""
SELECT DISTINCT customer_id
FROM core.points_ledger AS ledger
WHERE customer_id IS NOT NULL
    AND kind = 'expire'
    AND ledger.at < $as_of::DATE
    AND ledger.at >= $as_of::DATE - $days::INTEGER
""",
    ),
)
