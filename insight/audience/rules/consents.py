"""What people agreed to: their last statement about a purpose before the day."""

from insight.audience.rule import Fact, Rule
from insight.fields import Choice, Choices, Word
from insight.govern.consent_sql import STANDING
from insight.govern.purposes import CONTACT_PURPOSES, PURPOSES
from insight.i18n import _
from insight.warehouse.steps import steps

_STATUSES = {"granted": _("granted"), "denied": _("denied"), "withdrawn": _("withdrawn")}

_STATEMENTS = steps(
    statement="""
    SELECT
        customer_id,
        status,
        stated.at AS stated_at,
        row_number() OVER (
            PARTITION BY customer_id
            ORDER BY stated.at DESC, batch_id DESC, source_row DESC, row_key DESC
        ) AS place
    FROM core.consents AS stated
    WHERE customer_id IS NOT NULL AND purpose = $purpose AND stated.at < $as_of::DATE
""",
)

CONSENTS = (
    Rule(
        name="may_be_contacted",
        subject="consents",
        label=_("May be contacted for a purpose"),
        sentence=_("for {purpose}: {statuses}"),
        negation=_("for {purpose} not: {statuses}"),
        fields=(
            Choice(
                name="purpose",
                label=_("Purpose"),
                options={name: PURPOSES[name].label for name in CONTACT_PURPOSES},
                default=CONTACT_PURPOSES[0],
            ),
            Choices(name="statuses", label=_("Where they stand"), options=_STATUSES, default=("granted",)),
        ),
        values=lambda _warehouse, _values, as_of: {"day": as_of},
        as_shown=True,
        statement=STANDING.select("""
SELECT customer_id
FROM standing
WHERE purpose = $purpose AND status IN (SELECT unnest($statuses::VARCHAR[]))
"""),
    ),
    Rule(
        name="consent",
        subject="consents",
        label=_("Consent in the source's own words"),
        sentence=_("consent to {purpose}: {statuses}"),
        negation=_("consent to {purpose} not: {statuses}"),
        fields=(
            Word(
                name="purpose",
                label=_("Purpose"),
                offered="""
SELECT purpose AS value, count(DISTINCT customer_id) AS people
FROM core.consents AS stated
GROUP BY purpose
ORDER BY people DESC, value
LIMIT 200
""",
            ),
            Choices(
                name="statuses",
                label=_("Last statement"),
                options=_STATUSES,
            ),
        ),
        fact=Fact(
            _STATEMENTS.select("""
SELECT chosen.customer_id, statement.stated_at AS fact
FROM chosen
JOIN statement ON statement.customer_id = chosen.customer_id
WHERE statement.place = 1
"""),
            _("last statement {fact:day}"),
        ),
        statement=_STATEMENTS.select("""
SELECT customer_id
FROM statement
WHERE place = 1 AND status IN (SELECT unnest($statuses::VARCHAR[]))
"""),
    ),
)
