"""Who can be reached, and who agreed to be contacted: the steps, and the columns that count them."""

from insight.govern.consent_sql import STANDING
from insight.results import declare
from insight.warehouse.steps import steps

_CONSENTING = """
    SELECT DISTINCT customer_id
    FROM standing
    WHERE status = 'granted'
"""

REACH = steps(
    consenting=STANDING.select(_CONSENTING),
    reach="""
    SELECT
        people.customer_id,
        people.phone IS NOT NULL AS has_phone,
        people.has_wecom,
        people.email IS NOT NULL AS has_email,
        consenting.customer_id IS NOT NULL AS has_consent,
        people.has_wecom OR coalesce(people.phone, people.email) IS NOT NULL AS is_reachable
    FROM core.customers AS people
    LEFT JOIN consenting ON consenting.customer_id = people.customer_id
""",
)
"""`reach`: one row a person. has_phone: a whole phone that few people share. has_wecom: a WeCom contact. has_email.
has_consent: the newest word before `$day` on marketing, service or surveys is a yes (rules: `insight.govern`).
is_reachable: phone, WeCom or e-mail, with or without consent. Only consent is known by day; the rest as of now."""

REACH_COLUMNS = ["phone", "wecom", "email", "consent", "reachable"]
REACH_DECLARED = (
    *declare("people", "phone", "wecom", "email", part_of="reachable", is_aside=True),
    *declare("people", "consent", "reachable", part_of="customers", is_aside=True),
)
"""People who can be reached, counted: a whole phone, a WeCom contact, an e-mail, consent, any of the first three."""
