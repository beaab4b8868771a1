"""Provinces: where the buyers live, and who they are."""

from insight.analysis.toy import ANALYSIS, ToyParams, toy
from insight.charts.toy.provinces import province_bars
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
from insight.ui.toy.parts import pick_province, show_provinces

with page(ANALYSIS) as warehouse:
    params = ToyParams(as_of=as_of(warehouse), currency=currency(warehouse))
    result = analyse(toy, warehouse, params)
    found = result.findings()
    show_verdict(found)
    show_picture(province_bars(result, state.language()), key="toy_bars", chooses="toy_province")
    segment_bar(warehouse, lambda: pick_province(result), key="toy_province")
    finding_people(warehouse, result, found)
    below(
        {
            _("All provinces as a table"): lambda: show_provinces(result),
            _("All findings"): lambda: show_findings(found),
            _("How is this computed?"): lambda: show_method(result.method(), params),
        },
        key="toy_below",
    )
