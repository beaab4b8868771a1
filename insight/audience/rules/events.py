"""What people did on pages and in apps, and whom they brought along."""

from insight.audience.rule import Fact, Rule
from insight.fields import Days, Whole, Word, Words
from insight.i18n import _

_DAYS = Days(name="days", label=_("Days"), default=30)
_TIMES = Whole(name="times", label=_("Times"), least=1, most=1_000_000, default=1)
_LAST = Fact(
    """
SELECT chosen.customer_id, max(events.occurred_at) AS fact
FROM chosen
JOIN core.events ON events.customer_id = chosen.customer_id
WHERE events.occurred_at < $as_of::DATE
GROUP BY chosen.customer_id
""",
    _("last seen {fact:day}"),
)

EVENTS = (
    Rule(
        name="did",
        subject="events",
        label=_("Did something so many times lately"),
        sentence=_("{events} at least {times:count} × within the last {days:count} days"),
        negation=_("{events} fewer than {times:count} × within the last {days:count} days"),
        fields=(
            Words(
                name="events",
                label=_("Events"),
                offered="""
SELECT event AS value, count(DISTINCT customer_id) AS people
FROM core.events
GROUP BY event
ORDER BY people DESC, value
LIMIT 500
""",
            ),
            _TIMES,
            _DAYS,
        ),
        fact=_LAST,
        statement="""
SELECT customer_id
FROM core.events
WHERE customer_id IS NOT NULL
    AND occurred_at < $as_of::DATE
    AND occurred_at >= $as_of::DATE - $days::INTEGER
    AND event IN (SELECT unnest($events::VARCHAR[]))
GROUP BY customer_id
HAVING count(*) >= $times
""",
    ),
    Rule(
        name="did_with",
        subject="events",
        label=_("Did something with a thing lately"),
        sentence=_("{events} of {objects} within the last {days:count} days"),
        negation=_("no {events} of {objects} within the last {days:count} days"),
        fields=(
            Words(
                name="events",
                label=_("Events"),
                offered="""
SELECT event AS value, count(DISTINCT customer_id) AS people
FROM core.events
WHERE object IS NOT NULL
GROUP BY event
ORDER BY people DESC, value
LIMIT 500
""",
            ),
            Words(
                name="objects",
                label=_("Products, pages, articles"),
                offered="""
SELECT object AS value, count(DISTINCT customer_id) AS people
FROM core.events
WHERE object IS NOT NULL AND event IN (SELECT unnest($events::VARCHAR[]))
GROUP BY object
ORDER BY people DESC, value
LIMIT 1000
""",
            ),
            _DAYS,
        ),
        fact=_LAST,
        statement="""
SELECT DISTINCT customer_id
FROM core.events
WHERE customer_id IS NOT NULL
    AND occurred_at < $as_of::DATE
    AND occurred_at >= $as_of::DATE - $days::INTEGER
    AND event IN (SELECT unnest($events::VARCHAR[]))
    AND object IN (SELECT unnest($objects::VARCHAR[]))
""",
    ),
    Rule(
        name="searched",
        subject="events",
        label=_("Searched for a word"),
        sentence=_("searched for “{word}” within the last {days:count} days"),
        negation=_("did not search for “{word}” within the last {days:count} days"),
        fields=(
            Word(
                name="word",
                label=_("Word searched for"),
                offered="""
SELECT keyword AS value, count(DISTINCT customer_id) AS people
FROM core.events
WHERE keyword IS NOT NULL
GROUP BY keyword
ORDER BY people DESC, value
LIMIT 500
""",
            ),
            _DAYS,
        ),
        fact=_LAST,
        statement="""
SELECT DISTINCT customer_id
FROM core.events
WHERE customer_id IS NOT NULL
    AND occurred_at < $as_of::DATE
    AND occurred_at >= $as_of::DATE - $days::INTEGER
    AND strpos(lower(keyword), lower($word)) > 0
""",
    ),
    Rule(
        name="active_within",
        subject="events",
        label=_("Seen lately"),
        sentence=_("seen on pages or in apps within the last {days:count} days"),
        negation=_("not seen on pages or in apps within the last {days:count} days"),
        fields=(_DAYS,),
        fact=_LAST,
        statement="""
SELECT DISTINCT customer_id
FROM core.events
WHERE customer_id IS NOT NULL AND occurred_at < $as_of::DATE AND occurred_at >= $as_of::DATE - $days::INTEGER
""",
    ),
    Rule(
        name="invited_at_least",
        subject="events",
        label=_("Invited others"),
        sentence=_("others invited: at least {people:count}"),
        negation=_("others invited: fewer than {people:count}"),
        fields=(Whole(name="people", label=_("Others invited"), least=1, most=100_000, default=1),),
        statement="""
SELECT customer_id
FROM core.referrals AS brought
WHERE customer_id IS NOT NULL AND coalesce(brought.at < $as_of::DATE, TRUE)
GROUP BY customer_id
HAVING count(DISTINCT invitee_ref) >= $people
""",
    ),
)
