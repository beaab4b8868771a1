"""How people can be reached: as known today."""

from insight.audience.fields import Choices
from insight.audience.rule import Rule
from insight.i18n import _

CONTACT = (
    Rule(
        name="reachable_by",
        subject="contact",
        label=_("Can be reached by"),
        sentence=_("reachable by {ways}"),
        negation=_("not reachable by {ways}"),
        fields=(
            Choices(
                name="ways",
                label=_("Ways"),
                options={"phone": _("phone"), "wecom": _("WeCom"), "email": _("e-mail")},
            ),
        ),
        statement="""
WITH way AS (
    SELECT customer_id, 'phone' AS name FROM core.customers WHERE phone IS NOT NULL
    UNION ALL
    SELECT customer_id, 'wecom' FROM core.customers WHERE has_wecom
    UNION ALL
    SELECT customer_id, 'email' FROM core.customers WHERE email IS NOT NULL
)
SELECT DISTINCT customer_id
FROM way
WHERE name IN (SELECT unnest($ways::VARCHAR[]))
""",
    ),
)
