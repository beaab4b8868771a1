"""How people can be reached: as known today."""

from insight.audience.rule import Rule
from insight.fields import Choices
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
SELECT customer_id
FROM core.customers
WHERE (phone IS NOT NULL AND 'phone' IN (SELECT unnest($ways::VARCHAR[])))
    OR (has_wecom AND 'wecom' IN (SELECT unnest($ways::VARCHAR[])))
    OR (email IS NOT NULL AND 'email' IN (SELECT unnest($ways::VARCHAR[])))
""",
    ),
)
