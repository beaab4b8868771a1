"""Campaigns: whom they reach, what comes of it, and whether anybody is contacted too often."""

from insight.analysis.campaigns import ANALYSIS, CampaignsParams, campaigns
from insight.charts.campaigns.bars import campaign_bars
from insight.i18n import _
from insight.ui.campaigns.controls import kept_codes, limits_in_words, pick_limits, pick_people
from insight.ui.campaigns.tables import show_campaigns, show_groups, show_kinds, show_pressure
from insight.ui.kit import state
from insight.ui.kit.below import below, folded
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar

with page(ANALYSIS) as warehouse:
    with folded(limits_in_words(), key="limits"):
        params = CampaignsParams(
            as_of=as_of(warehouse), currency=currency(warehouse), personas=kept_codes(warehouse), **pick_limits()
        )
    result = analyse(campaigns, warehouse, params)
    found = result.findings()
    show_verdict(found)

    show_picture(
        campaign_bars(result, state.language(), state.recall("reached")), key="campaign_bars", chooses="reached"
    )
    segment_bar(warehouse, lambda: pick_people(result), key="reached")
    finding_people(warehouse, result, found)
    below(
        {
            _("All campaigns"): lambda: show_campaigns(result),
            _("How often people are contacted"): lambda: show_pressure(warehouse, result),
            _("Who took part"): lambda: show_groups(warehouse, result),
            _("Channels, contents and coupons"): lambda: show_kinds(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="campaigns_below",
    )
