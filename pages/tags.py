"""Tags: which there are, who has them, whether they can be trusted."""

from insight.audience.tag_health import TagHealthParams, tag_health
from insight.audience.tags import ANALYSIS, TagsParams, tags
from insight.charts.tags.bars import tag_bars
from insight.i18n import _
from insight.ui.kit import state
from insight.ui.kit.below import below
from insight.ui.kit.cache import analyse
from insight.ui.kit.findings import show_findings, show_verdict
from insight.ui.kit.frame import page
from insight.ui.kit.method import show_method
from insight.ui.kit.picture import show_picture
from insight.ui.kit.scope import as_of, currency
from insight.ui.people.bar import finding_people, segment_bar
from insight.ui.tags.changes import show_changes
from insight.ui.tags.define import show_define
from insight.ui.tags.health import show_health
from insight.ui.tags.people import pick_tag
from insight.ui.tags.tables import show_dimensions, show_tags
from insight.ui.traits.coverage import show_traits

with page(ANALYSIS) as warehouse:
    params = TagsParams(as_of=as_of(warehouse), currency=currency(warehouse))
    result = analyse(tags, warehouse, params)
    health = analyse(tag_health, warehouse, TagHealthParams(as_of=params.as_of, currency=params.currency))
    found, troubles = result.findings(), health.findings()
    show_verdict([*found[:1], *troubles[:1]])

    show_picture(tag_bars(result, state.language(), state.recall("tag")), key="tag_bars", chooses="tag")
    segment_bar(warehouse, lambda: pick_tag(result), key="tag")
    finding_people(warehouse, result, found)
    below(
        {
            _("Health check"): lambda: show_health(warehouse, health),
            _("New tag"): lambda: show_define(warehouse),
            _("What was changed"): lambda: show_changes(warehouse),
            _("All tags"): lambda: (show_dimensions(result), show_tags(result)),
            _("Traits"): lambda: show_traits(warehouse),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="tags_below",
    )
