"""Who people are, by their best-known fields. Fields are as known today, also for an earlier day."""

from insight.audience.rule import Fact, Rule
from insight.fields import Choice, Choices, Day, Days, Whole, Words
from insight.i18n import _
from insight.schema.months import MONTHS

_JOINED = Fact(
    """
SELECT chosen.customer_id, people.joined_at AS fact
FROM chosen
JOIN core.customers AS people ON people.customer_id = chosen.customer_id
WHERE people.joined_at < $as_of::DATE
""",
    _("joined {fact:day}"),
)
_BIRTHDAY = Fact(
    """
SELECT chosen.customer_id, people.birthday AS fact
FROM chosen
JOIN core.customers AS people ON people.customer_id = chosen.customer_id
WHERE people.birthday IS NOT NULL
""",
    _("born {fact:day}"),
)

PEOPLE = (
    Rule(
        name="province",
        subject="people",
        label=_("Province"),
        sentence=_("in the province {provinces}"),
        negation=_("not in the province {provinces}"),
        fields=(
            Words(
                name="provinces",
                label=_("Province"),
                offered="""
SELECT province AS value, count(*) AS people
FROM core.customers
WHERE province IS NOT NULL
GROUP BY province
ORDER BY people DESC, value
LIMIT 500
""",
            ),
        ),
        statement="""
SELECT customer_id
FROM core.customers
WHERE province IN (SELECT unnest($provinces::VARCHAR[]))
""",
    ),
    Rule(
        name="city",
        subject="people",
        label=_("City"),
        sentence=_("in the city {cities}"),
        negation=_("not in the city {cities}"),
        fields=(
            Words(
                name="cities",
                label=_("City"),
                offered="""
SELECT city AS value, count(*) AS people
FROM core.customers
WHERE city IS NOT NULL
GROUP BY city
ORDER BY people DESC, value
LIMIT 1000
""",
            ),
        ),
        statement="""
SELECT customer_id
FROM core.customers
WHERE city IN (SELECT unnest($cities::VARCHAR[]))
""",
    ),
    Rule(
        name="came_from",
        subject="people",
        label=_("Came from a channel"),
        sentence=_("came from {channels}"),
        negation=_("did not come from {channels}"),
        fields=(
            Words(
                name="channels",
                label=_("Channels"),
                offered="""
SELECT channel AS value, count(*) AS people
FROM core.customers
WHERE channel IS NOT NULL
GROUP BY channel
ORDER BY people DESC, value
LIMIT 500
""",
            ),
        ),
        statement="""
SELECT customer_id
FROM core.customers
WHERE channel IN (SELECT unnest($channels::VARCHAR[]))
""",
    ),
    Rule(
        name="tier",
        subject="people",
        label=_("Tier"),
        sentence=_("member tier {tiers}"),
        negation=_("member tier not {tiers}"),
        fields=(
            Words(
                name="tiers",
                label=_("Tier"),
                offered="""
SELECT tier AS value, count(*) AS people
FROM core.customers
WHERE tier IS NOT NULL
GROUP BY tier
ORDER BY people DESC, value
LIMIT 500
""",
            ),
        ),
        statement="""
SELECT customer_id
FROM core.customers
WHERE tier IN (SELECT unnest($tiers::VARCHAR[]))
""",
    ),
    Rule(
        name="tagged",
        subject="people",
        label=_("Tag"),
        sentence=_("tagged {tags}"),
        negation=_("not tagged {tags}"),
        fields=(
            Words(
                name="tags",
                label=_("Tags"),
                offered="""
WITH tag AS (
    SELECT customer_id, trim(unnest(string_split(translate(tags, '；,，、|', ';;;;;'), ';'))) AS value
    FROM core.customers
    WHERE tags IS NOT NULL
)
SELECT value, count(DISTINCT customer_id) AS people
FROM tag
WHERE value <> ''
GROUP BY value
ORDER BY people DESC, value
LIMIT 1000
""",
            ),
        ),
        statement=r"""
WITH spelled AS (
    SELECT customer_id, ';' || regexp_replace(translate(tags, '；,，、|', ';;;;;'), '\s*;\s*', ';', 'g') || ';' AS tags
    FROM core.customers
    WHERE tags IS NOT NULL
)
SELECT DISTINCT spelled.customer_id
FROM spelled
JOIN (SELECT trim(unnest($tags::VARCHAR[])) AS tag) AS wanted
    ON strpos(spelled.tags, ';' || wanted.tag || ';') > 0
""",
    ),
    Rule(
        name="looked_after_by",
        subject="people",
        label=_("Looked after by"),
        sentence=_("looked after by {staff}"),
        negation=_("not looked after by {staff}"),
        fields=(
            Words(
                name="staff",
                label=_("Staff"),
                offered="""
SELECT owner_staff AS value, count(*) AS people
FROM core.customers
WHERE owner_staff IS NOT NULL
GROUP BY owner_staff
ORDER BY people DESC, value
LIMIT 500
""",
            ),
        ),
        statement="""
SELECT customer_id
FROM core.customers
WHERE owner_staff IN (SELECT unnest($staff::VARCHAR[]))
""",
    ),
    Rule(
        name="gender",
        subject="people",
        label=_("Gender"),
        sentence=_("{gender}"),
        negation=_("not known as {gender}"),
        fields=(
            Choice(
                name="gender", label=_("Gender"), options={"female": _("female"), "male": _("male")}, default="female"
            ),
        ),
        statement="""
SELECT customer_id
FROM core.customers
WHERE gender = $gender
""",
    ),
    Rule(
        name="joined_within",
        subject="people",
        label=_("Joined lately"),
        sentence=_("joined within the last {days:count} days"),
        negation=_("did not join within the last {days:count} days"),
        fields=(Days(name="days", label=_("Days"), default=90),),
        fact=_JOINED,
        statement="""
SELECT customer_id
FROM core.customers
WHERE joined_at < $as_of::DATE AND joined_at >= $as_of::DATE - $days::INTEGER
""",
    ),
    Rule(
        name="joined_between",
        subject="people",
        label=_("Joined in a period"),
        sentence=_("joined from {since:day} to before {until:day}"),
        negation=_("did not join from {since:day} to before {until:day}"),
        fields=(Day(name="since", label=_("From")), Day(name="until", label=_("Up to, not counted"))),
        fact=_JOINED,
        statement="""
SELECT customer_id
FROM core.customers
WHERE joined_at < $as_of::DATE AND joined_at >= $since::DATE AND joined_at < $until::DATE
""",
    ),
    Rule(
        name="birthday_month",
        subject="people",
        label=_("Birthday in a month"),
        sentence=_("birthday in {months}"),
        negation=_("no birthday known in {months}"),
        fields=(Choices(name="months", label=_("Months"), options=MONTHS),),
        fact=_BIRTHDAY,
        statement="""
SELECT customer_id
FROM core.customers
WHERE date_part('month', birthday)::VARCHAR IN (SELECT unnest($months::VARCHAR[]))
""",
    ),
    Rule(
        name="birthday_within",
        subject="people",
        label=_("Birthday soon"),
        sentence=_("birthday within the next {days:count} days"),
        negation=_("no birthday known within the next {days:count} days"),
        fields=(Days(name="days", label=_("Days"), default=30, most=366),),
        fact=_BIRTHDAY,
        statement="""
WITH anniversary AS (
    SELECT
        customer_id,
        (birthday + to_years(years))::DATE AS this_year,
        (birthday + to_years(years + 1))::DATE AS next_year
    FROM (
        SELECT
            customer_id,
            birthday,
            (date_part('year', $as_of::DATE) - date_part('year', birthday))::INTEGER AS years
        FROM core.customers
        WHERE birthday IS NOT NULL
    )
)
SELECT customer_id
FROM anniversary
WHERE CASE WHEN this_year >= $as_of::DATE THEN this_year ELSE next_year END < $as_of::DATE + $days::INTEGER
""",
    ),
    Rule(
        name="age_between",
        subject="people",
        label=_("Age"),
        sentence=_("{span} years old"),
        negation=_("not known as {span} years old"),
        fields=(
            Whole(name="least", label=_("At least this old"), most=150, default=25),
            Whole(name="most", label=_("At most this old"), most=150, default=34),
        ),
        fact=_BIRTHDAY,
        statement="""
-- duckdb: date_sub counts whole years passed; elsewhere months_between divided by 12.
SELECT customer_id
FROM core.customers
WHERE birthday < $as_of::DATE AND date_sub('year', birthday, $as_of::DATE) BETWEEN $least AND $most
""",
    ),
)
