"""How people were contacted, and what they did about it. Who was kept back as control was not contacted."""

from insight.audience.rule import Fact, Rule
from insight.fields import Choice, Days, Words
from insight.i18n import _
from insight.warehouse.steps import steps

_DAYS = Days(name="days", label=_("Days"), default=7)
_CAMPAIGNS = Words(
    name="campaigns",
    label=_("Campaigns"),
    offered="""
SELECT touches.campaign_id AS value, count(DISTINCT touches.customer_id) AS people, max(campaigns.name) AS label
FROM core.touches
LEFT JOIN core.campaigns ON campaigns.campaign_id = touches.campaign_id
GROUP BY touches.campaign_id
ORDER BY max(touches.sent_at) DESC NULLS LAST, touches.campaign_id
LIMIT 500
""",
)
_LAST = Fact(
    """
SELECT chosen.customer_id, max(touches.sent_at) AS fact
FROM chosen
JOIN core.touches ON touches.customer_id = chosen.customer_id
WHERE touches.sent_at < $as_of::DATE AND coalesce(touches.arm, 'treated') <> 'control'
GROUP BY chosen.customer_id
""",
    _("last contacted {fact:day}"),
)
_STARTED = steps(
    touched="""
    SELECT
        touches.customer_id,
        touches.campaign_id,
        coalesce(touches.arm, 'treated') AS arm,
        touches.opened_at,
        touches.clicked_at
    FROM core.touches
    LEFT JOIN (SELECT campaign_id, min(starts_at) AS starts_at FROM core.campaigns GROUP BY campaign_id) AS campaigns
        ON campaigns.campaign_id = touches.campaign_id
    WHERE touches.customer_id IS NOT NULL
        AND coalesce(coalesce(touches.sent_at, campaigns.starts_at) < $as_of::DATE, TRUE)
""",
)

TOUCHES = (
    Rule(
        name="contacted_within",
        subject="touches",
        label=_("Contacted lately"),
        sentence=_("contacted within the last {days:count} days"),
        negation=_("not contacted within the last {days:count} days"),
        fields=(_DAYS,),
        fact=_LAST,
        statement="""
SELECT DISTINCT customer_id
FROM core.touches
WHERE customer_id IS NOT NULL
    AND coalesce(arm, 'treated') <> 'control'
    AND sent_at < $as_of::DATE
    AND sent_at >= $as_of::DATE - $days::INTEGER
""",
    ),
    Rule(
        name="in_campaign",
        subject="touches",
        label=_("Part of a campaign"),
        sentence=_("{arm} of the campaign {campaigns}"),
        negation=_("not {arm} of the campaign {campaigns}"),
        fields=(
            _CAMPAIGNS,
            Choice(
                name="arm",
                label=_("Arm"),
                options={"treated": _("contacted in the course"), "control": _("control group")},
                default="treated",
            ),
        ),
        fact=_LAST,
        statement=_STARTED.select("""
SELECT DISTINCT customer_id
FROM touched
WHERE arm = $arm AND campaign_id IN (SELECT unnest($campaigns::VARCHAR[]))
"""),
    ),
    Rule(
        name="responded_to",
        subject="touches",
        label=_("Opened or clicked"),
        sentence=_("{what} a message of the campaign {campaigns}"),
        negation=_("has not {what} a message of the campaign {campaigns}"),
        fields=(
            _CAMPAIGNS,
            Choice(
                name="what",
                label=_("What they did"),
                options={"opened": _("opened"), "clicked": _("clicked")},
                default="opened",
            ),
        ),
        fact=_LAST,
        statement=_STARTED.select("""
SELECT DISTINCT customer_id
FROM touched
WHERE campaign_id IN (SELECT unnest($campaigns::VARCHAR[]))
    AND CASE WHEN $what = 'opened' THEN opened_at ELSE clicked_at END < $as_of::DATE
"""),
    ),
)
